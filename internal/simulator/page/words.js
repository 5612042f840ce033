// The words of the page, Chinese and English side by side. {0}, {1} are values.
import { find } from './dom.js';

const table = {
  chat: ['聊天', 'Chat'],
  deliveries: ['推送', 'Deliveries'],
  delivery: ['一次推送', 'A delivery'],
  noDelivery: ['还没有推送。', 'No deliveries yet.'],
  noMessage: ['在下面输入消息，或选择一个事件，回复会显示在这里。',
    'Type a message or choose an event below. The reply appears here.'],
  checking: ['正在验证 URL…', 'checking the URL…'],
  checked: ['URL 验证通过', 'URL check passed'],
  unchecked: ['URL 验证失败：{0}', 'URL check failed: {0}'],
  recheck: ['重新验证', 'check again'],
  lost: ['模拟器已断开', 'the simulator is gone'],
  plain: ['明文模式', 'plain mode'],
  compatible: ['兼容模式', 'compatible mode'],
  encrypted: ['安全模式', 'encrypted mode'],
  text: ['输入消息，Enter 发送，Shift+Enter 换行', 'Type a message. Enter sends, Shift+Enter breaks the line.'],
  placeholder: ['输入消息', 'Type a message'],
  send: ['发送', 'Send'],
  sendIt: ['发送此项', 'send it'],
  user: ['用户', 'User'],
  shortcuts: ['常用消息', 'Common messages'],
  subscribe: ['关注', 'subscribe'],
  click: ['点菜单', 'menu click'],
  scan: ['扫码', 'scan'],
  location: ['位置', 'location'],
  allTypes: ['全部类型…', 'all types…'],
  type: ['类型', 'Type'],
  messages: ['消息', 'Messages'],
  events: ['事件', 'Events'],
  receiver: ['密文中的接收者 {0}', 'Receiver inside of the ciphertext: {0}'],
  receiverHint: ['服务商收到的消息带有客户的 ID', 'a provider gets messages that carry the id of a customer'],
  addItem: ['添加 {0}', 'add {0}'],
  removeItem: ['删除 {0}', 'remove {0}'],
  close: ['关闭', 'close'],

  waiting: ['等待响应…', 'waiting for the response…'],
  acked: ['已确认，无回复（{0}）', 'acknowledged without a reply ({0})'],
  empty: ['空', 'empty'],
  unanswerable: ['这类消息不能回复，用户什么也看不到', 'This message takes no reply: the user sees nothing'],
  needless: ['这类消息不能回复，服务器却回复了 {0}', 'This message takes no reply, but the server sent one: {0}'],
  failed: ['这类消息不需要回复，但服务器出错', 'The user sees nothing, but the server failed'],
  refusedDamaged: ['服务器拒绝了损坏的消息，这是对的', 'The server refused the damaged message, as it should'],
  trusted: ['消息已损坏，服务器却回复了', 'The server replied to a damaged message'],
  attempt: ['第 {0} 次 {1}', 'attempt {0}: {1}'],
  timeout: ['{0} 超时', 'timed out after {0}'],
  broken: ['{0} 后无响应', 'no response after {0}'],
  status: ['{0}，用时 {1}', '{0} in {1}'],
  updated: ['已更新 #{0} 的卡片', 'updates the card of #{0}'],
  why: ['原因：{0}', 'Why: {0}'],
  tooLong: ['回复太长，无法显示', 'The reply is too long to be drawn'],
  voice: ['语音', 'Voice'],
  picture: ['图片 {0}', 'picture {0}'],
  notShown: ['超出限制，不会显示（{0}）', 'beyond the limit, not shown ({0})'],
  more: ['更多操作', 'More actions'],
  submit: ['提交', 'Submit'],
  me: ['我', 'me'],
  account: ['公', 'OA'],

  again: ['再发一次', 'Send again'],
  againTitle: ['内容相同的新消息，MsgId 和时间都是新的', 'the same content as a new message, with another MsgId and time'],
  retry: ['当作重试', 'As a retry'],
  retryTitle: ['同一条消息，新的签名，如同平台重试', 'the same message with a fresh signature, as a retry of the platform'],
  edit: ['编辑后发送', 'Edit and send'],
  editor: ['消息的 XML', 'XML of the message'],
  damages: ['损坏后再发', 'Send again, damaged'],
  signature: ['错误签名', 'bad signature'],
  timestamp: ['过期时间戳', 'old timestamp'],
  cut: ['截断正文', 'cut body'],
  drop: ['丢弃响应', 'dropped response'],
  reply: ['有回复', 'reply'],
  nothing: ['无回复', 'no reply'],
  prompt: ['出错', 'failure'],
  running: ['进行中', 'running'],
  none: ['无响应', 'no response'],
  refused: ['拒绝', 'refused'],
  ack: ['已确认', 'acknowledged'],
  unwanted: ['多余的回复', 'unwanted reply'],
  unusable: ['不是回复', 'not a reply'],
  faults: ['{0} 个问题', '{0} problems'],
  oneFault: ['1 个问题', '1 problem'],
  broke: ['{0}：{1}', '{0}: {1}'],
  noFault: ['没有问题', 'no problems'],
  attempts: ['尝试', 'Attempts'],
  go: ['定位', 'go'],
  goTo: ['定位 {0}', 'go to {0}'],
  answer: ['回复', 'Reply'],
  decrypted: ['解密后的回复', 'Reply, decrypted'],
  message: ['消息', 'Message'],
  request: ['请求 #{0}', 'Request #{0}'],
  response: ['响应 #{0}', 'Response #{0}'],
  againOf: ['重发 #{0}', 'again #{0}'],
  cutShort: ['…还有 {0} 个字符', '… and {0} more characters'],
};

let language = 0;

export const languages = ['zh', 'en'];
export const lang = () => languages[language];
export const setLang = name => { language = Math.max(languages.indexOf(name), 0); };

// word is an entry of the table with its values.
export function word(name, ...values) {
  return table[name][language].replace(/\{(\d)\}/g, (_, n) => values[n]);
}

// count is a number of problems.
export const count = n => n === 1 ? word('oneFault') : word('faults', n);

// title is what a type is called. The titles of specs are Chinese; in English, its name stands for itself.
export const title = (name, chinese) => language === 0 && chinese || name;

// fullTitle is the name of a type, followed by its title if that differs.
export const fullTitle = (name, chinese) => [...new Set([name, title(name, chinese)])].join(' ');

// seconds is a time in milliseconds.
export const seconds = ms => ms < 100 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;

// translate fills the elements that name a word.
export function translate() {
  document.documentElement.lang = lang();
  for (const e of document.querySelectorAll('[data-word]')) e.textContent = word(e.dataset.word);
  for (const e of document.querySelectorAll('[data-label]')) e.setAttribute('aria-label', word(e.dataset.label));
  find('text').placeholder = word('placeholder');
  find('log').dataset.hint = word('noMessage');
}
