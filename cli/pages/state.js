// SPDX-License-Identifier: Apache-2.0
//
// A trace, and what its states say by the names of things.

'use strict';
const trace = /*TRACE*/null;
const last = trace.moments.length - 1;
let now = 0;

// ---- small helpers

function element(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}
function shape(tag, attributes, text) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}
const byId = (id) => document.getElementById(id);
const spoken = (choices) => choices.map(([name, value]) => `${name}: ${value}`).join(', ');

// ---- what a state says, by name

/// The attributes of each subject, and what they were a step ago.
function known(at) {
  const all = new Map();
  for (const each of trace.moments[at].facts) all.set(each.subject, new Map(each.attributes));
  return all;
}
function differences(at) {
  const here = known(at), before = known(Math.max(at - 1, 0)), made = new Map();
  for (const [subject, attributes] of here) {
    const was = before.get(subject);
    if (!was) { made.set(subject, { fresh: true, names: new Set() }); continue; }
    const names = new Set([...attributes].filter(([n, v]) => was.get(n) !== v).map(([n]) => n));
    for (const name of was.keys()) if (!attributes.has(name)) names.add(name);
    if (names.size) made.set(subject, { fresh: false, names });
  }
  return made;
}
const gone = (at) => [...known(Math.max(at - 1, 0)).keys()].filter((each) => !known(at).has(each));

/// The candidates that are pending at a block, first to last, each with its age and core.
function pendingAt(para) {
  const first = { candidate: para.pending, age: para.pending_age, core: para.line ? para.line.core : null };
  const behind = para.line ? para.line.behind.map(
      (each) => ({ candidate: each.candidate, age: each.pending_age, core: each.core })) : [];
  return [first, ...behind].filter((each) => each.candidate !== null);
}
/// Whether candidate c is the head or one that it descends from.
function isBelow(state, c, head) {
  while (head !== null && head !== c) head = state.candidates[head].parent;
  return head === c;
}
/// How far a candidate has come on any fork.
function standingOf(state, c) {
  const paras = state.blocks.flatMap((block) => block.paras);
  if (paras.some((para) => isBelow(state, c, para.included))) return 'included';
  if (paras.some((para) => pendingAt(para).some((each) => each.candidate === c))) return 'pending';
  return state.candidates[c].backable ? 'backable' : 'plain';
}
/// Whether block a is b or an ancestor of it.
function isOnFork(state, a, b) {
  for (;;) {
    if (a === b) return true;
    if (b === 0) return false;
    b = state.blocks[b].parent;
  }
}
const headName = (m, p, c) => c === null ? m.names.heads[p] : m.names.candidates[c];
