package wechat_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
)

// Only an event has the name of one, wherever the element stands and whether the type is known.
func TestStrayEventElementNamesNoEvent(t *testing.T) {
	for _, stray := range []string{"<Event>CLICK</Event>", "<Event><![CDATA[subscribe]]></Event>"} {
		for _, before := range []string{"<ToUserName>", "<MsgType>", "<MsgId>"} {
			document := strings.Replace(sent["text"], before, stray+before, 1)
			if m := parse(t, document).(*wechat.TextMessage); m.Header().Event != "" ||
				m.Content != "你好, this is a test" {
				t.Errorf("before %s: %+v", before, m)
			}
		}
		for _, before := range []string{"<MsgType>", "<Shape", "</xml>"} {
			document := strings.Replace(sent["of tomorrow"], before, stray+before, 1)
			if m := parse(t, document).(*wechat.UnknownMessage); m.Header().Event != "" {
				t.Errorf("before %s: %+v", before, m)
			}
		}
	}
	if m := parse(t, sent["event of tomorrow"]); m.Header().Event != "wave" {
		t.Errorf("event of tomorrow: %+v", m)
	}
	if m := parse(t, strings.Replace(sent["event of tomorrow"], ">event<", ">device_event<", 1)); m.Header().Event !=
		"wave" {
		t.Errorf("device event of tomorrow: %+v", m)
	}
}

// An empty element is the absence of a number, also in a list of them: 0 is a place in the article.
func TestEmptyItemOfNumbersIsNoZero(t *testing.T) {
	for items, want := range map[string][]int64{
		"<fail_idx/>": nil, "<fail_idx></fail_idx><fail_idx> <![CDATA[]]></fail_idx>": nil,
		"<fail_idx>1</fail_idx><fail_idx/><fail_idx><![CDATA[3]]></fail_idx>": {1, 3}, "<fail_idx>0</fail_idx>": {0},
	} {
		m := parse(t,
			"<xml><MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo>"+items+
				"</PublishEventInfo></xml>").(*wechat.PublishJobFinishEvent)
		if got := m.PublishEventInfo.FailIdx; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", items, got, want)
		}
	}
}

// What a user typed cannot replace what the platform has said before, and is logged by its name.
func TestFirstOfTwoElementsCounts(t *testing.T) {
	typed := strings.Replace(sent["text"], "你好, this is a test",
		"hi]]></Content><FromUserName><![CDATA[o_other]]></FromUserName><Content><![CDATA[x", 1)
	m := parse(t, typed).(*wechat.TextMessage)
	if m.FromUserName != "oABC" || m.Content != "hi" || m.MsgID != "1234567890123456" ||
		!slices.Equal(m.Repeated, []string{"FromUserName", "Content"}) {
		t.Errorf("%+v", m)
	}
	for _, again := range []string{"ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "Content", "MsgID"} {
		element := "<" + again + ">1</" + again + ">"
		document := strings.Replace(sent["text"], "</xml>", element+element+"</xml>", 1)
		m := parse(t, document).(*wechat.TextMessage)
		if m.ToUserName != "gh_123" || m.FromUserName != "oABC" || m.CreateTime != 1348831860 ||
			m.Content != "你好, this is a test" || m.MsgID != "1234567890123456" || m.Event != "" ||
			!slices.Equal(m.Repeated, []string{again}) {
			t.Errorf("%s: %+v", again, m)
		}
	}
	// The first counts as well where it says nothing, and where the type stands behind it.
	m = parse(t, "<xml><Content/><Content>a</Content><MsgId> </MsgId><MsgID>1</MsgID><CreateTime>n/a</CreateTime><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgType>image</MsgType></xml>").(*wechat.TextMessage)
	if m.Content != "" || m.MsgID != "" || m.CreateTime != 0 || !slices.Equal(m.Repeated, []string{"CreateTime", "MsgType", "Content", "MsgID"}) && !slices.Equal(m.Repeated, []string{"Content", "MsgID", "CreateTime", "MsgType"}) {
		t.Errorf("%+v", m)
	}
	// Lists repeat, but not the element around one.
	pics := "<PicList><item><PicMd5Sum>1</PicMd5Sum></item><item/></PicList><PicList><item><PicMd5Sum>3</PicMd5Sum></item></PicList>"
	p := parse(t,
		"<xml><MsgType>event</MsgType><Event>pic_weixin</Event><SendPicsInfo>"+pics+
			"</SendPicsInfo></xml>").(*wechat.PicWeixinEvent)
	if list := p.SendPicsInfo.PicList; len(list) != 2 || list[0].PicMd5Sum != "1" ||
		!slices.Equal(p.Repeated, []string{"PicList"}) {
		t.Errorf("%+v", p)
	}
}

