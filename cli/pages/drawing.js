// SPDX-License-Identifier: Apache-2.0
//
// The relay tree and the candidates, drawn.

/// A place for each node of a forest: how deep it is, and a lane of its own for each fork.
function lanes(count, parentOf) {
  const children = new Map(), places = [];
  for (let i = 0; i < count; ++i) {
    const parent = parentOf(i);
    children.set(parent, [...(children.get(parent) || []), i]);
  }
  let free = 0;
  const put = (i, depth, lane) => {
    places[i] = { depth, lane };
    (children.get(i) || []).forEach((child, n) => put(child, depth + 1, n === 0 ? lane : ++free));
  };
  (children.get(null) || []).forEach((root, n) => put(root, 0, n === 0 ? 0 : ++free));
  return { places, count: count ? free + 1 : 0 };
}

const block = { width: 168, gap: 46, row: 22 };
const candidate = { width: 162, height: 58, gap: 40, below: 16 };

/// The lines of a block: a title, and for each para its head and what is pending.
function blockLines(m, b) {
  const state = m.state.blocks[b], many = state.paras.length > 1, lines = [];
  state.paras.forEach((para, p) => {
    const of = many ? `para ${p}'s ` : '';
    lines.push({ text: `${many ? `${p}: ` : ''}head ${headName(m, p, para.included)}`, about: of + 'head' });
    const waiting = pendingAt(para).map((each) => `${headName(m, p, each.candidate)} for ${each.age}`);
    lines.push({ text: `${many ? `${p}: ` : ''}pending ${waiting.join(', ') || 'nothing'}`, about: of + 'pending' });
    if (para.queued) lines.push({ text: `${para.queued} upward batch${para.queued > 1 ? 'es' : ''} queued`,
                                  about: of + 'upward batches queued' });
  });
  return lines;
}
function outline(changed) { return !changed ? '' : changed.fresh ? ' new' : ' touched'; }

function drawBlock(svg, m, b, at, height, changed) {
  const finalized = b === 0, ends = b > 0 && m.state.blocks[b].session !== m.state.blocks[m.state.blocks[b].parent].session;
  svg.append(shape('rect', { x: at.x, y: at.y, width: block.width, height, rx: 5,
                             class: `box block${finalized ? ' finalized' : ''}${outline(changed)}` }));
  const note = finalized ? ' · finalized' : ends ? ' · ends session' : '';
  svg.append(shape('text', { x: at.x + 9, y: at.y + 18, class: 'title' }, m.names.blocks[b] + note));
  blockLines(m, b).forEach((line, i) => svg.append(
      shape('text', { x: at.x + 9, y: at.y + 36 + i * 16,
                      class: changed && changed.names.has(line.about) ? 'amber' : '' }, line.text)));
}
function drawCandidate(svg, m, c, at, changed) {
  const about = m.state.candidates[c];
  svg.append(shape('rect', { x: at.x, y: at.y, width: candidate.width, height: candidate.height, rx: 16,
      class: `box ${standingOf(m.state, c)}${outline(changed)}${about.reverted ? ' reverted' : ''}` }));
  const marks = [about.sends ? 'sends' : '', about.reverted ? 'reverted' : ''].filter(Boolean).join(', ');
  svg.append(shape('text', { x: at.x + 12, y: at.y + 18, class: 'title' }, m.names.candidates[c] + (marks ? ` · ${marks}` : '')));
  const age = about.relay_parent_age ? ` − ${about.relay_parent_age}` : '';
  svg.append(shape('text', { x: at.x + 12, y: at.y + 34 }, `for ${m.names.blocks[about.relay_parent]}${age}`));
  svg.append(shape('text', { x: at.x + 12, y: at.y + 49 },
                   `segment ${about.segment_length}${about.backable ? ', backable' : ''}`));
}
const curve = (from, to, name) => shape('path', { class: name,
    d: `M${from.x},${from.y} C${(from.x + to.x) / 2},${from.y} ${(from.x + to.x) / 2},${to.y} ${to.x},${to.y}` });
