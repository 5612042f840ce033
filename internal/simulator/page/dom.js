// Texts become text nodes: nothing here, or in a module that uses it, parses HTML.

export const find = id => document.getElementById(id);

// node makes an element with a class and children. Missing children are left out.
export function node(tag, className = '', ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.flat(Infinity).filter(child => child != null));
  return element;
}

// button makes a button that does something when it is pressed.
export function button(label, className, press) {
  const element = node('button', className, label);
  element.type = 'button';
  element.addEventListener('click', press);
  return element;
}

// clock is a Unix time in milliseconds as hours and minutes, perhaps with seconds.
export function clock(time, seconds) {
  const text = new Date(time).toTimeString();
  return text.slice(0, seconds ? 8 : 5);
}
