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
			if m := parse(t, document).(*wechat.TextMessage); m.Header().Event != "" || m.Content != "你好, this is a test" {
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
	if m := parse(t, strings.Replace(sent["event of tomorrow"], ">event<", ">device_event<", 1)); m.Header().Event != "wave" {
		t.Errorf("device event of tomorrow: %+v", m)
	}
}

// An empty element is the absence of a number, also in a list of them: 0 is a place in the article.
func TestEmptyItemOfNumbersIsNoZero(t *testing.T) {
	for items, want := range map[string][]int64{
		"<fail_idx/>": nil, "<fail_idx></fail_idx><fail_idx> <![CDATA[]]></fail_idx>": nil,
		"<fail_idx>1</fail_idx><fail_idx/><fail_idx><![CDATA[3]]></fail_idx>": {1, 3}, "<fail_idx>0</fail_idx>": {0},
	} {
		m := parse(t, "<xml><MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo>"+items+"</PublishEventInfo></xml>").(*wechat.PublishJobFinishEvent)
		if got := m.PublishEventInfo.FailIdx; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", items, got, want)
		}
	}
}