// A field that the program does not need cannot lose the message. The vendor's samples say MENUID.
func TestNumberThatIsNoneIsAbsent(t *testing.T) {
	view := parse(t, "<xml><FromUserName>o</FromUserName><CreateTime>9223372036854775808</CreateTime><MsgType>event</MsgType><Event>VIEW</Event><EventKey>u</EventKey><MenuId>MENUID</MenuId></xml>").(*wechat.ViewEvent)
	if view.FromUserName != "o" || view.CreateTime != 0 || view.EventKey != "u" || view.MenuID != "MENUID" || !slices.Equal(view.Unread, []string{"CreateTime"}) {
		t.Errorf("%+v", view)
	}
	mass := parse(t, "<xml><MsgType>event</MsgType><Event>MASSSENDJOBFINISH</Event><TotalCount>n/a</TotalCount><FilterCount> 80 </FilterCount><SentCount>1.5</SentCount></xml>").(*wechat.MassSendJobFinishEvent)
	if mass.TotalCount != 0 || mass.FilterCount != 80 || mass.SentCount != 0 || !slices.Equal(mass.Unread, []string{"TotalCount", "SentCount"}) {
		t.Errorf("%+v", mass)
	}
	if text := parse(t, sent["text"]); text.Header().Unread != nil || text.Header().Repeated != nil {
		t.Errorf("%+v", text.Header())
	}
}

// Samples that were copied from pages have blanks around the type; a reply to " oABC " reaches nobody.
func TestBlanksAreNoPartOfTypesAndAddresses(t *testing.T) {
	for _, blank := range []string{" ", "\n", "\t \r\n"} {
		document := strings.NewReplacer("<![CDATA[gh_123]]>", blank+"<![CDATA[gh_123]]>"+blank, "[oABC]",
			"["+blank+"oABC"+blank+"]", "<![CDATA[text]]>", blank+"<![CDATA[text]]>"+blank,
			"1234567890123456", blank+"1234567890123456"+blank, "你好", blank+"你好").Replace(sent["text"])
		m := parse(t, document).(*wechat.TextMessage)
		if m.ToUserName != "gh_123" || m.FromUserName != "oABC" || m.MsgType != "text" ||
			m.MsgID != "1234567890123456" || !strings.HasSuffix(m.Content, "你好, this is a test") ||
			m.Content[0] == 0xE4 {
			t.Errorf("%q: %+v", blank, m)
		}
		event := strings.NewReplacer("[event]", "["+blank+"event]", "<![CDATA[CLICK]]>",
			"<![CDATA[CLICK"+blank+"]]>"+blank).Replace(sent["CLICK"])
		if m, ok := parse(t, event).(*wechat.ClickEvent); !ok || m.Event != "CLICK" || m.MsgType != "event" {
			t.Errorf("%q: %+v", event, m)
		}
		late := strings.Replace(strings.Replace(event, "</xml>", "<MsgType>"+blank+"event</MsgType></xml>", 1),
			"<MsgType><![CDATA["+blank+"event]]></MsgType>", "<Unknown/>", 1)
		if m, ok := parse(t, late).(*wechat.ClickEvent); !ok || m.Event != "CLICK" || m.MsgType != "event" {
			t.Errorf("%q: %+v", late, m)
		}
	}
}

// An emoji that a Java program has sent as two references, or as six bytes, is the emoji.
func TestPairsOfSurrogatesAreCharacters(t *testing.T) {
	for _, said := range []string{"<![CDATA[\xed\xa0\xbd\xed\xb8\x80, this is a test]]>",
		"&#55357;&#56832;, this is a test", "&#xD83D;&#xde00;, this <!-- \x02 -->is a test"} {
		m := parse(t, strings.Replace(sent["text"], "<![CDATA[你好, this is a test]]>", said, 1)).(*wechat.TextMessage)
		if m.Content != "😀, this is a test" || m.Replaced != strings.Contains(said, "\x02") {
			t.Errorf("%q: %q, replaced: %v", said, m.Content, m.Replaced)
		}
	}
}
