// What is wrong with a response, in words. The server's are English.
import { lang } from './words.js';

// chinese are the Chinese words by the rule of the spec that is broken, or by the aspect of the response. {limit}, {got},
// {detail} and {offset} are those of the rule, and {0}, {1} the values in the English message.
export const chinese = {
  required: '缺少必填的值',
  chars: '第 {offset} 字节处的字符不能写入 XML',
  min_bytes: '至少 {limit} 字节，实际 {got}',
  max_bytes: '至多 {limit} 字节，实际 {got}',
  min_runes: '至少 {limit} 个字符，实际 {got}',
  max_runes: '至多 {limit} 个字符，实际 {got}',
  min: '不得小于 {limit}',
  max: '不得大于 {limit}',
  finite: '不得是 NaN 或无穷',
  enum: '只能取 {detail}',
  pattern: '必须匹配 {detail}',
  format: '不符合格式 {detail}',
  min_items: '至少 {limit} 项，实际 {got}',
  max_items: '至多 {limit} 项，实际 {got}',
  requires: '还需要 {detail}',
  forbids: '不能与 {detail} 同时出现',
  required_when: '此时必填：{detail}',
  one_of: '必须有且只有一个：{detail}',
  at_least_one_of: '至少要有一个：{detail}',
  unknown_element: '平台不认识的元素',
  duplicate_element: '重复的元素',
  type: '不是有效的值（{detail}）',
  const: '只能是 {detail}',
  count: '写的是 {got}，列表却有 {limit} 项',

  status: '状态码是 {0}，应为 200',
  sealed: '加密与消息不一致，或无法解密（{message}）',
  signed: 'MsgSignature 是 {0}，不是 TimeStamp、Nonce 和 Encrypt 的签名',
  stamped: '信封的时间有误（{message}）',
  recipient: '密文中的接收者是 {0}，应为 {1}',
  'plain ack': '确认 {0} 不应加密',
  utf8: '第 {0} 字节不是 UTF-8',
  single: '回复之后还有别的内容（{0}）',
  wellformed: '不是良构的 XML（{0}）',
  shape: '既不是确认，也不是平台认识的回复（{0}）',
  addresses: '{0} 是 {1}，应为 {2}',
  time: '回复的时间有误（{message}）',
};

// explain words a fault in the language of the page. What has no Chinese words stays English, as does a message that
// lacks the values for them.
export function explain(f) {
  const words = lang() === 'zh' && chinese[f.rule || f.aspect];
  if (!words || words.includes('{0}') && !f.values) return f.rule ? f.message.replace(`${f.field}: ${f.rule}`, f.field) : f.message;
  const values = { ...f.values, ...f, limit: f.detail || f.limit };
  return (f.rule ? `${f.field}：` : '') + words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
