// What the user does: the text box, shortcuts, and the form of any message.
import { button, find, node } from './dom.js';
import { form } from './form.js';
import { fullTitle, word } from './words.js';

// shortcuts are the messages and events that people try first, by the names that platforms give them.
const shortcuts = [
  ['subscribe', /^subscribe$/i],
  ['click', /^click$/i],
  ['scan', /^scan(code_waitmsg)?$/i],
  ['location', /^location$/],
];

const users = ['user_a', 'user_b', 'user_c'];

export const user = () => find('users').querySelector(':checked')?.value ?? '';

// initial is the letter of a user in the chat.
export const initial = id => users.includes(id) ? id.at(-1).toUpperCase() : word('me');

// textPath is the path of the text in the message of type text: Content, or Text.Content; undefined without such.
function textPath(messages) {
  const message = messages.find(m => m.name === 'text' && !m.event);
  const path = (fields, before) => {
    for (const f of fields) {
      if (f.kind === 'text' && f.name === 'Content') return before + f.name;
      const below = f.fields && path(f.fields, `${before}${f.name}.`);
      if (below) return below;
    }
    return undefined;
  };
  return message && path(message.fields, '');
}

// compose fills the composer. send(order) resolves to whether the order was taken.
export function compose(setup, send) {
  const chosen = user() || users[0];
  find('users').replaceChildren(find('users').querySelector('legend'), ...users.map(id => choice(id, chosen)));
  find('users').hidden = !setup.has_users;
  const buttons = shortcuts.flatMap(([label, name]) => {
    const m = setup.messages.find(message => name.test(message.name));
    return m ? [button(word(label), 'chip', () => start(m))] : [];
  });
  const start = ({ name, fields }) =>
    fields.some(f => f.required) ? openForm(setup, name, send) : send({ name, user: user() });
  const all = button(word('allTypes'), 'chip', () => {
    if (find('form').hidden) openForm(setup, setup.messages[0].name, send);
    else closeForm();
  });
  all.id = 'all-types';
  all.setAttribute('aria-expanded', !find('form').hidden);
  all.setAttribute('aria-controls', 'form');
  find('shortcuts').replaceChildren(...buttons, ...setup.messages.length ? [all] : []);
  if (!find('form').hidden) openForm(setup, find('types').value, send);
  textBox(textPath(setup.messages), send);
}

function choice(id, chosen) {
  const input = node('input');
  Object.assign(input, { type: 'radio', name: 'user', value: id, checked: id === chosen });
  return node('label', '', input, node('span', '', initial(id)));
}

function closeForm() {
  find('form').hidden = true;
  find('all-types').setAttribute('aria-expanded', false);
  find('all-types').focus();
}

// openForm shows the form of a message, with a list of all others.
function openForm(setup, name, send) {
  const types = node('select');
  types.id = 'types';
  for (const event of [false, true]) {
    const group = node('optgroup', '', setup.messages.filter(m => m.event === event)
      .map(m => new Option(fullTitle(m.name, m.title), m.name)));
    group.label = word(event ? 'events' : 'messages');
    if (group.children.length) types.append(group);
  }
  types.value = name;
  const fields = node('div', 'fields');
  const receiver = setup.receiver_name ? receiverField(setup) : null;
  let current;
  const choose = () => {
    const m = setup.messages.find(message => message.name === types.value);
    current = form(m.fields);
    fields.replaceChildren(...[m.doc ? node('small', '', m.doc) : null, ...current.elements, receiver].filter(Boolean));
  };
  types.addEventListener('change', choose);
  choose();
  find('form').replaceChildren(
    node('div', 'row', node('label', '', node('span', '', word('type')), types),
      node('button', 'primary', word('send')), button(word('close'), '', closeForm)),
    fields);
  find('form').onsubmit = e => {
    e.preventDefault();
    send({ name: types.value, user: user(), set: current.settings(), receiver: receiver?.querySelector('input').value });
  };
  find('form').onkeydown = e => { if (e.key === 'Escape') closeForm(); };
  find('form').hidden = false;
  find('all-types').setAttribute('aria-expanded', true);
  (fields.querySelector('input:not([type=checkbox]), select') ?? types).focus();
}

// receiverField is for the id inside of the encrypted message, which is not part of the XML.
function receiverField(setup) {
  const input = node('input');
  input.name = 'receiver';
  input.value = setup.receiver;
  input.autocomplete = 'off';
  return node('div', 'field receiver', node('label', '', node('span', '', word('receiver', setup.receiver_name)), input),
    node('small', '', word('receiverHint')));
}

const said = []; // what was typed, the oldest first

function textBox(path, send) {
  const box = find('text');
  find('say').hidden = !path;
  let recalled = said.length;
  const size = () => {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight + 2, 140)}px`;
  };
  box.oninput = size;
  find('say').onsubmit = async e => {
    e.preventDefault();
    const value = box.value;
    if (!value) return;
    box.value = '';
    size();
    if (said.at(-1) !== value) said.push(value);
    recalled = said.length;
    if (!await send({ name: 'text', user: user(), set: [{ path, value }] }) && !box.value) box.value = value;
  };
  box.onkeydown = e => {
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) {
      e.preventDefault();
      find('say').requestSubmit();
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[e.key];
    const typed = box.value !== '' && box.value !== said[recalled];
    if (!step || typed || !(recalled + step in said)) return;
    e.preventDefault();
    recalled += step;
    box.value = said[recalled];
    size();
  };
}
