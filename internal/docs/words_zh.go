package docs

// chinese are the same texts as english.
var chinese = map[string]string{
	"comma": "、", "semicolon": ";",

	"pageTitle": "%s:被动回复", "platformID": "标识:%s", "basedOn": "以 %s 为基础",
	"seePage": "参见 %s", "remark": "备注:%s",

	"repliesTitle": "回复类型", "noReplies": "平台不接受回复,每次推送只需应答。", "headerOnly": "除公共元素外没有其他元素。", "sampleTitle": "示例",
	"placeholders": "示例沿用平台页面上的占位值;其中 %s 不符合限制。",
	"headerTitle":  "公共元素", "rootElement": "根元素是 %s。每条回复都以下列元素开头。",
	"ignoredElements": "回复中还可以有下列元素,平台不予理会:%s。",
	"scalarsTitle":    "专用类型",
	"elementColumns":  "元素|类型|必填|限制|说明",
	"scalarColumns":   "类型|限制|说明",

	"sentTitle": "平台推送的内容", "sentStart": "根元素是 %s。每条消息和事件都以下列元素开头。", "messagesTitle": "消息", "eventsTitle": "事件",
	"sentSamples": "下文的示例含有全部元素,没有样例值的以占位值填充;元素的先后次序不作保证。",
	"sentColumns": "元素|类型|必有|限制|说明", "messageType": "消息类型", "aliases": "也写作 %s",
	"eventNames": "消息类型是 %s,由元素 %s 区分。", "eventType": "消息类型是 %s",
	"accepts": "可以被动回复", "acceptsNot": "不能被动回复", "acceptingSome": "可以被动回复的:%s。", "acceptingNone": "均不能被动回复。",
	"dedupeSent": "重复推送的发送方、接收方、类型和 %s 相同", "dedupeXML": "重复推送的 XML 相同",
	"dedupeEvents": "重复推送的事件 XML 相同,下文另有说明的除外。",

	"yes": "是", "no": "否", "conditional": "视情况", "noChoice": "—",

	"text": "字符串", "id": "标识", "whole": "整数", "number": "数字", "seconds": "整数,Unix 时间(秒)", "replyType": "回复类型",
	"constant": "固定为 %s", "count": "%s 的项数", "object": "对象", "union": "对象,内容取决于 %s", "tag": "字符串",
	"listOf": "列表", "flatList": "%s,可重复",
	"formOf": "*%s 为 %s 时*",

	"rule min_bytes": "至少 %s 字节(UTF-8)", "rule max_bytes": "至多 %s 字节(UTF-8)", "rule min_runes": "至少 %s 个字符", "rule max_runes": "至多 %s 个字符",
	"rule min": "≥ %s", "rule max": "≤ %s", "rule enum": "取值:%s", "rule pattern": "整个值匹配 %s", "rule format": "格式:%s",
	"rule min_items": "至少 %s 项", "rule max_items": "至多 %s 项",
	"truncates": "超过的部分由平台截断", "maxItemsReplyingTo": "回复 %s 消息时至多 %d 项", "each": "每项%s",

	"rulesTitle": "元素之间的规则", "inside": "在 %s 中,%s",
	"form requires": "有 %s 时必须有 %s", "form forbids": "有 %s 时不得有 %s", "form required_when": "%s 为 %s 时必须有 %s",
	"form one_of": "%s 中必须有且只有一个", "form at_least_one_of": "%s 中至少有一个",

	"examplesTitle": "取值示例", "valid": "符合", "violates": "违反 %s",
	"exampleColumns": "元素|值|结论",

	"deliveryTitle": "接收与重试", "deadline": "须在 %s 内响应", "attempts": "每条消息最多推送 %d 次",
	"acks": "无需回复时响应:", "preferred": "(首选在前)", "emptyAck": "空串",
	"dedupeMessage": "重复推送的消息,其发送方、接收方、类型和 %s 相同", "dedupeEvent": "重复推送的事件,其发送方、接收方、类型和 %s 相同",

	"securityTitle": "消息加解密", "securityModes": "模式:", "modeName": "%s(%s)",
	"receiver": "密文末尾的接收方标识是 %s", "noReceiver": "密文末尾的接收方标识为空",
	"mode plain": "明文", "mode compatible": "兼容", "mode encrypted": "安全",

	"changesTitle": "与 %s 的差异", "overlay": "%s 所做的修改(%s):",
	"changeColumns": "修改|对象|内容|原因",
	"verb add":      "新增", "verb edit": "修改", "verb replace": "替换", "verb remove": "删除", "verb move": "移动",
	"place first": "置于最前", "place last": "置于最后", "place before": "置于 %s 之前", "place after": "置于 %s 之后",
	"keySet": "%s:%s", "keyChanged": "%s:%s → %s", "keyGone": "不再有 %s",
}
