package page

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// hostile tries to run a script in every way that a text has.
const hostile = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>` + hostileLink

const hostileLink = `<a href="javascript:document.title='run'">x</a>`

func TestTextIsShownAndNotRun(t *testing.T) {
	bot := &scriptedBot{t: t}
	bot.answer(textReply("<![CDATA[" + hostile + "]]>"))
	p := visit(t, scene{platform: "wechat"}, bot)
	p.say(hostile)
	bot.wantElement("Content", hostile)
	shown := strings.Replace(hostile, hostileLink, "x", 1)
	p.want(".own .bubble", shown)
	p.want(".came .bubble", shown)
	p.click(".came .link")
	p.unhurt()
}

// unhurt checks that nothing of a text became an element, and that no script ran.
func (p *person) unhurt() {
	p.t.Helper()
	if title := p.read(`document.title`); !strings.HasPrefix(title, "replygen simulate") {
		p.t.Errorf("the title is %q", title)
	}
	if p.holds(`document.querySelector('body img, body script, body a, body iframe')`) {
		p.t.Error("a text became an element")
	}
	if got := p.read(`location.href`); got != p.page.URL+"/" {
		p.t.Errorf("the page is %s", got)
	}
}

func TestHostileNamesAndValuesStayTexts(t *testing.T) {
	escaped := strings.NewReplacer("<", "&lt;", "&", "&amp;").Replace(hostile)
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wecom"}, bot)
	for _, body := range []string{
		"<MsgType>news</MsgType><Articles><item><Title>H</Title><Description>H</Description><PicUrl>H</PicUrl></item>" +
			"</Articles>",
		"<MsgType>image</MsgType><Image><MediaId>H</MediaId></Image>",
		"<MsgType>H</MsgType><Unknown><Deep>H</Deep></Unknown>",
		"<MsgType>update_template_card</MsgType><TemplateCard><CardType>vote_interaction</CardType>" +
			"<MainTitle><Title>H</Title></MainTitle><CardImage><Url>javascript:H</Url><AspectRatio>H</AspectRatio></CardImage>" +
			"<CheckBox><QuestionKey>H</QuestionKey><OptionList><Id>H</Id><Text>H</Text></OptionList></CheckBox></TemplateCard>",
	} {
		bot.answer(reply(strings.ReplaceAll(body, "H", escaped)))
		p.send(`{"name": "text"}`)
		shown := p.read(`document.querySelector('.turn:last-child .came').textContent`)
		if !strings.Contains(shown, hostile) {
			t.Errorf("%s is not shown in %s", body, shown)
		}
	}
	p.unhurt()
}

func TestDirectionOfATextDoesNotReachItsSurroundings(t *testing.T) {
	bot := &scriptedBot{t: t}
	bot.answer(textReply("\u202egnp.exe"))
	p := visit(t, scene{platform: "wechat"}, bot)
	p.say("hi")
	for _, selector := range []string{".came .bubble > *", "#answer .x-text", "#answer .x-name"} {
		if !p.holds(`[...document.querySelectorAll('` + selector + `')]
			.every(e => getComputedStyle(e).unicodeBidi === 'isolate')`) {
			t.Errorf("%s is not isolated", selector)
		}
	}
}

func TestLongTextDoesNotFreezeThePage(t *testing.T) {
	bot := &scriptedBot{t: t}
	bot.answer(textReply("<![CDATA[" + strings.Repeat("<a href='", 1<<20/9) + "]]>"))
	p := visit(t, scene{platform: "wechat"}, bot)
	p.send(`{"name": "text", "set": [{"path": "Content", "value": "` + strings.Repeat("<a href='", 100_000) + `"}]}`)
	p.want(".came .bubble", "The reply is too long to be drawn")
	// The page answers at once while it holds all of this.
	var spent float64
	p.do(chromedp.Evaluate(`(async () => {
		const began = performance.now();
		document.getElementById('language').click();
		await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
		return performance.now() - began;
	})()`, &spent, awaitPromise))
	if spent > 2000 {
		t.Errorf("the page takes %.0f ms to be drawn", spent)
	}
	t.Logf("drawn in %.0f ms", spent)
}

func TestTwoHundredDeliveriesAreDrawn(t *testing.T) {
	p := visit(t, scene{platform: "wechat"}, &scriptedBot{t: t})
	p.do(chromedp.Evaluate(`(async () => { for (let i = 0; i < 205; i++)
		await fetch('send', {method: 'POST', body: JSON.stringify({name: 'text'})}); })()`, nil, awaitPromise))
	p.until(`document.querySelector('#list .id')?.innerText === '#205'`)
	p.delivered()
	for _, selector := range []string{".turn", "#list li"} {
		if got := len(p.texts(selector)); got != 200 {
			t.Errorf("%d %s", got, selector)
		}
	}
	if !p.holds(`(log => log.scrollTop + log.clientHeight > log.scrollHeight - 20)(document.getElementById('log'))`) {
		t.Error("the chat does not follow the latest message")
	}
}
