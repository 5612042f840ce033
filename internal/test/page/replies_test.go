package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

// looks are the selectors of what a type of reply is drawn as.
var looks = map[string]string{
	"text":                      ".row > .bubble.text",
	"markdown":                  ".row > .bubble.text .buttons",
	"image":                     ".row > .picture.image",
	"voice":                     ".row > .bubble.voice",
	"video":                     ".row > .video .picture.film",
	"music":                     ".row > .bubble.music",
	"news":                      ".came > .sheet.news .first + .article",
	"transfer_customer_service": ".came > .system",
	"transfer_biz_ai_ivr":       ".came > .system",
	"update_taskcard":           ".row > button.style-4",
	"update_button":             ".row > button.style-4",
	"update_template_card":      ".came > .sheet.card",
}

// unseen are the elements that a user does not see as a text.
var unseen = []string{
	"ToUserName", "FromUserName", "CreateTime", "MsgType", "ArticleCount", "Url", "IconUrl", "ImageUrl", "Type",
	"DescColor", "CardType", "Key", "QuestionKey", "Id", "SelectedId", "Disable", "Mode", "IsChecked", "AspectRatio",
	"CallbackId", "Name", "Value of Actions", "BorderColor", "TextColor", "ReplaceText",
}

// seen returns the texts of a reply that must be visible.
func seen(e *platform.Element, parent string) (out []string) {
	for _, c := range e.Children {
		out = append(out, seen(c, e.Name)...)
	}
	hidden := slices.Contains(unseen, e.Name) || slices.Contains(unseen, e.Name+" of "+parent) ||
		parent == "item" && e.Name != "Title" // of a list of articles, only titles
	if len(e.Children) > 0 || e.Text == "" || hidden {
		return out
	}
	return append(out, e.Text)
}

// openEverything opens menus, whose texts are hidden else.
const openEverything = `document.querySelectorAll('.turn details').forEach(d => { d.open = true; })`

func TestEveryReplyOfEachPlatformIsDrawn(t *testing.T) {
	for _, name := range spec.Builtins() {
		loaded, err := spec.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(loaded.Replies) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			bot := &scriptedBot{t: t}
			p := visit(t, scene{platform: name}, bot)
			for _, r := range loaded.Replies {
				sample, err := judge.Sample(loaded, r.Type)
				if err != nil {
					t.Fatal(err)
				}
				p.checkDrawn(bot, sample, loaded.Messages[0].Type, looks[r.Type])
			}
			p.picture("replies-" + name)
		})
	}
}

// checkDrawn lets the bot send a reply and checks that its texts are visible, in an element of a selector.
func (p *person) checkDrawn(bot *scriptedBot, reply *judge.Reply, message, look string) {
	p.t.Helper()
	bot.answer(reply.XML())
	p.send(fmt.Sprintf(`{"name": %q, "user": "user_a"}`, message))
	p.do(chromedp.Evaluate(openEverything, nil))
	if look == "" || !p.holds(fmt.Sprintf(`document.querySelector(%q)`, ".turn:last-child "+look)) {
		p.t.Errorf("%s is not drawn as %q", reply.Type(), look)
	}
	shown := strings.Join(p.texts(".turn:last-child .came"), "\n")
	document, err := platform.ParseDocument(reply.XML())
	if err != nil {
		p.t.Fatal(err)
	}
	for _, text := range seen(document, "") {
		if !strings.Contains(shown, text) {
			p.t.Errorf("%s: %q is not to be seen in\n%s", reply.Type(), text, shown)
		}
	}
}

func TestEveryTemplateCardIsDrawn(t *testing.T) {
	loaded, err := spec.Load("wecom")
	if err != nil {
		t.Fatal(err)
	}
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wecom"}, bot)
	parts := map[string]string{
		"text_notice":          ".emphasis .title",
		"news_notice":          ".card-image + .main-title",
		"button_interaction":   ".selection + .buttons > .style-2",
		"vote_interaction":     ".check-box [type=checkbox]:checked",
		"multiple_interaction": ".selection ~ .buttons > .style-1",
	}
	for card, part := range parts {
		reply, err := judge.Sample(loaded, "update_template_card")
		if err != nil {
			t.Fatal(err)
		}
		if err := reply.Set("TemplateCard.CardType", card); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(card, "_interaction") {
			if err := reply.Set("TemplateCard.ReplaceText", ""); err != nil {
				t.Fatal(err)
			}
		}
		p.checkDrawn(bot, reply, "text", ".came > .card "+part)
		p.picture("card-" + card)
	}
}

