package page

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestTextAndItsReplyAreBubbles(t *testing.T) {
	p := visit(t, scene{platform: "wechat"}, wechatBot(t, echo))
	p.say("你好 ]]> <b>")
	p.want(".own .bubble", "你好 ]]> <b>")
	p.want(".came .bubble", "你好 ]]> <b>")
	p.want("#check", "● URL check passed")
	p.want("#list .name", "text")
	p.want("#list .state", "✓ reply")
}

func TestSlowBotShowsEachAttemptAndThePrompt(t *testing.T) {
	p := visit(t, scene{platform: "wechat", deadline: 150 * time.Millisecond}, silentBot(wechatBot(t, echo)))
	p.say("hi")
	lines := p.texts(".came .system")
	if len(lines) != 3 || strings.Count(lines[0], "timed out") != 3 ||
		lines[1] != "该公众号提供的服务出现故障，请稍后再试" || !strings.HasPrefix(lines[2], "Why: timed out after ") {
		t.Errorf("the chat shows %q", lines)
	}
	if got := p.texts("#detail .attempts li"); len(got) != 3 || !strings.Contains(got[2], "timed out") {
		t.Errorf("attempts %q", got)
	}
	p.want("#detail h4", "Attempts") // nothing about problems of a response that did not come
	p.want("#list .state", "✗ failure")
}

func TestBoxIsFreeWhileADeliveryRuns(t *testing.T) {
	p := visit(t, scene{platform: "wechat", deadline: 30 * time.Second}, silentBot(wechatBot(t, echo)))
	for i, text := range []string{"one", "two"} {
		p.typeInto("#text", text)
		p.do(press(kb.Enter))
		p.until(fmt.Sprintf(`document.querySelectorAll('.own .bubble').length === %d`, i+1))
	}
	p.want(".came .system", "waiting for the response…", "waiting for the response…")
	p.want("#list .state", "… running", "… running")
}

func TestShiftEnterBreaksTheLine(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wechat"}, bot)
	p.typeInto("#text", "one")
	p.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(input.ModifierShift)))
	p.say("two")
	bot.wantElement("Content", "one\ntwo")
}

func TestMessageOfEachUserIsTheirs(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wechat"}, bot)
	p.click("#users label:nth-of-type(3)")
	p.say("hi")
	bot.wantElement("FromUserName", "user_c")
	p.want(".own .avatar", "C")
}

func TestShortcutSendsItsEvent(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wechat"}, bot)
	p.sends(func() { p.click("#shortcuts button") })
	bot.wantElement("Event", "subscribe")
	bot.wantElement("FromUserName", "user_a")
	p.click("#shortcuts button:nth-of-type(2)")
	p.enter("EventKey", "menu-1")
	p.submitForm()
	bot.wantElement("Event", "CLICK")
	bot.wantElement("EventKey", "menu-1")
}

func TestReplyToAMessageThatTakesNoneIsAFault(t *testing.T) {
	bot := &scriptedBot{t: t}
	bot.answer(textReply("nobody sees this"))
	p := visit(t, scene{platform: "wechat"}, bot)
	p.send(`{"name": "unsubscribe", "user": "user_a"}`)
	p.want(".came .system", "This message takes no reply, but the server sent one: text")
	p.want("#list .state", "✗ unwanted reply")
	bot.answer("success")
	p.send(`{"name": "unsubscribe", "user": "user_a"}`)
	p.want(".turn:last-child .came .system", "This message takes no reply: the user sees nothing")
	p.send(`{"name": "text", "user": "user_a"}`)
	p.want(".turn:last-child .came .system", "acknowledged without a reply (success)")
}

func TestArticlesBeyondTheLimitAreMarked(t *testing.T) {
	bot := &scriptedBot{t: t}
	item := "<item><Title>t</Title><Description>d</Description><PicUrl>http://a.example</PicUrl>" +
		"<Url>http://a.example</Url></item>"
	bot.answer(reply("<MsgType>news</MsgType><ArticleCount>2</ArticleCount><Articles>" + item + item + "</Articles>"))
	p := visit(t, scene{platform: "offiaccount"}, bot)
	p.send(`{"name": "subscribe", "user": "user_a"}`)
	p.want(".cut")
	p.say("hi")
	p.want(".cut .fine", "beyond the limit, not shown (max_items)")
	p.picture("articles")
}

func TestPageWithoutMessagesOrScriptExplainsItself(t *testing.T) {
	p := visit(t, scene{platform: "wechat"}, &scriptedBot{t: t})
	hint := `getComputedStyle(document.getElementById('log'), '::before').content`
	if got := p.read(hint); !strings.Contains(got, "Type a message") {
		t.Errorf("the empty chat shows %s", got)
	}
	p.picture("empty")
	var missing []string
	p.do(chromedp.Evaluate(`(async () => {
		const page = new DOMParser().parseFromString(await (await fetch('.')).text(), 'text/html');
		return [...page.querySelectorAll('button, h2, legend, noscript')].filter(e => !e.textContent).map(e => e.outerHTML);
	})()`, &missing, awaitPromise))
	if len(missing) > 0 {
		t.Errorf("without a script these are empty: %s", missing)
	}
	if !p.holds(`document.querySelector('noscript')`) {
		t.Error("nothing reports that the page needs a script")
	}
}

func TestURLIsCheckedAgain(t *testing.T) {
	var works atomic.Bool
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wechat"}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !works.Load() {
			http.Error(w, "bad token", http.StatusForbidden)
			return
		}
		bot.ServeHTTP(w, r)
	}))
	if got := p.texts("#check")[0]; !strings.HasPrefix(got, "● URL check failed: ") || !strings.Contains(got, "403") {
		t.Errorf("the page reports %q", got)
	}
	works.Store(true)
	p.click("#recheck")
	p.until(`document.querySelector('#check.good')`)
	p.want("#check", "● URL check passed")
}

func TestPictureIsLoadedOnlyIfAskedFor(t *testing.T) {
	for _, loads := range []bool{false, true} {
		var loaded atomic.Bool
		pictures := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { loaded.Store(true) }))
		t.Cleanup(pictures.Close)
		bot := &scriptedBot{t: t}
		bot.answer(reply("<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles><item><Title>t</Title><PicUrl>" +
			pictures.URL + "/a.png</PicUrl></item></Articles>"))
		p := visit(t, scene{platform: "wechat", pictures: loads}, bot)
		p.say("hi")
		p.want(".came .news .title", "t")
		if loads {
			p.until(`document.querySelector('.came img').complete`)
		}
		if loaded.Load() != loads || p.holds(`document.querySelector('.came img')`) != loads {
			t.Errorf("with %v, a picture was loaded: %v", loads, loaded.Load())
		}
	}
}
