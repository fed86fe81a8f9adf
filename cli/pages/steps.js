// SPDX-License-Identifier: Apache-2.0
//
// The page around the drawing, and going from step to step.

function showFacts(at) {
  const before = known(Math.max(at - 1, 0)), changed = differences(at);
  byId('facts').replaceChildren(...[...known(at)].map(([subject, attributes]) => {
    const how = changed.get(subject), table = element('table', how && how.fresh ? { class: 'fresh' } : {});
    table.append(element('caption', {}, subject + (how && how.fresh ? ' — new' : '')));
    const names = new Set([...attributes.keys(), ...(how && !how.fresh ? how.names : [])]);
    for (const name of names) {
      const touched = how && how.names.has(name), was = touched ? before.get(subject).get(name) : undefined;
      table.append(element('tr', touched ? { class: 'changed' } : {}, element('td', {}, name),
          element('td', {}, ...(was === undefined ? [] : [element('span', { class: 'was' }, was)]), attributes.get(name) ?? 'none')));
    }
    return table;
  }));
}
function showStep(at) {
  const m = trace.moments[at], left = gone(at);
  const lines = [element('h2', {}, at === 0 ? 'The start' : `Step ${at}: ${m.rule}`)];
  if (m.choices.length) lines.push(element('div', { class: 'quiet' }, spoken(m.choices)));
  m.changed.split('; ').filter(Boolean).forEach((each) => lines.push(element('div', { class: 'change' }, each)));
  if (left.length) lines.push(element('div', { class: 'quiet' }, `gone: ${left.join(', ')}`));
  m.remarks.forEach((each) => lines.push(element('div', { class: each.includes('is violated') ? 'bad' : 'quiet' }, each)));
  byId('what').replaceChildren(...lines);
}
function showTree(at) {
  const kinds = [['included', 'included'], ['pending', 'pending availability'], ['backable', 'backable'], ['plain', 'not backable yet']];
  byId('tree').replaceChildren(element('h2', {}, 'Relay blocks, and the candidates built for them (dashed)'), drawState(at),
      element('div', { class: 'legend' }, ...kinds.map(([name, words]) => element('span', { class: `chip ${name}` }, words)),
              element('span', { class: 'quiet' }, 'green outline: new; orange outline: changed by this step')));
}
function showLeaves(at) {
  const m = trace.moments[at], parents = new Set(m.state.blocks.slice(1).map((each) => each.parent));
  const leaves = m.state.blocks.map((_, b) => b).filter((b) => !parents.has(b));
  byId('leaves').replaceChildren(element('h2', {}, 'Seen from each leaf: what is unincluded, cores, and what a node keeps'),
      element('div', { class: 'cards' }, ...leaves.map((leaf) => leafCard(m, leaf))));
}
function showFailed(at) {
  const box = byId('failed'), told = at === last ? trace.failed : [];
  const lines = told.map(({ clause, operands }) => element('p', {}, element('b', { class: 'bad' }, `It is not so that ${clause}. `),
      operands.map(([name, value]) => `${name} = ${value}`).join(', ')));
  const later = at === last ? trace.no_return.map((each) => element('p', { class: 'quiet' }, each)) : [];
  box.hidden = !lines.length && !later.length;
  box.replaceChildren(...lines, ...later);
}
function go(to) {
  now = Math.min(Math.max(to, 0), last);
  byId('slider').value = now;
  byId('where').textContent = `step ${now} of ${last}`;
  [...byId('list').children].forEach((each, i) => each.classList.toggle('now', i === now));
  [showFailed, showStep, showTree, showLeaves, showFacts].forEach((show) => show(now));
  history.replaceState(null, '', `#${now}`);
}
function marksOf(i) {
  const marks = [];
  if (trace.point_of_no_return !== null && i === trace.point_of_no_return) marks.push('the last chance to avoid it');
  if (trace.loop !== null && i === trace.loop + 1) marks.push('from here on, again and again');
  if (i === last) marks.push(`${trace.property} ${trace.outcome}`);
  return marks.map((each) => element('span', { class: 'mark' }, each));
}
function begin() {
  document.title = `${trace.property} ${trace.outcome}`;
  byId('claim').append(element('span', { class: trace.outcome === 'is violated' ? 'bad' : '' }, `${trace.property} ${trace.outcome}`), `: ${trace.sentence}`);
  const fault = trace.fault === 'none' ? '' : `; with a fault put in on purpose: ${trace.fault}`;
  byId('setting').textContent = `rules of ${trace.rule_set}, parameters of ${trace.configuration}, window ${trace.window}${fault}`;
  trace.moments.forEach((m, i) => {
    const item = element('li', {}, element('span', { class: 'number' }, String(i)),
        element('span', {}, m.rule, ' ', element('span', { class: 'choices' }, spoken(m.choices)), ...marksOf(i)));
    item.addEventListener('click', () => go(i));
    byId('list').append(item);
  });
  byId('slider').max = last;
  byId('slider').addEventListener('input', (event) => go(Number(event.target.value)));
  byId('back').addEventListener('click', () => go(now - 1));
  byId('on').addEventListener('click', () => go(now + 1));
  document.addEventListener('keydown', (event) => {
    const to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  });
  go(Number(location.hash.slice(1)) || 0);
}
begin();
