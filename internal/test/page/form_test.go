package page

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// choose opens the form of a message or an event.
func (p *person) choose(name string) {
	p.t.Helper()
	if p.holds(`document.getElementById('form').hidden`) {
		p.click("#all-types")
	}
	p.do(chromedp.Evaluate(`(() => { const types = document.getElementById('types'); types.value = '`+name+`';
		types.dispatchEvent(new Event('change')); })()`, nil))
}

// enter types a value into the input of a path, in place of the sample.
func (p *person) enter(path, value string) {
	p.t.Helper()
	p.fill(`#form [name="`+path+`"]`, value)
}

// fill types a value into an input.
func (p *person) fill(input, value string) {
	p.t.Helper()
	p.until(`document.querySelector('` + input + `')`)
	p.do(chromedp.Evaluate(`document.querySelector('`+input+`').select()`, nil), chromedp.KeyEvent(value))
}

func (p *person) submitForm() {
	p.t.Helper()
	p.sends(func() { p.click("#form .primary") })
}

func TestFormSendsWhatIsFilledIn(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wechat"}, bot)
	p.choose("scancode_waitmsg")
	p.enter("EventKey", "key-1")
	p.enter("ScanCodeInfo.ScanResult", "<&>")
	p.click("#users label:nth-of-type(2)")
	p.submitForm()
	for path, want := range map[string]string{
		"Event": "scancode_waitmsg", "FromUserName": "user_b", "EventKey": "key-1", "ScanCodeInfo.ScanType": "qrcode",
		"ScanCodeInfo.ScanResult": "<&>",
	} {
		bot.wantElement(path, want)
	}
}

func TestFormAsksForTheReceiverOfAProvidersMessage(t *testing.T) {
	p := visit(t, scene{platform: "wechat"}, wechatBot(t, echo))
	p.choose("text")
	p.submitForm()
	p.until(`document.querySelector('.attempts').textContent.includes('200')`)
	p.enter("receiver", "customer")
	p.submitForm()
	p.until(`document.querySelector('.attempts').textContent.includes('400')`)
}

func TestFormLeavesOutWhatIsNotToBeSent(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wechat"}, bot)
	p.choose("location")
	p.submitForm()
	bot.wantElement("Label", "位置信息")
	first := bot.last().Find("MsgId").Text
	p.click(`.field:has([name="Label"]) .send-it`)
	p.submitForm()
	if e := bot.last().Find("Label"); e != nil {
		t.Errorf("the label is sent: %s", bot.last().XML())
	}
	if bot.last().Find("MsgId").Text == first {
		t.Error("two messages have one id")
	}
}

func TestFormAddsAndRemovesItems(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wecom"}, bot)
	p.choose("pic_sysphoto")
	p.click(".list > button")
	p.enter("SendPicsInfo.PicList.item[0].PicMd5Sum", "first")
	p.fill(`.list > fieldset:nth-of-type(2) input:not([type])`, "second")
	p.submitForm()
	bot.wantElement("SendPicsInfo.Count", "2")
	bot.wantElement("SendPicsInfo.PicList.item[0].PicMd5Sum", "first")
	bot.wantElement("SendPicsInfo.PicList.item[1].PicMd5Sum", "second")
	p.click(".list > fieldset .remove")
	p.submitForm()
	bot.wantElement("SendPicsInfo.Count", "1")
	bot.wantElement("SendPicsInfo.PicList.item.PicMd5Sum", "second")
}

func TestFormSendsTheItemsThatItShows(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wecom"}, bot)
	p.choose("template_card_event")
	p.submitForm()
	bot.wantElement("SelectedItems.SelectedItem[0].QuestionKey", "QuestionKey1")
	if e := bot.last().Find("SelectedItems.SelectedItem[1]"); e != nil {
		t.Errorf("the sample's second item is sent: %s", bot.last().XML())
	}
}

func TestFormTakesTheCaseOfAUnion(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wecombot"}, bot)
	p.choose("mixed")
	p.do(chromedp.Evaluate(`(() => { const tag = document.querySelector('.list select'); tag.value = 'image';
		tag.dispatchEvent(new Event('change')); })()`, nil))
	p.enter("MixedMessage.MsgItem[0].Image.ImageUrl", "https://example.com/x.png")
	p.submitForm()
	bot.wantElement("MixedMessage.MsgItem.MsgType", "image")
	bot.wantElement("MixedMessage.MsgItem.Image.ImageUrl", "https://example.com/x.png")
}

// Whatever the platform, the form of each message and event can be sent as it opens.
func TestEveryFormCanBeSentAsItOpens(t *testing.T) {
	for _, name := range []string{"component", "miniprogram", "wechat", "wecom", "wecombot", "wecomsuite", "yixin"} {
		t.Run(name, func(t *testing.T) {
			p := visit(t, scene{platform: name}, &scriptedBot{t: t})
			var failed []string
			p.do(chromedp.Evaluate(`document.getElementById('all-types').click()`, nil))
			p.do(chromedp.Evaluate(`(async () => {
				const failed = [];
				const types = document.getElementById('types');
				for (const { value } of [...types.options]) {
					types.value = value;
					types.dispatchEvent(new Event('change'));
					const fetched = window.fetch;
					const answer = await new Promise(done => {
						window.fetch = (...of) => { const r = fetched(...of); r.then(x => x.clone().json()).then(done); return r; };
						document.getElementById('form').requestSubmit();
						setTimeout(() => done({ error: 'the form cannot be submitted' }), 2000);
					});
					window.fetch = fetched;
					if (answer.error) failed.push(value + ': ' + answer.error);
				}
				return failed;
			})()`, &failed, chromedp.EvalAsValue, awaitPromise))
			for _, f := range failed {
				t.Error(f)
			}
		})
	}
}
