package wecom_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/replygen/replygen/generated/wecom"
)

// Of messages that differ by one value, each is handled, once: a member who leaves is reported for each application in
// the same second, and a customer's words come from no user at all.
func TestMessagesAreToldApart(t *testing.T) {
	const event = "<xml><ToUserName>corp</ToUserName><FromUserName>user</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType>"
	for _, pattern := range []string{
		"<xml><ToUserName>corp</ToUserName><FromUserName>user</FromUserName><MsgType>text</MsgType><MsgId>%s</MsgId><AgentID>1</AgentID></xml>",
		"<xml><ToUserName>corp</ToUserName><FromUserName>%s</FromUserName><MsgType>text</MsgType><MsgId>1</MsgId><AgentID>1</AgentID></xml>",
		"<xml><ToUserName>%s</ToUserName><FromUserName>user</FromUserName><MsgType>text</MsgType><MsgId>1</MsgId><AgentID>1</AgentID></xml>",
		event + "<Event>unsubscribe</Event><EventKey/><AgentID>%s</AgentID></xml>",
		event + "<Event>subscribe</Event><EventKey/><AgentID>%s</AgentID></xml>",
		event + "<Event>click</Event><EventKey>%s</EventKey><AgentID>1</AgentID></xml>",
		event + "<Event>click</Event><EventKey>key</EventKey><AgentID>%s</AgentID></xml>",
		event + "<Event>LOCATION</Event><Latitude>%s</Latitude><Longitude>1</Longitude><Precision>1</Precision><AgentID>1</AgentID></xml>",
		event + "<Event>LOCATION</Event><Latitude>1</Latitude><Longitude>1</Longitude><Precision>1</Precision><AgentID>%s</AgentID></xml>",
		event + "<Event>taskcard_click</Event><EventKey>key</EventKey><TaskId>%s</TaskId><AgentID>1</AgentID></xml>",
		event +
			"<Event>template_card_event</Event><EventKey>key</EventKey><TaskId>%s</TaskId><AgentID>1</AgentID></xml>",
		event +
			"<Event>template_card_menu_event</Event><EventKey>key</EventKey><TaskId>%s</TaskId><AgentID>1</AgentID></xml>",
		"<xml><ToUserName>corp</ToUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>%s</Token><OpenKfId>1</OpenKfId></xml>",
		"<xml><ToUserName>corp</ToUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>1</Token><OpenKfId>%s</OpenKfId></xml>",
		// Nothing that tells is there, so the whole does.
		"<xml><FromUserName>user</FromUserName><MsgType>event</MsgType><Event>unsubscribe</Event><Other>%s</Other></xml>",
		// An application may have the number 0, which tells as any other does.
		"<xml><FromUserName>%s</FromUserName><MsgType>event</MsgType><Event>unsubscribe</Event><AgentID>0</AgentID></xml>",
	} {
		handled := 0
		h := newHandler(t, config(), wecom.HandlerFunc(func(context.Context, wecom.Message) (wecom.Reply, error) {
			handled++
			return nil, nil
		}))
		for range 2 {
			for _, value := range []string{"1", "2", "12"} {
				if got := serve(h, current.posted(fmt.Sprintf(pattern, value))); got != acked {
					t.Errorf("%+v", got)
				}
			}
		}
		if handled != 3 {
			t.Errorf("%d of three messages handled: %s", handled, pattern)
		}
	}
}