func TestButtonOfACardSendsItsEvent(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wecom"}, bot)
	questions := ""
	for _, q := range []string{"q1", "q2"} {
		questions += "<SelectList><QuestionKey>" + q + "</QuestionKey><Title>t</Title>" +
			"<OptionList><Id>a</Id><Text>A</Text></OptionList><OptionList><Id>b</Id><Text>B</Text></OptionList></SelectList>"
	}
	bot.answer(reply("<MsgType>update_template_card</MsgType><TemplateCard><CardType>multiple_interaction</CardType>" +
		questions + "<SubmitButton><Text>go</Text><Key>key-7</Key></SubmitButton></TemplateCard>"))
	p.send(`{"name": "template_card_event", "user": "user_b", "set": [{"path": "TaskId", "value": "task-9"}]}`)
	p.until(`document.querySelector('.selection:nth-of-type(2) select')`)
	p.do(chromedp.Evaluate(`document.querySelector('.selection:nth-of-type(2) select').value = 'b'`, nil))
	bot.answer("")
	p.sends(func() { p.click(".card .style-1") })
	for path, want := range map[string]string{
		"Event": "template_card_event", "FromUserName": "user_b", "EventKey": "key-7", "TaskId": "task-9",
		"CardType": "multiple_interaction", "SelectedItems.SelectedItem[0].QuestionKey": "q1",
		"SelectedItems.SelectedItem[0].OptionIds.OptionId": "a", "SelectedItems.SelectedItem[1].QuestionKey": "q2",
		"SelectedItems.SelectedItem[1].OptionIds.OptionId": "b",
	} {
		bot.wantElement(path, want)
	}
	p.want(".turn:last-child .came", "acknowledged without a reply (empty)")
}

func TestUpdateIsShownInPlaceOfTheCard(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wecom"}, bot)
	card := func(title, key string) string {
		return reply("<MsgType>update_template_card</MsgType><TemplateCard><CardType>button_interaction</CardType><MainTitle>" +
			"<Title>" + title + "</Title></MainTitle><ButtonList><Text>go</Text><Key>" + key + "</Key></ButtonList></TemplateCard>")
	}
	bot.answer(card("one", "key-1"))
	p.send(`{"name": "template_card_event", "user": "user_b", "set": [{"path": "TaskId", "value": "task-9"}]}`)
	p.send(`{"name": "template_card_event", "user": "user_c", "set": [{"path": "TaskId", "value": "task-9"}]}`)
	for _, update := range []struct{ reply, title, button string }{
		{card("two", "key-2"), "two", "go"},
		{reply("<MsgType>update_button</MsgType><Button><ReplaceName>done</ReplaceName></Button>"), "two", "done"},
	} {
		bot.answer(update.reply)
		n := len(p.texts("#list li"))
		p.click(".turn:first-child .card .buttons button")
		p.until(fmt.Sprintf(`document.querySelectorAll('#list li').length > %d`, n))
		p.delivered()
		p.want(".turn:last-child .came", "updates the card of #1")
		for _, check := range []func(){func() {}, p.load} {
			check()
			p.until(`document.querySelectorAll('.card').length === 2`)
			p.want(".card .title", update.title, "one")
			p.want(".card .buttons button", update.button, "go")
		}
	}
	bot.wantElement("EventKey", "key-2")
	bot.wantElement("TaskId", "task-9")
	if !p.holds(`document.querySelector('.card .buttons button').disabled`) {
		t.Error("the button that is replaced can be pressed")
	}
}

func TestButtonOfACardWithoutQuestionsSendsNoAnswers(t *testing.T) {
	bot := &scriptedBot{t: t}
	p := visit(t, scene{platform: "wecom"}, bot)
	bot.answer(reply("<MsgType>update_template_card</MsgType><TemplateCard><CardType>button_interaction</CardType>" +
		"<ButtonList><Text>go</Text><Key>key-8</Key></ButtonList></TemplateCard>"))
	p.say("hi")
	p.sends(func() { p.click(".card .style-1") })
	bot.wantElement("EventKey", "key-8")
	if e := bot.last().Find("SelectedItems.SelectedItem"); e != nil {
		t.Errorf("an answer is sent: %s", bot.last().XML())
	}
}
