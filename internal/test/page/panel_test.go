package page

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestViolationIsMarkedAtItsElement(t *testing.T) {
	bot := &scriptedBot{t: t}
	bot.answer(strings.Replace(textReply("你好"), "</xml>", "<Colour>red</Colour></xml>", 1))
	p := visit(t, scene{platform: "wechat"}, bot)
	p.say("hi")
	p.want(".faults .rule", "unknown_element")
	p.want(".faults bdi", "Colour")
	p.want("#answer mark", "<Colour>red</Colour>")
	if got := p.read(`document.querySelector('#answer mark').dataset.rule`); got != "unknown_element" {
		t.Errorf("the mark names the rule %q", got)
	}
	p.click(".faults button")
	if !p.holds(`document.activeElement === document.querySelector('#answer mark')`) {
		t.Error("the button does not lead to the mark")
	}
	p.want(".came .system.bad", "1 problem: unknown_element")
	p.want("#detail h4", "Attempts", "1 problem")
	p.want("#list .state", "✗ 1 problem")
}

func TestFaultsAreWordedInTheLanguageOfThePage(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wechat", lang: "zh"}, bot)
	for _, d := range []struct{ reply, zh, en string }{
		{
			reply("<MsgType>image</MsgType><Image><MediaId/></Image><Colour/>"),
			"Colour：平台不认识的元素\nImage.MediaId：缺少必填的值", "Colour\nImage.MediaId",
		},
		{
			textReply(strings.Repeat("好", 700)),
			"Content：至多 2048 字节，实际 2100", "Content: at most 2048 bytes, got 2100",
		},
		{"<xml>", "不是良构的 XML（the document ends inside <xml>）", "the document ends inside <xml>"},
		{
			"\x1f\x8b", // has no Chinese words
			"the response is compressed with gzip, which the platform did not ask for",
			"the response is compressed with gzip, which the platform did not ask for",
		},
		{
			"hello", `既不是确认，也不是平台认识的回复（"hello"）`,
			`"hello" is neither an ack ("success" or "") nor a reply`,
		},
	} {
		bot.answer(d.reply)
		p.say("hi")
		for _, want := range []string{d.zh, d.en} {
			p.want(".faults bdi", strings.Split(want, "\n")...)
			p.click("#language")
		}
		p.want(".faults bdi", strings.Split(d.zh, "\n")...) // the page is drawn anew
	}
	p.want(".turn:last-child .bad", "该公众号提供的服务出现故障，请稍后再试",
		`原因：既不是确认，也不是平台认识的回复（"hello"）`)
}

func TestReplyThatIsNotWellFormedIsMarkedWhereItBreaks(t *testing.T) {
	bot := &scriptedBot{t: t}
	bot.answer("<xml><Content><![CDATA[a]]>b]]></Content></xml>")
	p := visit(t, scene{platform: "wechat"}, bot)
	p.say("hi")
	p.want(".faults .rule", "wellformed")
	p.want("#answer mark", "b]]>")
	p.want("#list .state", "✗ failure")
}

func TestEncryptedMessagesAreShownBothWays(t *testing.T) {
	bot := &scriptedBot{t: t}
	bot.answer(textReply("answer"))
	p := visit(t, scene{platform: "wecom"}, bot)
	p.say("question")
	for id, want := range map[string]string{
		"message": "question", "answer": "answer", "request-1": "msg_signature=", "response-1": "<Encrypt>",
	} {
		text := p.read("document.getElementById('" + id + "').textContent")
		if !strings.Contains(text, want) {
			t.Errorf("%s has no %q: %s", id, want, text)
		}
		if encrypted := strings.HasPrefix(id, "re"); encrypted && strings.Contains(text, "answer") {
			t.Errorf("%s is not encrypted: %s", id, text)
		}
	}
}

func TestMessageIsSentAgainEditedAndDamaged(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wechat", deadline: 2 * time.Second}, bot)
	p.say("first")
	id := bot.last().Find("MsgId").Text
	p.sends(func() { p.click("#detail .actions button") })
	bot.wantElement("Content", "first")
	if got := bot.last().Find("MsgId").Text; got == id {
		t.Errorf("sent again, the message has the same id %s", got)
	}
	p.want(".turn:last-child .system", "again #1", "acknowledged without a reply (empty)")

	p.click("#detail .actions button:nth-of-type(2)")
	p.fill(".edit textarea", "<xml><MsgType>text</MsgType><Content>edited</Content></xml>")
	p.sends(func() { p.click(".edit button") })
	bot.wantElement("Content", "edited")

	p.click("#list li:last-child button") // the first delivery
	p.sends(func() { p.click("#detail .actions button:nth-of-type(3)") })
	bot.wantElement("MsgId", id)
	p.want(".turn:last-child .system", "again #1", "acknowledged without a reply (empty)")

	p.sends(func() { p.click("#detail [role=group] button:nth-of-type(4)") })
	p.want("#detail .attempts li > .fine", "dropped response", "acknowledged")
	p.want("#list li:first-child .name", "text dropped response")
	bot.wantElement("MsgId", id)
}

