// The panel of deliveries: the list, and the requests and responses of the selected one.
import { button, clock, find, node } from './dom.js';
import { bdi } from './bubbles.js';
import { explain } from './faults.js';
import { coloured } from './xml.js';
import { count, fullTitle, seconds, word } from './words.js';
import { timedOut, tried, works } from './chat.js';

const damages = ['signature', 'timestamp', 'cut', 'drop'];

// opened holds the sections that are open, whichever delivery is selected.
const opened = new Set(['answer', 'message']);

// state is a few words for a delivery, and the class of their colour.
function state(d) {
  if (d.running) return [`… ${word('running')}`, ''];
  const { answer } = d.attempts.at(-1);
  const faults = answer.faults.length;
  if (works(d)) return [`✓ ${word(answer.outcome === 'refused' ? 'refused' : d.shown)}`, 'good'];
  const wrong = d.accepts_reply ? d.shown : answer.outcome === 'reply' ? 'unwanted' : answer.outcome;
  return [`✗ ${faults && d.shown !== 'prompt' ? count(faults) : word(wrong)}`, 'bad'];
}

const rows = new Map(); // the buttons of the list by the ids of deliveries

export function clearList() {
  rows.clear();
  find('list').replaceChildren();
}

// drawList draws the rows of the deliveries that have changed, the latest first. Tab reaches the selected row, and the
// arrows lead to the others.
export function drawList(deliveries, changed, selected, page) {
  const list = find('list');
  for (const [id, row] of rows) {
    if (deliveries.has(id)) continue;
    row.parentElement.remove();
    rows.delete(id);
  }
  for (const id of changed) {
    if (!deliveries.has(id)) continue;
    if (!rows.has(id)) {
      rows.set(id, newRow(id, page));
      list.prepend(node('li', '', rows.get(id)));
    }
    rows.get(id).replaceChildren(...columns(deliveries.get(id), page));
  }
  const before = list.querySelector('[aria-current]');
  if (before) choose(before, false);
  if (rows.has(selected)) choose(rows.get(selected), true);
}

function newRow(id, page) {
  const row = button('', 'delivery', () => page.select(id));
  row.setAttribute('aria-controls', 'detail');
  row.addEventListener('keydown', e => {
    const step = { ArrowUp: 'previousSibling', ArrowDown: 'nextSibling' }[e.key];
    const next = step && row.parentElement[step]?.firstChild;
    if (!next) return;
    e.preventDefault();
    next.focus();
  });
  choose(row, false);
  return row;
}

function choose(row, selected) {
  row.tabIndex = selected ? 0 : -1;
  row.setAttribute('aria-expanded', selected);
  if (selected) row.setAttribute('aria-current', 'true');
  else row.removeAttribute('aria-current');
}

function columns(d, page) {
  const [shown, colour] = state(d);
  const spent = d.attempts.reduce((sum, a) => sum + a.ms, 0);
  return [node('span', 'id', `#${d.id}`), node('span', 'time', clock(d.began, true)),
    node('span', 'user', page.initial(d.user)),
    node('span', 'name', type(d, page), d.damage ? node('small', '', ` ${word(d.damage)}`) : null),
    node('span', 'spent', d.running ? '' : seconds(spent), d.attempts.length > 1 ? ` ×${d.attempts.length}` : ''),
    node('span', `state ${colour}`, shown)];
}

const type = (d, page) => bdi(fullTitle(d.name, page.form(d.name)?.title));

let drawn; // the delivery in the panel, undefined for none
let attempts; // the part that changes while it runs

// drawDetail draws the selected delivery, undefined for none. What is typed into the editor survives an update.
export function drawDetail(d, page) {
  if (!d) {
    drawn = undefined;
    find('detail').replaceChildren(node('p', 'hint', word('noDelivery')));
    return;
  }
  if (d.id !== drawn?.id || d.began !== drawn.began) {
    attempts = node('div');
    find('detail').replaceChildren(head(d, page), attempts);
  }
  drawn = d;
  attempts.replaceChildren(...body(d, page));
}

