package spec_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/spec"
)

// sent is what a platform sends: by type or name the elements in one line; > opens what accepts a reply.
type sent struct{ messages, events map[string]string }

func sentBy(p *spec.Platform) sent {
	line := func(accepts bool, fields []*spec.Field) string {
		if accepts {
			return strings.TrimSpace("> " + shape(fields))
		}
		return shape(fields)
	}
	out := sent{map[string]string{}, map[string]string{}}
	for _, m := range p.Messages {
		out.messages[m.Type] = line(m.AcceptsReply, m.Fields)
	}
	for _, e := range p.Events {
		out.events[e.Event] = line(e.AcceptsReply, e.Fields)
	}
	return out
}

// scanned and pictures are what the events of WeCom's menus hold.
const (
	scanned  = "EventKey ScanCodeInfo{ScanType ScanResult}"
	pictures = "EventKey SendPicsInfo{Count PicList{item…}{PicMd5Sum}}"
)

// Events that take no reply may be missing here: internal/test/samples compares them with documents of public
// repositories.
func TestFamilySendsWhatIsKnownOfIt(t *testing.T) {
	for platform, want := range map[string]sent{
		"wecom": {
			map[string]string{
				"text":     "> Content MsgId",
				"image":    "> PicUrl MediaId MsgId",
				"voice":    "> MediaId Format MsgId",
				"video":    "> MediaId ThumbMediaId MsgId",
				"location": "> Location_X Location_Y Scale Label AppType MsgId",
				"link":     "> Title Description Url PicUrl MsgId",
			},
			map[string]string{
				"subscribe":                "> EventKey",
				"unsubscribe":              "EventKey",
				"enter_agent":              "> EventKey",
				"LOCATION":                 "> Latitude Longitude Precision AppType",
				"click":                    "> EventKey",
				"view":                     "> EventKey",
				"view_miniprogram":         "> EventKey",
				"scancode_push":            scanned,
				"scancode_waitmsg":         "> " + scanned,
				"pic_sysphoto":             pictures,
				"pic_photo_or_album":       pictures,
				"pic_weixin":               pictures,
				"location_select":          "EventKey SendLocationInfo{Location_X Location_Y Scale Label Poiname} AppType",
				"taskcard_click":           "> EventKey TaskId",
				"template_card_event":      "> EventKey TaskId CardType ResponseCode SelectedItems{SelectedItem…}{QuestionKey OptionIds{OptionId…}}",
				"template_card_menu_event": "> EventKey TaskId CardType ResponseCode",
				"kf_msg_or_event":          "Token OpenKfId",
				"batch_job_result":         "BatchJob{JobId JobType ErrCode ErrMsg}",
			},
		},
		"wecombot": {
			map[string]string{
				"text":       "> Text{Content}",
				"image":      "> Image{ImageUrl}",
				"attachment": "> Attachment{CallbackId Actions…{Name Value Type}}",
				"mixed":      "> MixedMessage{MsgItem…}",
			},
			map[string]string{"add_to_chat": "> AppVersion", "delete_from_chat": "AppVersion", "enter_chat": "> AppVersion"},
		},
		"yixin": {
			map[string]string{
				"text":     "> Content MsgId",
				"image":    "> PicUrl MsgId",
				"location": "> Location_X Location_Y Scale Label MsgId",
				"link":     "> Title Description Url MsgId",
				"audio":    "> url name mimeType MsgId",
				"video":    "> url name mimeType MsgId",
				"music":    "> url name mimeType desc MsgId",
			},
			map[string]string{"subscribe": "> EventKey", "unsubscribe": "EventKey", "click": "> EventKey"},
		},
		"qq": {
			map[string]string{"text": "> Content MsgId", "image": "> PicUrl MsgId", "location": "> Location_X Location_Y Scale Label MsgId"},
			map[string]string{
				"subscribe": ">", "unsubscribe": "EventKey", "CLICK": "> EventKey", "VIEW": "EventKey",
				"TEMPLATESENDJOBFINISH": "MsgID Status", "TEMPLATEFANMSGREAD": "MsgID Status",
			},
		},
		"weapp": {
			map[string]string{
				"text":            "> Content MsgId",
				"image":           "> PicUrl MediaId MsgId",
				"miniprogrampage": "> Title AppId PagePath ThumbUrl ThumbMediaId MsgId",
			},
			map[string]string{"user_enter_tempsession": "SessionFrom"},
		},
		"offiaccount": sentBy(load(t, "wechat")),
		"miniprogram": sentBy(load(t, "weapp")),
		"zhongnan": {
			map[string]string{
				"text":     "> Content MsgId",
				"image":    "> PicUrl MediaId MsgId",
				"voice":    "> MediaId Format Recognition MsgId",
				"video":    "> MediaId ThumbMediaId MsgId",
				"location": "> Location_X Location_Y Scale Label MsgId",
				"link":     "> Title Description Url MsgId",
			},
			map[string]string{
				"subscribe": "> EventKey Ticket", "unsubscribe": "EventKey", "SCAN": "> EventKey Ticket",
				"LOCATION": "Latitude Longitude Precision", "CLICK": "> EventKey", "VIEW": "EventKey",
			},
		},
	} {
		got := sentBy(load(t, platform))
		maps.DeleteFunc(got.events, func(name, line string) bool {
			_, listed := want.events[name]
			return !listed && !strings.HasPrefix(line, ">")
		})
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(sent{})); diff != "" {
			t.Errorf("%s: %s", platform, diff)
		}
	}
}

