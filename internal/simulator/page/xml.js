// XML as a document to draw, and as coloured text to read.
import { node } from './dom.js';
import { explain } from './faults.js';
import { word } from './words.js';

// shownLength bounds the XML that is coloured, in UTF-16 units.
const shownLength = 64 << 10;

// parse returns the root element of a document, null if it is not well-formed.
export function parse(text) {
  const parsed = new DOMParser().parseFromString(text, 'application/xml');
  return parsed.querySelector('parsererror') ? null : parsed.documentElement;
}

// child is the first child element of a name, undefined for none.
export const child = (element, name) => [...element?.children ?? []].find(e => e.localName === name);
export const children = (element, name) => [...element?.children ?? []].filter(e => e.localName === name);

// value is the text of the element at a path of names, '' for none.
export function value(element, ...path) {
  return path.reduce((at, name) => child(at, name), element)?.textContent ?? '';
}

const pattern = /<!\[CDATA\[[^]*?(?:\]\]>|$)|<!--[^]*?(?:-->|$)|<\?[^]*?(?:\?>|$)|<\/[^>]*>?|<[^>]*>?|[^<]+/g;

// tokens splits XML, well-formed or not. Each has its kind, its text and its place.
function tokens(text) {
  const out = [];
  for (const { 0: piece, index } of text.matchAll(pattern)) {
    let kind = 'text';
    if (piece.startsWith('<![CDATA[')) kind = 'cdata';
    else if (piece.startsWith('</')) kind = 'close';
    else if (piece.startsWith('<!') || piece.startsWith('<?')) kind = 'other';
    else if (piece.startsWith('<')) kind = piece.endsWith('/>') ? 'other' : 'open';
    out.push({ kind, piece, at: index, depth: 0 });
  }
  let depth = 0;
  for (const token of out) {
    if (token.kind === 'close') depth = Math.max(depth - 1, 0);
    token.depth = depth;
    if (token.kind === 'open') depth++;
  }
  return out;
}

// endOf is the index of the token at which the mark of the token at i ends: an element without children is marked to
// its end, any other by its start tag.
function endOf(all, i) {
  if (all[i].kind !== 'open') return i;
  const next = all.slice(i + 1, i + 40).findIndex(t => t.kind === 'open' || t.kind === 'close');
  return next >= 0 && all[i + 1 + next].kind === 'close' ? i + 1 + next : i;
}

// coloured returns a pre with the XML and the faults marked in it: the element fault-N is the mark of the Nth fault.
// With indent, elements that stand side by side go on lines of their own.
export function coloured(text, { faults = [], indent = false } = {}) {
  const pre = node('pre');
  pre.tabIndex = 0;
  const all = tokens(text.slice(0, shownLength));
  const marks = marksOf(all, faults);
  let into = pre, until = -1, previous = '';
  all.forEach((token, i) => {
    const besideElement = token.kind === 'open' ? ['open', 'close'] : token.kind === 'close' ? ['close'] : [];
    if (indent && besideElement.includes(previous)) pre.append('\n' + '  '.repeat(token.depth));
    if (marks.has(i) && i > until) {
      into = pre.appendChild(mark(marks.get(i)));
      until = endOf(all, i);
    }
    into.append(...parts(token));
    if (i >= until) into = pre;
    previous = token.kind;
  });
  if (text.length > shownLength) pre.append(node('i', '', '\n' + word('cutShort', text.length - shownLength)));
  return pre;
}

// marksOf maps the indexes of tokens to the faults that are to be seen there. The place of a syntax error is where the
// parser stopped: behind what is wrong.
function marksOf(all, faults) {
  const marks = new Map();
  faults.forEach((fault, n) => {
    const at = fault.aspect === 'wellformed' ? fault.at - 1 : fault.at;
    const i = at < 0 ? -1 : all.findLastIndex(t => t.at <= at);
    if (i >= 0) marks.set(i, [...marks.get(i) ?? [], { n, fault }]);
  });
  return marks;
}

function mark(found) {
  const label = found.map(({ fault }) => fault.rule || fault.aspect).join(' ');
  const out = node('mark', '', found.map(({ n }) => {
    const target = node('span', 'target');
    target.id = `fault-${n}`;
    return target;
  }));
  out.tabIndex = -1;
  out.dataset.rule = label;
  out.title = found.map(({ fault }) => explain(fault)).join('\n');
  return out;
}

// parts are the coloured pieces of a token. Each is isolated, so that a control character turns nothing else around.
function parts({ kind, piece }) {
  if (kind === 'cdata') {
    const closed = piece.endsWith(']]>');
    return [node('span', 'x-mark', '<![CDATA['), node('bdi', 'x-text', piece.slice(9, closed ? -3 : undefined)),
      closed ? node('span', 'x-mark', ']]>') : ''];
  }
  if (kind === 'text') return [node('bdi', 'x-text', piece)];
  if (kind === 'other') return [node('bdi', 'x-mark', piece)];
  return [node('bdi', 'x-name', piece)];
}
