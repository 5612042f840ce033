package judge

import (
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/test/golden"
	"github.com/replygen/replygen/spec"
)

// The sample of each message and event of each platform that ships: MESSAGE.xml,
// MSGTYPE.EVENT.xml, for some file systems do not tell location from LOCATION.
const messagesDir = "../../testdata/messages"

// lacking are the elements at the start of all messages that one of them does
// not have. The spec states it in a note only, because no rule depends on it.
var lacking = map[string][]string{
	"wecom/event.kf_msg_or_event":  {"FromUserName", "AgentID"},
	"wecom/event.batch_job_result": {"AgentID"},
}

// sentSamples calls visit with each sample, by platform and file name.
func sentSamples(t *testing.T, visit func(p *spec.Platform, file string, s *Sent, fields []*spec.Field)) {
	t.Helper()
	for _, name := range spec.Builtins() {
		p, err := spec.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range p.Messages {
			visit(p, name+"/"+m.Type, SampleMessage(p, m), m.Fields)
		}
		for _, e := range p.Events {
			visit(p, name+"/"+e.Type+"."+e.Event, SampleMessage(p, e), e.Fields)
		}
	}
}

func TestSampleOfEachMessage(t *testing.T) {
	made := map[string][]byte{}
	sentSamples(t, func(_ *spec.Platform, file string, s *Sent, _ []*spec.Field) {
		s.root.children = slices.DeleteFunc(s.root.children, func(n *node) bool { return slices.Contains(lacking[file], n.Name) })
		made[file+".xml"] = []byte(s.XML() + "\n")
	})
	for file := range lacking {
		if made[file+".xml"] == nil {
			t.Errorf("%s is no message", file)
		}
	}
	differences, err := golden.Folder{Dir: messagesDir, Update: *update}.Compare(made, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		t.Error(d)
	}
}

// A decoder is tested with the samples: what one leaves out, nothing would look at.
func TestSampleOfAMessageHoldsEveryElement(t *testing.T) {
	sentSamples(t, func(p *spec.Platform, file string, s *Sent, fields []*spec.Field) {
		for _, written := range []string{s.XML(), s.IndentedXML()} {
			root, err := ParseDocument(written)
			if err != nil {
				t.Fatalf("%s: %v\n%s", file, err, written)
			}
			if root.Name != p.Header.Root {
				t.Errorf("%s: <%s>", file, root.Name)
			}
			hasAll(t, file, root, slices.Concat(p.Inbound.Fields, fields))
		}
	})
}

// hasAll looks for an element with a value, or with all that it holds, for each field.
func hasAll(t *testing.T, path string, in *Element, fields []*spec.Field) {
	t.Helper()
	for _, f := range fields {
		found := childrenNamed(in, f.Name)
		path := path + " " + f.Name
		if len(found) == 0 {
			t.Errorf("%s is missing", path)
			continue
		}
		switch k := f.Kind.(type) {
		case *spec.Object:
			hasAll(t, path, found[0], k.Fields)
		case *spec.List:
			if !k.Flat {
				found = childrenNamed(found[0], k.Item.Name)
			}
			hasAllItems(t, path, found, k.Item)
		default:
			if strings.TrimSpace(found[0].Text) == "" {
				t.Errorf("%s is empty", path)
			}
		}
	}
}

func hasAllItems(t *testing.T, path string, items []*Element, item *spec.Field) {
	t.Helper()
	if len(items) == 0 {
		t.Errorf("%s has no item", path)
	}
	switch k := item.Kind.(type) {
	case *spec.Object:
		for _, i := range items {
			hasAll(t, path, i, k.Fields)
		}
	case *spec.Union:
		for _, c := range k.Cases {
			i := slices.IndexFunc(items, func(i *Element) bool { return childrenNamed(i, k.Tag)[0].Text == c.Value })
			if i < 0 {
				t.Errorf("%s has no item of the form %s", path, c.Value)
				continue
			}
			hasAll(t, path, items[i], c.Fields)
		}
	}
}

// What a page shows, element for element, with the addresses of the sample replies and what the page leaves empty filled.
func TestSampleOfAMessageIsThatOfThePage(t *testing.T) {
	pages := map[string]string{
		"wecombot/image": `<xml><WebhookUrl><![CDATA[http://in.qyapi.weixin.qq.com/cgi-bin/webhook/send?key=WEBHOOK]]></WebhookUrl><MsgId>abcdabcdabcd</MsgId>` +
			`<ChatId><![CDATA[wrkSFfCgAALFgnrSsWU38puiv4yvExuw]]></ChatId><PostId><![CDATA[bpkSFfCgAAWeiHos2p6lJbG3_F2xxxxx]]></PostId><ChatType>single</ChatType>` +
			`<From><UserId>zhangsan</UserId><Name><![CDATA[张三]]></Name><Alias><![CDATA[jackzhang]]></Alias></From>` +
			`<GetChatInfoUrl><![CDATA[https://qyapi.weixin.qq.com/cgi-bin/webhook/get_chat_info?code=CODE]]></GetChatInfoUrl><MsgType>image</MsgType>` +
			`<Image><ImageUrl><![CDATA[https://p.qpic.cn/pic_wework/2085796/353325df3d4200754264e0521fd8f01e32a878aae7e52a/0]]></ImageUrl></Image></xml>`,
		"miniprogram/event.user_enter_tempsession": `<xml><ToUserName><![CDATA[fromuser]]></ToUserName><FromUserName><![CDATA[touser]]></FromUserName><CreateTime>1399197672</CreateTime>` +
			`<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[user_enter_tempsession]]></Event><SessionFrom><![CDATA[sessionFrom]]></SessionFrom></xml>`,
		"wechat/event.location_select": `<xml><ToUserName><![CDATA[fromUser]]></ToUserName><FromUserName><![CDATA[toUser]]></FromUserName><CreateTime>12345678</CreateTime>` +
			`<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[location_select]]></Event><EventKey><![CDATA[6]]></EventKey><SendLocationInfo><Location_X><![CDATA[23]]></Location_X>` +
			`<Location_Y><![CDATA[113]]></Location_Y><Scale><![CDATA[15]]></Scale><Label><![CDATA[广州市海珠区客村艺苑路 106号]]></Label><Poiname><![CDATA[Poiname]]></Poiname></SendLocationInfo></xml>`,
	}
	sentSamples(t, func(_ *spec.Platform, file string, s *Sent, _ []*spec.Field) {
		if want, ok := pages[file]; ok && s.XML() != want {
			t.Errorf("%s\n got %s\nwant %s", file, s.XML(), want)
		}
		delete(pages, file)
	})
	if len(pages) > 0 {
		t.Errorf("no messages: %q", pages)
	}
}

// childrenNamed returns the children of a name.
func childrenNamed(e *Element, name string) []*Element {
	return slices.DeleteFunc(slices.Clone(e.Children), func(c *Element) bool { return c.Name != name })
}