func TestMessagesOfTheFamilyStartAsTheyDo(t *testing.T) {
	for platform, want := range map[string]string{
		"wecom":       "ToUserName FromUserName CreateTime MsgType AgentID",
		"wecomsuite":  "SuiteId ServiceCorpId AuthCorpId InfoType TimeStamp",
		"component":   "AppId CreateTime InfoType",
		"wecombot":    "WebhookUrl MsgId ChatId PostId ChatType From{UserId Name Alias} GetChatInfoUrl MsgType",
		"yixin":       "ToUserName FromUserName CreateTime MsgType",
		"qq":          "ToUserName FromUserName CreateTime MsgType",
		"miniprogram": "ToUserName FromUserName CreateTime MsgType",
		"weapp":       "ToUserName FromUserName CreateTime MsgType",
	} {
		if got := shape(load(t, platform).Inbound.Fields); got != want {
			t.Errorf("%s: %s", platform, got)
		}
	}
	wecom := load(t, "wecom").Inbound.Fields
	if to, from := wecom[0].Kind.(*spec.String).Scalar.Name, wecom[1].Kind.(*spec.String).Scalar.Name; to != "CorpID" || from != "UserID" {
		t.Errorf("wecom: to %s, from %s", to, from)
	}
	if load(t, "wecombot").Inbound.Addresses != nil {
		t.Error("a chat of robots has no addresses")
	}
}

// What arrives is spelt in one of two ways, and the page in the one that is no word.
func TestWecomTakesBothSpellings(t *testing.T) {
	p := load(t, "wecom")
	agent := p.Inbound.Fields[4]
	items := event(t, p, "template_card_event").Field("SelectedItems").Kind.(*spec.List).Item.Kind.(*spec.Object)
	options := items.Field("OptionIds")
	for _, c := range []struct {
		f    *spec.Field
		name string
	}{{agent, "AgentId"}, {options, "OpitonIds"}, {options.Kind.(*spec.List).Item, "OpitonId"}} {
		if !slices.Equal(c.f.Aliases, []string{c.name}) {
			t.Errorf("%s: %q", c.f.Name, c.f.Aliases)
		}
	}
}

// No source demands more than what every platform gets: sender, receiver, type and MsgId, or the XML of an event. The
// robot's page alone has an id for events, and what providers receive has none at all.
func TestMessagesOfTheFamilyAreKnownByMsgId(t *testing.T) {
	for _, platform := range spec.Builtins() {
		p := load(t, platform)
		for _, m := range p.Messages {
			if slices.Contains([]string{"component", "wecomsuite", "epaas"}, platform) {
				if m.ID != nil || m.Dedupe != nil {
					t.Errorf("%s %s: %+v, %v", platform, m.Type, m.ID, m.Dedupe)
				}
				continue
			}
			if m.ID == nil || m.ID.Name != "MsgId" || m.Dedupe != nil {
				t.Errorf("%s %s: %+v, %v", platform, m.Type, m.ID, m.Dedupe)
			}
			if k, ok := m.ID.Kind.(*spec.String); !ok || !k.ID {
				t.Errorf("%s %s: the id is a %T", platform, m.Type, m.ID.Kind)
			}
		}
		for _, e := range p.Events {
			if got := fmt.Sprint(e.Dedupe); got != map[bool]string{false: "[]", true: "[MsgId]"}[platform == "wecombot"] {
				t.Errorf("%s %s: %s", platform, e.Event, got)
			}
		}
	}
}