// Who tries whether a server refuses a forged message is shown a success if it does.
func TestServerShouldRefuseWhatIsForged(t *testing.T) {
	p := visit(t, scene{platform: "wechat"}, wechatBot(t, echo))
	p.say("hi")
	p.click("#detail [role=group] button:nth-of-type(1)")
	p.until(`document.querySelectorAll('#list li').length === 2`)
	p.delivered()
	p.want("#list li:first-child .state", "✓ refused")
	p.want(".turn:last-child .came .system", "The server refused the damaged message, as it should")
	p.want("#detail h4", "Attempts", "no problems")

	bot := &scriptedBot{t: t} // which checks no signature
	bot.answer(textReply("hi"))
	p = visit(t, scene{platform: "wechat"}, bot)
	p.say("hi")
	p.click("#detail [role=group] button:nth-of-type(1)")
	p.until(`document.querySelectorAll('#list li').length === 2`)
	p.delivered()
	p.want("#list li:first-child .state", "✗ reply")
	p.want(".turn:last-child .came .system.bad", "The server replied to a damaged message")
}

func TestReloadKeepsDeliveries(t *testing.T) {
	bot := &scriptedBot{t: t}
	bot.answer(textReply("answer"))
	p := visit(t, scene{platform: "wechat"}, bot)
	p.say("one")
	p.say("two")
	p.load()
	p.until(`document.querySelectorAll('#list li').length === 2`)
	p.want(".own .bubble", "one", "two")
	p.want(".came .bubble", "answer", "answer")
	p.want("#list [aria-current] .id", "#2")
}

func TestReconnectedPageShowsEachDeliveryOnce(t *testing.T) {
	p := visit(t, scene{platform: "wechat"}, &scriptedBot{t: t})
	p.say("one")
	p.page.CloseClientConnections()
	p.until(`document.querySelector('#check.bad')`)
	p.until(`document.querySelector('#check.good')`)
	p.say("two")
	p.want(".own .bubble", "one", "two")
	p.want("#list .id", "#2", "#1")
}

func TestRestartedSimulatorReplacesItsDeliveries(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wechat"}, bot)
	for _, text := range []string{"one", "two", "three"} {
		p.say(text)
	}
	p.page.Config.Handler = simulate(t, scene{platform: "wechat"}, bot).Config.Handler
	p.do(chromedp.Evaluate(`fetch('send', {method: 'POST',
		body: JSON.stringify({name: 'text', user: 'user_a', set: [{path: 'Content', value: 'four'}]})})`, nil, awaitPromise))
	p.page.CloseClientConnections()
	p.until(`document.querySelectorAll('#list li').length === 1`)
	p.until(`document.querySelector('.own .bubble').innerText === 'four'`)
	p.want(".own .bubble", "four")
	p.want("#list .id", "#1")
	p.want("#detail h3", "#1 text · user_a")
}

func TestBubbleSelectsItsDeliveryAndTheOtherWayRound(t *testing.T) {
	p := visit(t, scene{platform: "wechat"}, &scriptedBot{t: t})
	p.say("one")
	p.say("two")
	p.click(".turn:first-child .bubble")
	p.until(`document.querySelector('#list [aria-current] .id').innerText === '#1'`)
	p.want("#detail h3", "#1 text · user_a")
	p.click("#list li:first-child button")
	p.until(`document.querySelector('#list [aria-expanded=true] .id').innerText === '#2'`)
	p.want(".turn.selected .bubble", "two")
}

func TestKeyboardReachesTheBoxAndTheDeliveries(t *testing.T) {
	p := visit(t, scene{platform: "wechat"}, wechatBot(t, echo))
	tabTo := func(selector string) {
		t.Helper()
		for range 40 {
			p.do(press(kb.Tab))
			if p.holds(`document.activeElement.matches("` + selector + `")`) {
				return
			}
		}
		t.Fatalf("Tab does not reach %s", selector)
	}
	p.do(chromedp.Evaluate(`document.activeElement.blur()`, nil))
	tabTo("#text")
	for _, text := range []string{"one", "two"} {
		p.do(chromedp.KeyEvent(text), press(kb.Enter))
		p.until(`document.querySelector('.turn:last-child .came .bubble')?.innerText === '` + text + `'`)
	}
	p.do(press(kb.ArrowUp), press(kb.ArrowUp))
	if got := p.read(`document.activeElement.value`); got != "one" {
		t.Errorf("the box recalls %q", got)
	}
	tabTo(".delivery")
	p.do(press(kb.ArrowDown), press(kb.Enter))
	p.until(`document.querySelector('#detail h3').innerText.startsWith('#1 ')`)
	if !p.holds(`document.activeElement.getAttribute('aria-current') === 'true'`) {
		t.Error("the delivery that Enter opened has lost the focus")
	}
}
