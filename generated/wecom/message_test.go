package wecom_test

import (
	"testing"

	"github.com/replygen/replygen/generated/wecom"
)

// WeCom sends ids that are no numbers since 2025.
func TestIDsAreTextAsItCame(t *testing.T) {
	for _, kind := range []string{"text", "image", "voice", "video", "location", "link"} {
		m, err := wecom.ParseMessage([]byte("<xml><ToUserName>ww1</ToUserName><FromUserName>zhangsan</FromUserName><CreateTime>1348831860</CreateTime><MsgType>" + kind + "</MsgType>" +
			"<MsgId>CAIQg/PK+YY2sA==</MsgId><AgentID>1</AgentID></xml>"))
		var id string
		switch m := m.(type) {
		case *wecom.TextMessage:
			id = m.MsgID
		case *wecom.ImageMessage:
			id = m.MsgID
		case *wecom.VoiceMessage:
			id = m.MsgID
		case *wecom.VideoMessage:
			id = m.MsgID
		case *wecom.LocationMessage:
			id = m.MsgID
		case *wecom.LinkMessage:
			id = m.MsgID
		}
		if err != nil || id != "CAIQg/PK+YY2sA==" || m.Header().Unread != nil || m.Header().FromUserName != "zhangsan" {
			t.Errorf("%s: %+v, %v", kind, m, err)
		}
	}
}
