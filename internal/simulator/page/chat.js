// The chat as its users see it: what they sent, and what came of it.
import { clock, find, node } from './dom.js';
import { system } from './bubbles.js';
import { explain } from './faults.js';
import { drawMessage, drawReply } from './shapes.js';
import { cardOf } from './updates.js';
import { count, seconds, title, word } from './words.js';

// prompt is what WeChat shows to a user whose message failed. The platform says it in Chinese only.
const prompt = '该公众号提供的服务出现故障，请稍后再试';

// pause is the time after which the chat shows the time again, in milliseconds.
const pause = 60_000;

const turns = new Map(); // the parts of a delivery in the chat, by its id

export function clearChat() {
  turns.clear();
  find('log').replaceChildren();
}

// drawChat draws the deliveries of some ids, anew or for the first time, and removes those that are no longer in the
// list. page offers forms, titles of replies, acts of cards and select.
export function drawChat(deliveries, changed, page) {
  const log = find('log');
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  for (const [id, { turn }] of turns) {
    if (deliveries.has(id)) continue;
    turn.remove();
    turns.delete(id);
  }
  for (const id of changed) if (deliveries.has(id)) drawTurn(deliveries.get(id), deliveries, page);
  if (atEnd && changed.size) log.scrollTop = log.scrollHeight;
}

function drawTurn(d, deliveries, page) {
  if (turns.get(d.id)?.began !== d.began) { // a restarted server begins with id 1 again
    turns.get(d.id)?.turn.remove();
    turns.delete(d.id);
    const came = node('div', 'came');
    const turn = node('div', 'turn', sent(d, page), came);
    turn.addEventListener('click', e => {
      if (!e.target.closest('button, input, select, summary, label')) page.select(d.id);
    });
    turns.set(d.id, { turn, came, began: d.began });
    find('log').append(turn);
  }
  const card = cardOf(d, deliveries);
  turns.get(d.id).came.replaceChildren(...outcome(d, card, page));
  if (card && card.shownBy !== d) drawTurn(card.shownBy, deliveries, page);
}

export function markTurn(id, scroll) {
  find('log').querySelector('.selected')?.classList.remove('selected');
  const turn = turns.get(id)?.turn;
  turn?.classList.add('selected');
  if (scroll) turn?.scrollIntoView({ block: 'nearest' });
}

function sent(d, page) {
  const form = page.form(d.name);
  const drawn = drawMessage(d.document, title(d.name, form?.title), form?.event);
  const before = [...turns.values()].at(-1)?.began ?? 0;
  return [
    d.began - before > pause ? system(clock(d.began)) : null,
    d.again ? system(word('againOf', d.again)) : null,
    drawn.classList.contains('system') ? drawn : node('div', 'row own', avatar(page.initial(d.user)), drawn),
  ].filter(Boolean);
}

function avatar(letter) {
  const out = node('span', 'avatar', letter);
  out.setAttribute('aria-hidden', 'true');
  return out;
}

// outcome is what the user sees of a delivery, with a line for what a user would not see. card is that of the reply.
function outcome(d, card, page) {
  const lines = [];
  const last = d.attempts.at(-1);
  const over = d.attempts.filter(a => !a.running);
  if (over.length > 1) {
    lines.push(system(over.map((a, i) => word('attempt', i + 1, tried(a, page.deadline))).join(' · ')));
  }
  if (d.running) return [...lines, system(word('waiting'))];
  const answer = last?.answer;
  if (answer?.outcome === 'refused' && works(d)) {
    lines.push(system(word('refusedDamaged')));
  } else if (d.shown === 'prompt') {
    const words = node('bdi', '', prompt);
    words.lang = 'zh';
    lines.push(bad(words), bad(word('why', whyFailed(last, page.deadline))));
  } else if (!d.accepts_reply) {
    lines.push(...unanswered(answer, last, page.deadline));
  } else if (d.shown === 'reply') {
    const drawn = card && card.shownBy !== d ? system(word('updated', card.shownBy.id)) : drawAnswer(d, card, page);
    const bare = ['system', 'sheet'].some(name => drawn.classList.contains(name));
    lines.push(bare ? drawn : node('div', 'row', avatar(word('account')), drawn));
    if (answer.faults.length) lines.push(bad(problems(answer)));
    else if (!works(d)) lines.push(bad(word('trusted')));
  } else {
    lines.push(system(word('acked', (answer.xml || last.response.body).trim() || word('empty'))));
  }
  return lines;
}

// drawAnswer draws the reply of a delivery. A card is drawn as it is by now.
function drawAnswer(d, card, page) {
  const of = card?.latest ?? d;
  const { answer } = of.attempts.at(-1);
  return drawReply({ ...answer, title: page.replyTitle(answer.type), act: page.acts(of), replaced: card?.replaced });
}

const bad = (...content) => node('p', 'system bad', ...content);

// unanswered are the lines for a message that takes no reply.
function unanswered(answer, last, deadline) {
  switch (answer?.outcome) {
    case 'ack': return [system(word('unanswerable'))];
    case 'reply': return [bad(word('needless', answer.type || answer.xml.slice(0, 40)))];
    default: return [bad(word('failed')), bad(word('why', whyFailed(last, deadline)))];
  }
}

function problems({ faults }) {
  return word('broke', count(faults.length), [...new Set(faults.map(f => f.rule || f.aspect))].join(', '));
}

// tried is what came of an attempt, in a few words. The deadline is in milliseconds; clocks differ a little.
export function tried(a, deadline) {
  if (a.running) return word('running');
  if (a.response) return word('status', a.response.status, seconds(a.ms));
  return word(timedOut(a, deadline) ? 'timeout' : 'broken', seconds(a.ms));
}

export const timedOut = (a, deadline) => !a.response && a.ms >= 0.9 * deadline;

// wanted are the outcomes of damaged messages that are right. An old message may be answered.
const wanted = { signature: ['refused', 'ack'], cut: ['refused', 'ack'], timestamp: ['refused', 'ack', 'reply'] };

// works reports whether the server did with a message what it should.
export function works({ damage, accepts_reply, attempts }) {
  const { answer, response } = attempts.at(-1);
  const outcomes = wanted[damage] ?? (accepts_reply ? ['reply', 'ack'] : ['ack']);
  const fine = answer.outcome === 'refused' ? response.status < 500 : !answer.faults.length;
  return fine && outcomes.includes(answer.outcome);
}

function whyFailed(last, deadline) {
  if (timedOut(last, deadline)) return tried(last, deadline);
  const [fault] = last.answer.faults;
  return fault ? explain(fault) : last.error || word(last.answer.outcome);
}
