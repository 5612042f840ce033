// The form of a message or an event, made from the spec, and the settings that it stands for.
import { button, node } from './dom.js';
import { fullTitle, word } from './words.js';

// form returns the inputs of some fields, and a function that returns the settings to send: of a field that was not
// touched there are none, so that the platform keeps what is its own, such as a fresh id.
export function form(fields) {
  const rows = fields.map(f => field(f, f.name));
  const before = rows.map(row => JSON.stringify(row.settings()));
  return {
    elements: rows.map(row => row.element),
    settings: () => rows.flatMap((row, i) => {
      const now = row.settings();
      return row.hasList || JSON.stringify(now) !== before[i] ? now : [];
    }),
  };
}

// field returns the element of an input and its settings. A path names the element in the message.
function field(input, path) {
  switch (input.kind) {
    case 'object': return optional(input, path, group(input, input.fields.map(f => field(f, `${path}.${f.name}`))));
    case 'list': return list(input, path);
    case 'union': return union(input, path);
    default: return optional(input, path, leaf(input, path));
  }
}

// optional puts a checkbox before an input that may be missing.
function optional(input, path, inner) {
  if (input.required) return inner;
  const box = node('input');
  box.type = 'checkbox';
  box.checked = Boolean(input.value || input.fields?.some(f => f.value));
  const label = node('label', 'send-it', box, word('sendIt'), node('span', 'hidden', ` ${input.name}`));
  const show = () => inner.element.classList.toggle('off', !box.checked);
  box.addEventListener('change', show);
  inner.element.addEventListener('input', e => {
    if (e.target !== box) box.checked = true;
    show();
  });
  inner.element.firstChild.after(label);
  show();
  return { ...inner, settings: () => box.checked ? inner.settings() : [{ path, value: '' }] };
}

function leaf(input, path) {
  const control = input.values ? select(input) : node('input');
  control.name = path;
  control.value = input.value ?? '';
  if (['int', 'time'].includes(input.kind)) control.inputMode = 'numeric';
  if (input.kind === 'float') control.inputMode = 'decimal';
  control.required = input.required;
  control.autocomplete = 'off';
  const element = node('div', 'field', node('label', '', node('span', '', title(input)), control), hint(input));
  return { element, settings: () => [{ path, value: control.value }] };
}

function select(input) {
  const out = node('select');
  const values = input.required || input.values.includes('') ? input.values : ['', ...input.values];
  out.append(...values.map(v => new Option(v, v)));
  return out;
}

const title = input => [node('code', '', input.name), input.required ? node('b', '', ' *') : null].filter(Boolean);
const hint = input => input.doc ? node('small', '', input.doc) : null;

function group(input, inner) {
  const element = node('fieldset', '', node('legend', '', title(input)), hint(input), inner.map(f => f.element));
  return { element, hasList: inner.some(f => f.hasList), settings: () => inner.flatMap(f => f.settings()) };
}

// list has as many items as one adds. Its settings are those of a list that was emptied first.
function list(input, path) {
  const at = n => input.flat ? `${path}[${n}]` : `${path}.${input.item.name}[${n}]`;
  const name = input.flat ? input.name : input.item.name;
  let items = [];
  const add = button(`+ ${word('addItem', name)}`, '', () => {
    append();
    items.at(-1).element.querySelector('input, select')?.focus();
  });
  const element = node('fieldset', 'list', node('legend', '', title(input)), hint(input), add);
  const append = () => {
    const item = field({ ...input.item, name, required: true }, at(0));
    const remove = button('×', 'remove', () => {
      items = items.filter(i => i !== item);
      item.element.remove();
      add.focus();
    });
    remove.setAttribute('aria-label', word('removeItem', name));
    item.element.append(remove);
    items.push(item);
    add.before(item.element);
  };
  append();
  const settings = () => {
    const filled = items.map(item => item.settings().filter(s => s.value !== '')).filter(set => set.length);
    return [{ path, value: '' }, ...filled.flatMap((set, n) =>
      set.map(s => ({ path: at(n) + s.path.slice(at(0).length), value: s.value })))];
  };
  return { element, settings, hasList: true };
}

// union has the fields of the case that its tag names.
function union(input, path) {
  const tag = node('select');
  tag.append(...input.cases.map(c => new Option(fullTitle(c.value, c.title), c.value)));
  const label = node('label', '', node('code', '', input.tag), tag);
  const body = node('div');
  const element = node('fieldset', '', node('legend', '', title(input)), hint(input), label, body);
  let inner = [];
  const choose = () => {
    inner = input.cases.find(c => c.value === tag.value).fields.map(f => field(f, `${path}.${f.name}`));
    body.replaceChildren(...inner.map(f => f.element));
  };
  tag.addEventListener('change', choose);
  choose();
  const settings = () => [{ path: `${path}.${input.tag}`, value: tag.value }, ...inner.flatMap(f => f.settings())];
  return { element, settings, hasList: true };
}
