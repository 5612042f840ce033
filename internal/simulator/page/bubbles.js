// The looks of what a message or a reply can hold: texts, pictures, sounds, articles, anything else.
import { node } from './dom.js';
import { children, value } from './xml.js';
import { word } from './words.js';

// shownLength bounds the text of a bubble, in UTF-16 units.
const shownLength = 16 << 10;

let loadsPictures = false;
export const loadPictures = allowed => { loadsPictures = allowed; };

// bdi is a text whose direction does not reach its surroundings.
export const bdi = (text, className = '') => node('bdi', className, text);

// text is a bubble with line ends. A link is shown, and not followed; all other markup is what it is, a text.
export function text(content) {
  const shown = content.slice(0, shownLength);
  const bubble = node('div', 'bubble text');
  let from = 0;
  for (const link of shown.matchAll(/<a\s+href=("[^"<>]*"|'[^'<>]*')[^<>]*>([^<]*)<\/a>/gi)) {
    const label = bdi(link[2], 'link');
    label.title = link[1].slice(1, -1);
    bubble.append(bdi(shown.slice(from, link.index)), label);
    from = link.index + link[0].length;
  }
  bubble.append(bdi(shown.slice(from)));
  if (content.length > shownLength) bubble.append(node('i', '', word('cutShort', content.length - shownLength)));
  return bubble;
}

// picture is a picture at a URL, or a placeholder that names it or its media id.
export function picture(className, url, label = url) {
  if (loadsPictures && /^https?:\/\//i.test(url)) {
    const image = node('img', `picture ${className}`);
    image.referrerPolicy = 'no-referrer';
    image.alt = word('picture', url);
    image.src = url;
    return image;
  }
  return node('div', `picture ${className}`, label ? bdi(label, 'tag') : null);
}

export const image = (url, mediaId) => picture('image', url, mediaId || url);

export const voice = mediaId =>
  node('div', 'bubble voice', node('span', '', `▶ ${word('voice')}`), bdi(mediaId, 'tag'));

export function video(mediaId, title, description) {
  return node('div', 'video',
    node('div', 'picture film', node('span', 'play', '▶'), bdi(mediaId, 'tag')),
    title ? node('p', 'title', bdi(title)) : null,
    description ? node('p', 'description', bdi(description)) : null);
}

export function music(element) {
  return node('div', 'bubble music', picture('cover', '', ''),
    node('div', '', node('p', 'title', bdi(value(element, 'Title'))),
      node('p', 'description', bdi(value(element, 'Description'))),
      ...['MusicUrl', 'HQMusicUrl', 'ThumbMediaId'].map(name => value(element, name))
        .filter(Boolean).map(text => node('p', 'fine', bdi(text)))));
}

// news is one article with its description, or a list of articles. A user does not see those beyond the limit.
export function news(articles, limit = Infinity, rule = '') {
  const items = children(articles, articles.children[0]?.localName);
  if (items.length === 1) {
    const [item] = items;
    return node('div', 'sheet news', cover(item), node('div', 'words',
      node('p', 'title', bdi(value(item, 'Title'))), node('p', 'description', bdi(value(item, 'Description')))));
  }
  return node('div', 'sheet news', items.map((item, i) => {
    const title = node('p', 'title', bdi(value(item, 'Title')));
    const row = i === 0 ? node('div', 'first', cover(item), title)
      : node('div', 'article', title, picture('thumb', value(item, 'PicUrl'), ''));
    if (i >= limit) {
      row.classList.add('cut');
      title.append(node('span', 'fine', word('notShown', rule)));
    }
    if (value(item, 'Url')) row.title = value(item, 'Url');
    return row;
  }));
}

const cover = item => picture('cover', value(item, 'PicUrl'));

export function location(element) {
  const place = `${value(element, 'Location_X')}, ${value(element, 'Location_Y')}`;
  return node('div', 'sheet place', node('div', 'words', node('p', 'title', bdi(value(element, 'Label') || place)),
    node('p', 'description', bdi(place))), picture('map', '', ''));
}

export function link(element) {
  return node('div', 'bubble music', node('div', '', node('p', 'title', bdi(value(element, 'Title'))),
    node('p', 'description', bdi(value(element, 'Description'))), node('p', 'fine', bdi(value(element, 'Url')))),
  picture('cover', '', ''));
}

// generic is a title with all elements, for what has no look of its own.
export function generic(title, elements) {
  return node('div', 'bubble generic', node('p', 'title', bdi(title)), definitions(elements));
}

function definitions(elements) {
  if (!elements.length) return null;
  return node('dl', '', elements.map(e => [node('dt', '', bdi(e.localName)),
    node('dd', '', e.children.length ? definitions([...e.children]) : bdi(e.textContent.slice(0, shownLength)))]));
}

// system is a line of the platform between the bubbles.
export const system = (...content) => node('p', 'system', ...content);
