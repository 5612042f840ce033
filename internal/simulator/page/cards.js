// The template cards of WeCom, part by part in the order in which they are seen.
import { button, node } from './dom.js';
import { bdi, picture, text } from './bubbles.js';
import { child, children, value } from './xml.js';
import { word } from './words.js';

let cards = 0; // gives the groups of radio buttons names

// card draws a card. act(key, selected) is called when a button is pressed: selected are the answers, of which each has
// a question and options; act(key) without them is for the menu. The text replacing takes the place of the buttons.
export function card(element, act, replacing) {
  const out = node('form', 'sheet card');
  const name = `card-${++cards}`;
  const press = key => act(key, answers(element, out));
  const part = (tag, draw) => children(element, tag).map(e => draw(e));
  const submit = child(element, 'SubmitButton');
  const done = replacing || value(element, 'ReplaceText');
  const buttons = children(element, 'ButtonList');
  out.append(...[
    node('div', 'source', part('Source', source), part('ActionMenu', e => menu(e, act))),
    part('CardImage', cardImage),
    part('MainTitle', e => titled('main-title', e)),
    part('EmphasisContent', e => titled('emphasis', e)),
    part('QuoteArea', quote),
    part('ImageTextArea', e => node('div', 'image-text', picture('thumb', value(e, 'ImageUrl'), ''), titled('', e))),
    part('SubTitleText', e => node('p', 'sub-title', bdi(e.textContent))),
    part('VerticalContentList', e => titled('vertical', e)),
    horizontal(children(element, 'HorizontalContentList')),
    part('CheckBox', e => checkBox(e, name)),
    part('ButtonSelection', selection),
    part('SelectList', selection),
    buttons.length ? node('div', 'buttons', done ? replaced(done) : buttons.map(e =>
      button(bdi(value(e, 'Text')), `style-${value(e, 'Style') || 1}`, () => press(value(e, 'Key'))))) : null,
    submit ? node('div', 'buttons', done ? replaced(done)
      : button(bdi(value(submit, 'Text') || word('submit')), 'style-1', () => press(value(submit, 'Key')))) : null,
    part('JumpList', e => node('p', 'jump', bdi(value(e, 'Title')), node('span', '', '›'))),
  ].flat().filter(Boolean));
  out.addEventListener('submit', e => e.preventDefault());
  return out;
}

// replaced is a button after a click.
export function replaced(label) {
  const out = button(bdi(label), 'style-4', () => {});
  out.disabled = true;
  return out;
}

const source = e => [picture('icon', value(e, 'IconUrl'), ''),
  bdi(value(e, 'Desc'), `color-${value(e, 'DescColor') || 0}`)];

function menu(e, act) {
  const summary = node('summary', '', '⋯');
  summary.setAttribute('aria-label', value(e, 'Desc') || word('more'));
  return node('details', 'menu', summary, node('div', '', node('p', 'fine', bdi(value(e, 'Desc'))),
    children(e, 'ActionList').map(a => button(bdi(value(a, 'Text')), '', () => act(value(a, 'Key'))))));
}

function titled(className, e) {
  const parts = [['Title', 'title'], ['Desc', 'description']];
  return node('div', className, parts.filter(([name]) => value(e, name))
    .map(([name, look]) => node('p', look, bdi(value(e, name)))));
}

function cardImage(e) {
  const out = picture('card-image', value(e, 'Url'));
  out.style.aspectRatio = Math.min(Math.max(Number(value(e, 'AspectRatio')) || 1.3, 1), 2.25);
  return out;
}

const quote = e => node('div', 'quote', value(e, 'Title') ? node('p', 'title', bdi(value(e, 'Title'))) : null,
  node('p', '', bdi(value(e, 'QuoteText'))));

function horizontal(rows) {
  if (!rows.length) return null;
  return node('dl', 'horizontal', rows.map(e => [node('dt', '', bdi(value(e, 'KeyName'))),
    node('dd', '', bdi(value(e, 'Value'), Number(value(e, 'Type')) ? 'link' : ''))]));
}

function checkBox(e, name) {
  const many = value(e, 'Mode') === '1';
  return node('fieldset', 'check-box', children(e, 'OptionList').map(option => {
    const input = node('input');
    input.type = many ? 'checkbox' : 'radio';
    input.name = name;
    input.value = value(option, 'Id');
    input.checked = value(option, 'IsChecked') === 'true';
    input.disabled = value(e, 'Disable') === 'true';
    return node('label', '', input, bdi(value(option, 'Text')));
  }));
}

function selection(e) {
  const select = node('select');
  for (const option of children(e, 'OptionList')) {
    const id = value(option, 'Id');
    select.append(new Option(value(option, 'Text'), id, false, id === value(e, 'SelectedId')));
  }
  select.disabled = value(e, 'Disable') === 'true';
  return node('label', 'selection', bdi(value(e, 'Title')), select);
}

// answers are the questions of a card with the options that are selected on it.
function answers(element, out) {
  const list = children(element, 'CheckBox').map((e, i) => [e, out.querySelectorAll('.check-box')[i]]);
  const selects = [...children(element, 'ButtonSelection'), ...children(element, 'SelectList')];
  list.push(...selects.map((e, i) => [e, out.querySelectorAll('.selection')[i]]));
  return list.map(([e, drawn]) => ({
    question: value(e, 'QuestionKey'),
    options: [...drawn.querySelectorAll(':checked')].map(input => input.value),
  }));
}

// markdown is a message of a robot: its text as it was written, with buttons below. act(element) is called with the
// element of the button that is pressed.
export function markdown(element, act) {
  const bubble = text(value(element, 'Content'));
  const actions = children(child(element, 'Attachment'), 'Actions');
  if (actions.length) bubble.append(node('div', 'buttons', actions.map(e =>
    button(bdi(value(e, 'Text')), 'style-2', () => act(e)))));
  return bubble;
}
