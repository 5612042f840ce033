package rivals

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// texts makes texts as accounts send them, from sentences put together anew each time.
type texts struct{ rand *rand.Rand }

func newTexts() *texts {
	return &texts{rand.New(rand.NewPCG(2026, 1))}
}

// word returns two Chinese characters.
func (t *texts) word() string {
	return words[t.rand.IntN(len(words))]
}

// chinese returns n three-byte characters, punctuation among them.
func (t *texts) chinese(n int) string { return t.some(chineseSentences, n*len("汉")) }

// ascii returns n bytes.
func (t *texts) ascii(n int) string { return t.some(englishSentences, n) }

// mixed returns up to n bytes of Chinese with Latin words, digits and addresses in between.
func (t *texts) mixed(n int) string { return t.some(mixedSentences, n) }

// some returns up to n bytes of sentences, from any of their first characters on.
func (t *texts) some(sentences []string, n int) string {
	var b strings.Builder
	for b.Len() < n+spare {
		b.WriteString(sentences[t.rand.IntN(len(sentences))])
	}
	s := b.String()
	start := t.rand.IntN(spare)
	for !utf8.RuneStart(s[start]) {
		start--
	}
	end := start + n
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[start:end]
}

// anyOf returns 20 to 600 bytes in any of the three.
func (t *texts) anyOf() string {
	n := 21 + t.rand.IntN(580)
	switch t.rand.IntN(3) {
	case 0:
		return t.chinese(n / len("汉"))
	case 1:
		return t.ascii(n)
	}
	return t.mixed(max(n, 24))
}

// dirty returns about 60 bytes with `]]>` somewhere among them.
func (t *texts) dirty() string {
	before := 4 + t.rand.IntN(9)
	return t.chinese(before) + "a[b[0]]>1" + t.chinese(17-before)
}

// id returns n characters as ids have them.
func (t *texts) id(n int) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[t.rand.IntN(len(alphabet))]
	}
	return string(b)
}

// spare is how many bytes more than asked for are made. A text begins at any of them, so not always with a sentence.
const spare = 48

var words = strings.Fields(`你好 您好 谢谢 再见 收到 好的 在吗 早安 晚安 帮助 菜单 取消 确认 退订 签到 查询
	成绩 课表 食堂 图书 校车 天气 快递 报修 选课 考试 放假 通知 活动 社团 讲座 招聘
	余额 充值 缴费 订单 退款 发货 客服 优惠 会员 积分 抽奖 礼品 地址 电话 时间 价格
	是的 不是 可以 不行 稍等 请问 明天 今天 昨天 上午 下午 晚上 周一 周五 欢迎 成功`)

var chineseSentences = []string{
	"您好，欢迎关注我们的公众号！", "感谢您的留言，客服人员会在工作时间内尽快与您联系。", "回复数字即可查询对应的服务内容。",
	"图书馆本周末正常开放，闭馆时间调整为晚上十点。", "您的报修申请已经受理，维修师傅将于明天上午上门。", "请携带本人有效证件到一楼大厅办理。",
	"活动报名已经结束，获奖名单将在下周一公布。", "点击下方菜单「个人中心」可以查看您的积分与优惠券。", "今日食堂推荐：红烧排骨、清蒸鲈鱼、蒜蓉西兰花。",
	"因系统升级维护，今晚十二点至次日凌晨六点暂停服务。", "如有疑问，请拨打服务热线或者在此处直接留言。", "本学期期末考试安排已经发布，请同学们及时查看。",
	"您预约的座位已为您保留三十分钟，逾期将自动释放。", "天气转凉，请注意添加衣物，预防感冒。", "校车时刻表有所调整，请以站台公示的最新版本为准。",
	"我们非常重视您的意见和建议！", "亲爱的会员，您的生日礼券已经发放到账户。", "请不要向任何人透露您的验证码与密码。",
}

var englishSentences = []string{
	"Hello, and thank you for following our account! ", "Reply with a number to choose a service: 1 orders, 2 refunds, 3 opening hours. ",
	"Your request has been received; we will get back to you within 24 hours.\n", "The library opens at 8:00 and closes at 22:00 on weekdays. ",
	"Please bring your student card (or passport) to room 305. ", "See https://www.example.com/help?topic=delivery&lang=en for details. ",
	"Order #20260118-4471 was shipped today and should arrive by Friday. ", "Unsubscribe at any time by replying TD. ",
	"Maintenance window: 00:30-06:00 (UTC+8); some services may be unavailable. ", "Your balance is 128.50 CNY, valid until 2026-12-31.\n",
}

var mixedSentences = []string{
	"您的订单 20260118-4471 已发货，承运商 SF Express，", "预计 2 天内送达。\n查询物流请点击 https://www.example.com/track?id=4471 查看；",
	"WiFi 名称：Campus-5G，密码见服务台（一楼大厅）。", "回复【1】查成绩，回复【2】查课表，回复【TD】退订；\n", "Go 语言讲座本周五 19:00 在 A 座 305 举行，", "iPhone 15 Pro 限时优惠 ¥7,999，满 1000 减 100！😀 ",
	"余额：128.50 元（有效期至 2026-12-31）", "请下载最新版 App(v3.2.1）后重试，错误码 E1024。\n", "会议号 882 104 337，入会密码 2026，请提前 5 分钟进入。", "发送邮件至 service@example.com，或致电 400-800-1234；",
}
