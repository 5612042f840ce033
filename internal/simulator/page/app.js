// The page is a view of the deliveries that the server of the simulator keeps.
import { clearChat, drawChat, markTurn } from './chat.js';
import { compose, initial, user } from './composer.js';
import { find } from './dom.js';
import { loadPictures } from './bubbles.js';
import { clearList, drawDetail, drawList } from './panel.js';
import { taskOf } from './updates.js';
import { lang, languages, setLang, title, translate, word } from './words.js';
import { value } from './xml.js';

const setup = await (await fetch('setup')).json();
const deliveries = new Map(); // by id, the oldest first
const changed = new Set(); // ids that are not drawn yet
let selected = 0;
let check = { running: true };

// page is what the parts of the page need of each other.
const page = {
  deadline: setup.deadline_ms,
  form: name => setup.messages.find(m => m.name === name),
  replyTitle: type => title(type, setup.replies[type]),
  initial, send, select, acts,
};

// send gives an order. The new delivery is selected as soon as it is known.
async function send(order) {
  find('error').textContent = '';
  try {
    const response = await fetch('send', { method: 'POST', body: JSON.stringify(order) });
    const { id, error } = await response.json();
    if (error) throw new Error(error);
    select(id);
    return true;
  } catch (e) {
    find('error').textContent = e.message;
    return false;
  }
}

function select(id) {
  selected = id;
  draw();
  markTurn(id, true);
}

// acts are what the buttons of a reply do: they send the event of the spec that has the elements for it.
function acts(d) {
  const has = (m, ...names) => names.every(name => m.fields.some(f => f.name === name));
  const set = values => Object.entries(values).map(([path, text]) => ({ path, value: text }));
  return {
    card(cardType, key, answers) {
      const event = setup.messages.find(m =>
        has(m, 'EventKey', 'TaskId', 'CardType') && has(m, 'SelectedItems') === Boolean(answers));
      if (!event) return;
      const values = { EventKey: key, CardType: cardType, TaskId: taskOf(d) };
      if (answers) values.SelectedItems = '';
      (answers ?? []).forEach(({ question, options }, i) => {
        const item = `SelectedItems.SelectedItem[${i}]`;
        values[`${item}.QuestionKey`] = question;
        options.forEach((option, n) => { values[`${item}.OptionIds.OptionId[${n}]`] = option; });
      });
      send({ name: event.name, user: d.user, set: set(values) });
    },
    attachment(action) {
      const message = setup.messages.find(m => has(m, 'Attachment'));
      if (!message) return;
      send({ name: message.name, user: setup.has_users ? user() : '', set: set({
        'Attachment.CallbackId': value(action.parentElement, 'CallbackId'),
        'Attachment.Actions': '',
        'Attachment.Actions[0].Name': value(action, 'Name'),
        'Attachment.Actions[0].Value': value(action, 'Value'),
        'Attachment.Actions[0].Type': value(action, 'Type'),
      }) });
    },
  };
}

// current is the id of the selected delivery, or of the latest one if there is no such.
const current = () => deliveries.has(selected) ? selected : [...deliveries.keys()].at(-1) ?? 0;

// draw draws what has changed, once for all events of a moment.
let waiting = false;
let detailed = -1; // the id in the panel
function draw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const id = current();
    drawChat(deliveries, changed, page);
    drawList(deliveries, changed, id, page);
    if (changed.has(id) || detailed !== id) drawDetail(deliveries.get(id), page);
    detailed = id;
    changed.clear();
    markTurn(id, false);
  });
}

function drawCheck(lost) {
  const state = lost ? 'lost' : check.running ? 'checking' : check.ok ? 'checked' : 'unchecked';
  find('check').className = { checked: 'good', checking: '' }[state] ?? 'bad';
  find('check').textContent = `● ${word(state, check.error)}`;
  find('recheck').disabled = Boolean(check.running);
}

// forget removes the deliveries that the server has forgotten while the page was disconnected. All others come anew.
async function forget() {
  const before = [...deliveries.keys()];
  if (!before.length) return;
  const kept = new Set((await (await fetch('deliveries')).json()).map(d => d.id));
  for (const id of before) if (!kept.has(id)) deliveries.delete(id);
  draw();
}

function listen() {
  const events = new EventSource('events');
  events.addEventListener('open', forget);
  events.addEventListener('error', () => drawCheck(true));
  events.addEventListener('delivery', e => {
    const d = JSON.parse(e.data);
    deliveries.set(d.id, d);
    while (deliveries.size > 200) deliveries.delete(deliveries.keys().next().value);
    changed.add(d.id);
    draw();
  });
  events.addEventListener('check', e => {
    check = JSON.parse(e.data);
    drawCheck();
  });
}

// speak draws everything in a language.
function speak(name) {
  setLang(name);
  translate();
  const other = languages[1 - languages.indexOf(lang())];
  find('language').textContent = { zh: '中文', en: 'English' }[other];
  find('language').lang = other;
  find('mode').textContent = word(setup.mode);
  drawCheck();
  compose(setup, send);
  clearChat();
  clearList();
  for (const id of deliveries.keys()) changed.add(id);
  detailed = -1;
  drawDetail(undefined, page);
  draw();
}

document.title = `replygen simulate · ${setup.title}`;
find('platform').textContent = setup.title;
find('url').textContent = setup.url;
find('language').addEventListener('click', () => speak(languages[1 - languages.indexOf(lang())]));
find('recheck').addEventListener('click', () => fetch('check', { method: 'POST' }));
loadPictures(setup.load_images);
speak(setup.lang || (navigator.language.startsWith('zh') ? 'zh' : 'en'));
listen();
