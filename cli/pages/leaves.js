// SPDX-License-Identifier: Apache-2.0
//
// What is seen from each leaf: the unincluded segment, cores, and what a node keeps.

function chip(m, p, c, note) {
  const name = headName(m, p, c) + (note ? ` ${note}` : '');
  return element('span', { class: `chip ${c === null ? 'included' : standingOf(m.state, c)}` }, name);
}
function row(name, ...inside) {
  return element('div', { class: 'row' }, element('span', { class: 'name' }, name), ...inside);
}
function chained(parts) { return parts.flatMap((part, i) => i === 0 ? [part] : ['→', part]); }

/// The ways on from the head included at a leaf, over candidates that are pending there or have
/// their relay parents on its fork.
function segments(m, p, leaf) {
  const all = m.state.candidates, found = [];
  const isPending = (c) => pendingAt(m.state.blocks[leaf].paras[p]).some((each) => each.candidate === c);
  const fits = (c) => all[c].para === p && (isPending(c) || isOnFork(m.state, all[c].relay_parent, leaf));
  const follow = (head, so) => {
    const next = all.map((_, c) => c).filter((c) => all[c].parent === head && fits(c));
    if (!next.length && so.length) found.push(so);
    next.forEach((c) => follow(c, [...so, c]));
  };
  follow(m.state.blocks[leaf].paras[p].included, []);
  return found;
}
const orders = (names) => names.length ? names.map((each) => `para ${each}`).join(', ') : 'none';

function coreRows(m, leaf) {
  const here = m.state.blocks[leaf], rows = [];
  const held = (core) => here.paras.flatMap((para, p) => pendingAt(para)
      .filter((each) => here.cores ? each.core === core : p === core).map((each) => [p, each]));
  const count = here.cores ? here.cores.length : here.paras.length;
  for (let core = 0; core < count; ++core) {
    const on = held(core).map(([p, each]) => chip(m, p, each.candidate, `for ${each.age}`));
    const made = row(`core ${core}`, ...(on.length ? on : [element('span', { class: 'quiet' }, 'free')]));
    const queue = here.cores ? here.cores[core] : null;
    if (queue && (queue.queue.length || queue.orders.length))
      made.append(element('span', { class: 'quiet' }, `claims: ${orders(queue.queue)}; ordered: ${orders(queue.orders)}`));
    rows.push(made);
  }
  return rows;
}
/// What the node that is followed keeps at a leaf.
function viewRows(m, leaf) {
  const view = m.state.blocks[leaf].view;
  if (!trace.views || !view) return [];
  if (view.followed !== 1) return [row('the node', element('span', { class: 'quiet' }, 'has no active leaf here'))];
  const of = (wanted) => m.state.candidates.map((_, c) => c).filter((c) => wanted(view.standings[c]));
  const depth = (c) => m.state.candidates[c].parent === null ? 0 : 1 + depth(m.state.candidates[c].parent);
  const chain = of((s) => s === 3).sort((a, b) => depth(a) - depth(b)), rest = of((s) => s === 1 || s === 2);
  const told = (all) => all.map((c) => chip(m, m.state.candidates[c].para, c, ''));
  const none = [element('span', { class: 'quiet' }, 'nothing')];
  const tree = trace.rule_set === '2023';
  const rows = tree ? [] : [row('fragment chain', ...(chain.length ? chained(told(chain)) : none))];
  return [...rows, row(tree ? 'fragment tree' : 'waits', ...(rest.length ? told(rest) : none))];
}
function leafCard(m, leaf) {
  const card = element('div', { class: 'card' }, element('b', {}, `leaf ${m.names.blocks[leaf]}`));
  m.state.blocks[leaf].paras.forEach((para, p) => {
    const ways = segments(m, p, leaf), of = trace.paras > 1 ? `para ${p}: ` : '';
    const head = () => chip(m, p, para.included, '');
    if (!ways.length) card.append(row(`${of}unincluded`, head(), element('span', { class: 'quiet' }, 'nothing on it')));
    ways.forEach((way) => card.append(row(`${of}unincluded`, ...chained([head(), ...way.map((c) => chip(m, p, c, ''))]))));
    if (para.queued) card.append(row(`${of}upward queue`, `${para.queued} of the largest batches`));
  });
  card.append(...coreRows(m, leaf), ...viewRows(m, leaf));
  return card;
}