function head(d, page) {
  const editor = node('textarea');
  editor.value = d.document;
  editor.setAttribute('aria-label', word('editor'));
  editor.spellcheck = false;
  const edit = node('form', 'edit', editor, node('button', 'primary', word('send')));
  edit.hidden = true;
  edit.addEventListener('submit', e => {
    e.preventDefault();
    page.send({ again: d.id, document: editor.value });
  });
  const toggle = button(word('edit'), '', () => {
    edit.hidden = !edit.hidden;
    toggle.setAttribute('aria-expanded', !edit.hidden);
    if (!edit.hidden) editor.focus();
  });
  toggle.setAttribute('aria-expanded', false);
  const again = button(word('again'), '', () => page.send({ again: d.id, renew: true }));
  again.title = word('againTitle');
  const retry = button(word('retry'), '', () => page.send({ again: d.id }));
  retry.title = word('retryTitle');
  const damaged = node('div', 'actions', node('span', '', word('damages')),
    damages.map(damage => button(word(damage), '', () => page.send({ again: d.id, damage }))));
  damaged.setAttribute('role', 'group');
  damaged.setAttribute('aria-label', word('damages'));
  return node('div', 'head',
    node('h3', '', `#${d.id} `, type(d, page), d.user ? [' · ', bdi(d.user)] : '',
      d.again ? ` · ${word('againOf', d.again)}` : ''),
    node('div', 'actions', again, toggle, retry), damaged, edit);
}

function body(d, page) {
  const last = d.attempts.at(-1);
  const { answer } = last ?? {};
  const faults = answer && !works(d) ? answer.faults : [];
  return [
    node('h4', '', word('attempts')),
    node('ol', 'attempts', d.attempts.map(a => attempt(a, d.damage, page.deadline))),
    last?.response ? node('h4', '', faults.length ? count(faults.length) : word('noFault')) : null,
    faults.length ? node('ul', 'faults', faults.map(fault)) : null,
    answer?.xml ? section('answer', word(last.request.mode === 'encrypted' ? 'decrypted' : 'answer'),
      coloured(answer.xml, { faults, indent: true })) : null,
    section('message', word('message'), coloured(d.document, { indent: true })),
    ...d.attempts.flatMap((a, i) => wire(a, i + 1)),
  ].filter(Boolean);
}

// attempt is a line with a bar, which is full at the deadline.
function attempt(a, damage, deadline) {
  const bar = node('span', a.running ? 'bar running' : a.response ? 'bar' : 'bar bad', node('span'));
  if (a.running) bar.firstChild.style.animationDuration = `${deadline}ms`;
  else bar.firstChild.style.width = `${Math.min(100 * a.ms / deadline, 100)}%`;
  return node('li', '', node('code', '', `${a.request.method} ${clock(a.began, true)}`),
    node('span', 'until', bar, node('span', 'fine', `${deadline / 1000} s`)),
    node('span', '', tried(a, deadline)), node('span', 'fine', remark(a, damage, deadline)));
}

// remark is what the platform makes of an attempt, or why it had no response.
function remark(a, damage, deadline) {
  if (a.running || timedOut(a, deadline)) return '';
  if (a.response) return word(a.answer.outcome);
  return damage === 'drop' ? word('drop') : a.error;
}

function fault(f, n) {
  const name = f.rule || f.aspect;
  const go = button(word('go'), '', () => {
    opened.add('answer');
    find('answer').open = true;
    const target = find(`fault-${n}`).closest('mark');
    target.scrollIntoView({ block: 'center' });
    target.focus({ preventScroll: true });
  });
  go.setAttribute('aria-label', word('goTo', name));
  return node('li', '', node('code', 'rule', name), bdi(explain(f)), f.at < 0 ? null : go);
}

// section is a part that can be closed, and stays so when another delivery is selected.
function section(id, title, ...content) {
  const out = node('details', '', node('summary', '', title), ...content);
  out.id = id;
  out.open = opened.has(id);
  out.addEventListener('toggle', () => out.open ? opened.add(id) : opened.delete(id));
  return out;
}

// wire is a request and its response as they were sent.
function wire(a, n) {
  const out = [section(`request-${n}`, word('request', n), node('pre', '', `${a.request.method} ?${a.request.query}`),
    coloured(a.request.body))];
  if (a.response) {
    const { status, type, body: text } = a.response;
    out.push(section(`response-${n}`, word('response', n), node('pre', '', `${status} ${type}`), coloured(text)));
  }
  return out;
}
