package wecombot_test

import (
	"os"
	"slices"
	"testing"

	"github.com/replygen/replygen/generated/wecombot"
)

func TestItemsOfAMixedMessageKeepTheirFormAndOrder(t *testing.T) {
	xml, err := os.ReadFile("../../testdata/messages/wecombot/mixed.xml")
	if err != nil {
		t.Fatal(err)
	}
	got, err := wecombot.ParseMessage(xml)
	m, ok := got.(*wecombot.MixedMessage)
	if !ok || err != nil || len(m.Mixed.Items) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	text, ok := m.Mixed.Items[0].(*wecombot.MixedText)
	if !ok || text.SentText.Content != "@机器人 这是今日的测试情况" {
		t.Errorf("first: %+v", m.Mixed.Items[0])
	}
	image, ok := m.Mixed.Items[1].(*wecombot.MixedImage)
	if !ok ||
		image.SentImage.ImageURL !=
			"http://p.qpic.cn/pic_wework/2698515288/54528347764eac2d194c2ce90d83769c62e478f59e706815/0" {
		t.Errorf("second: %+v", m.Mixed.Items[1])
	}
	if m.From.UserID != "zhangsan" || m.Header().MsgType != "mixed" {
		t.Errorf("header: %+v", m.MessageHeader)
	}
}

const chat = "<ChatId>c</ChatId><From><UserId>zhangsan</UserId></From><MsgId>1</MsgId>"

// The name of an event stands inside another element, before or after what else the message has.
func TestNameOfAnEventStandsInsideAnElement(t *testing.T) {
	for document, want := range map[string]string{
		"<xml>" + chat + "<MsgType>event</MsgType><Event><EventType><![CDATA[enter_chat]]></EventType></Event><AppVersion>2.8</AppVersion></xml>":          "enter_chat",
		"<xml>" + chat + "<Event>\n<Of>tomorrow</Of><EventType>enter_chat</EventType>\n</Event><AppVersion>2.8</AppVersion><MsgType>event</MsgType></xml>": "enter_chat",
		"<xml><AppVersion>2.8</AppVersion><MsgType>event</MsgType>" + chat + "<Event><EventType>enter_chat</EventType></Event></xml>":                      "enter_chat",
	} {
		m, err := wecombot.ParseMessage([]byte(document))
		e, ok := m.(*wecombot.EnterChatEvent)
		if err != nil || !ok || e.Event != want || e.AppVersion != "2.8" || e.From.UserID != "zhangsan" ||
			e.MsgID != "1" {
			t.Errorf("%s: %+v, %v", document, m, err)
		}
	}
	for document, event := range map[string]string{
		"<xml>" + chat +
			"<MsgType>event</MsgType><Event><EventType>of_tomorrow</EventType></Event></xml>": "of_tomorrow",
		"<xml>" + chat + "<MsgType>event</MsgType><EventType>enter_chat</EventType></xml>":                  "",
		"<xml>" + chat + "<MsgType>command</MsgType><Event><EventType>enter_chat</EventType></Event></xml>": "",
	} {
		m, err := wecombot.ParseMessage([]byte(document))
		if u, ok := m.(*wecombot.UnknownMessage); err != nil || !ok || u.Event != event {
			t.Errorf("%s: %+v, %v", document, m, err)
		}
	}
}

// The first counts, inside of an item with several forms and where the name of an event stands, too.
func TestFirstOfTwoElementsCounts(t *testing.T) {
	for document, want := range map[string]string{
		"<Event><EventType>enter_chat</EventType><EventType>of_tomorrow</EventType></Event>":          "EventType",
		"<Event><EventType>enter_chat</EventType></Event><Event><EventType>other</EventType></Event>": "Event",
		"<Event><EventType>\nenter_chat </EventType></Event><AppVersion/><AppVersion>2</AppVersion>":  "AppVersion",
		"<Event><EventType>enter_chat</EventType></Event><From><UserId>lisi</UserId></From><From/>":   "From",
		"<Event><EventType>enter_chat</EventType></Event><MsgType>text</MsgType><MsgType>a</MsgType>": "MsgType",
	} {
		m, err := wecombot.ParseMessage([]byte("<xml>" + chat + "<MsgType>event</MsgType>" + document + "</xml>"))
		e, ok := m.(*wecombot.EnterChatEvent)
		if err != nil || !ok || e.Event != "enter_chat" || e.AppVersion != "" || e.From.UserID != "zhangsan" ||
			!slices.Equal(e.Repeated, []string{want}) {
			t.Errorf("%s: %+v, %v", document, m, err)
		}
	}
	m, err := wecombot.ParseMessage([]byte("<xml>" + chat + "<MsgType>mixed</MsgType><MixedMessage><MsgItem><MsgType> text </MsgType><Text><Content>a</Content></Text><MsgType>image</MsgType></MsgItem>" +
		"<MsgItem><MsgType>text</MsgType><Text><Content>b</Content><Content>c</Content></Text></MsgItem></MixedMessage><MixedMessage/></xml>"))
	mixed, ok := m.(*wecombot.MixedMessage)
	if err != nil || !ok || len(mixed.Mixed.Items) != 2 ||
		!slices.Equal(mixed.Repeated, []string{"MsgType", "Content", "MixedMessage"}) {
		t.Fatalf("%+v, %v", m, err)
	}
	for i, want := range []string{"a", "b"} {
		if text, ok := mixed.Mixed.Items[i].(*wecombot.MixedText); !ok || text.SentText.Content != want {
			t.Errorf("%+v", mixed.Mixed.Items[i])
		}
	}
}
