// Which look a reply or a message gets. Its elements decide, so every spec with such elements gets the look.
import { node } from './dom.js';
import { bdi, generic, image, link, location, music, news, system, text, video, voice } from './bubbles.js';
import { card, markdown, replaced } from './cards.js';
import { child, parse, value } from './xml.js';
import { word } from './words.js';

const header = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event', 'MsgId', 'AgentID'];
const body = root => [...root.children].filter(e => !header.includes(e.localName));

// replies are the looks of replies by the element that a reply has, the first that fits.
const replies = [
  ['TemplateCard', (e, reply) =>
    card(e, (key, selected) => reply.act.card(value(e, 'CardType'), key, selected), reply.replaced)],
  ['TaskCard', e => replaced(value(e, 'ReplaceName'))],
  ['Button', e => replaced(value(e, 'ReplaceName'))],
  ['Articles', (e, reply) => news(e, ...limitOf(reply.faults))],
  ['Image', e => image('', value(e, 'MediaId'))],
  ['Voice', e => voice(value(e, 'MediaId'))],
  ['Video', e => video(value(e, 'MediaId'), value(e, 'Title'), value(e, 'Description'))],
  ['Music', e => music(e)],
  ['Content', e => text(e.textContent)],
  ['Text', (e, { root }) => withRest(text(value(e, 'Content')), root)],
  ['Markdown', (e, { root, act }) => withRest(markdown(e, act.attachment), root)],
  ['TransInfo', (e, { title }) => system(bdi(title), ' / ', bdi(e.textContent))],
];

// withRest adds to a text the elements beside it, whatever they are.
function withRest(bubble, root) {
  const rest = body(root).flatMap(e => ['Text', 'Markdown'].includes(e.localName) ? [...e.children] : [e])
    .filter(e => !['Content', 'Attachment'].includes(e.localName));
  if (rest.length) bubble.append(generic('', rest));
  return bubble;
}

// limitOf is how many items of a list the platform takes, and the rule.
function limitOf(faults) {
  const fault = faults.find(f => f.field === 'Articles' && f.limit);
  return fault ? [fault.limit, fault.rule] : [];
}

// drawReply returns the element for a reply: its XML, the faults, the title of its type, what its buttons call, and the
// text in their place, if any.
export function drawReply(reply) {
  const root = parse(reply.xml);
  if (!root) return node('div', 'bubble', word('tooLong'));
  for (const [name, look] of replies) {
    const element = child(root, name);
    if (element) return look(element, { ...reply, root });
  }
  const elements = body(root);
  return elements.length ? generic(reply.title, elements) : system(bdi(reply.title));
}

// messages are the looks of messages by the elements that one has, the first that fits.
const messages = [
  [['Content'], root => text(value(root, 'Content'))],
  [['Text'], root => text(value(root, 'Text', 'Content'))],
  [['ThumbMediaId'], root => video(value(root, 'MediaId'))],
  [['Location_X', 'Location_Y'], root => location(root)],
  [['Title', 'Url'], root => link(root)],
  [['MediaId', 'Format'], root => voice(value(root, 'MediaId'))],
  [['PicUrl'], root => image(value(root, 'PicUrl'), value(root, 'MediaId'))],
];

// drawMessage returns the element for what the user sent or did.
export function drawMessage(document, title, isEvent) {
  const root = parse(document);
  if (!root) return text(document);
  if (isEvent) {
    const about = value(root, 'EventKey');
    return system(bdi(title), about ? [' · ', bdi(about)] : '');
  }
  const found = messages.find(([names]) => names.every(name => child(root, name)));
  return found ? found[1](root) : generic(title, body(root));
}
