// The replies to a click on a card: they change the card in the chat, as its user sees it.
import { child, parse, value } from './xml.js';

// taskOf is the id of the task that a message is about. Pressing a card in the reply to another message begins a task.
export const taskOf = d => value(parse(d.document), 'TaskId') || `task_${d.id}`;

const part = (d, name) => d.shown === 'reply' ? child(parse(d.attempts.at(-1).answer.xml), name) : undefined;
const isUpdate = d => ['TemplateCard', 'Button'].some(name => part(d, name));

// cardOf is what has become of the card that the reply of a delivery is or updates: the delivery that shows it, the one
// whose reply it is by now, and the text that takes the place of its buttons, '' for none. It is undefined without a card.
export function cardOf(d, deliveries) {
  if (!isUpdate(d)) return undefined;
  const task = taskOf(d);
  const updates = [...deliveries.values()].filter(e => e.user === d.user && isUpdate(e) && taskOf(e) === task);
  const shownBy = updates.find(e => part(e, 'TemplateCard'));
  const latest = updates.findLast(e => part(e, 'TemplateCard'));
  if (!shownBy || d.id < shownBy.id) return undefined;
  const last = updates.at(-1);
  return { shownBy, latest, replaced: value(part(last, 'Button'), 'ReplaceName') };
}