/// From a candidate up beside the blocks to the right edge of the one that it is for.
const rise = (from, edge) => shape('path', { class: 'parent',
    d: `M${from.x},${from.y} C${from.x},${from.y - 22} ${edge.x + 14},${from.y - 4} ${edge.x + 14},${from.y - 26} ` +
       `L${edge.x + 14},${edge.y + 10} Q${edge.x + 14},${edge.y} ${edge.x},${edge.y}` });

function drawState(at) {
  const m = trace.moments[at], state = m.state, changed = differences(at), svg = shape('svg', {});
  const tree = lanes(state.blocks.length, (b) => b === 0 ? null : state.blocks[b].parent);
  const rows = Math.max(...state.blocks.map((_, b) => blockLines(m, b).length));
  const high = 28 + rows * 16, step = high + block.row;
  const blockAt = (b) => ({ x: 14 + tree.places[b].depth * (block.width + block.gap), y: 12 + tree.places[b].lane * step });
  let width = 14, bottom = 12 + tree.count * step;
  state.blocks.forEach((each, b) => {
    const here = blockAt(b);
    width = Math.max(width, here.x + block.width);
    if (b === 0) return;
    const from = blockAt(each.parent);
    svg.append(curve({ x: from.x + block.width, y: from.y + high / 2 }, { x: here.x, y: here.y + high / 2 }, 'edge'));
  });
  const front = shape('g', {});
  bottom += 26;
  for (let p = 0; p < trace.paras; ++p) {
    const drawn = drawPara(svg, front, m, p, bottom, blockAt, high, changed);
    bottom = drawn.bottom;
    width = Math.max(width, drawn.width);
  }
  state.blocks.forEach((_, b) => drawBlock(svg, m, b, blockAt(b), high, changed.get(m.names.blocks[b])));
  svg.append(front);
  svg.setAttribute('viewBox', `0 0 ${Math.max(width, 400) + 14} ${bottom}`);
  svg.setAttribute('width', Math.max(width, 400) + 14);
  return svg;
}
/// The head included at the finalized block, and the candidates on it, as a tree.
function drawPara(svg, front, m, p, top, blockAt, high, changed) {
  const own = m.state.candidates.map((each, c) => c).filter((c) => m.state.candidates[c].para === p);
  // Node 0 is the head; node i + 1 the para's candidate i.
  const nodeOf = (c) => c === null ? 0 : own.indexOf(c) + 1;
  const tree = lanes(own.length + 1, (i) => i === 0 ? null : nodeOf(m.state.candidates[own[i - 1]].parent));
  const at = (i) => ({ x: 14 + tree.places[i].depth * (candidate.width + candidate.gap),
                       y: top + tree.places[i].lane * (candidate.height + candidate.below) });
  const middle = candidate.height / 2;
  front.append(shape('rect', { ...at(0), width: candidate.width, height: candidate.height, rx: 16, class: 'box included' }));
  front.append(shape('text', { x: at(0).x + 12, y: at(0).y + 24, class: 'title' }, m.names.heads[p]));
  front.append(shape('text', { x: at(0).x + 12, y: at(0).y + 42, class: 'small' },
                     `${trace.paras > 1 ? `para ${p}, ` : ''}head at ${m.names.blocks[0]}`));
  let width = at(0).x + candidate.width;
  own.forEach((c, i) => {
    const here = at(i + 1), from = at(nodeOf(m.state.candidates[c].parent));
    const built = blockAt(m.state.candidates[c].relay_parent);
    svg.append(rise({ x: here.x + candidate.width / 2, y: here.y }, { x: built.x + block.width, y: built.y + high - 12 }));
    svg.append(curve({ x: from.x + candidate.width, y: from.y + middle }, { x: here.x, y: here.y + middle }, 'edge'));
    drawCandidate(front, m, c, here, changed.get(m.names.candidates[c]));
    width = Math.max(width, here.x + candidate.width);
  });
  return { bottom: top + tree.count * (candidate.height + candidate.below) + 6, width };
}
