package spec_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/spec"
)

func loadText(t *testing.T, text string) *spec.Platform {
	t.Helper()
	p, err := spec.Loader{ReadFile: func(string) ([]byte, error) { return []byte(text), nil }}.Load("./made.yaml")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return p
}

func message(t *testing.T, p *spec.Platform, typ string) *spec.Message {
	t.Helper()
	i := slices.IndexFunc(p.Messages, func(m *spec.Message) bool { return m.Type == typ })
	if i < 0 {
		t.Fatalf("%s has no message %q", p.ID, typ)
	}
	return p.Messages[i]
}

func event(t *testing.T, p *spec.Platform, name string) *spec.Message {
	t.Helper()
	i := slices.IndexFunc(p.Events, func(e *spec.Message) bool { return e.Event == name })
	if i < 0 {
		t.Fatalf("%s has no event %q", p.ID, name)
	}
	return p.Events[i]
}

// shape writes the elements of a body in one line: a list's name comes with its item's, a flat one with a dot.
func shape(fields []*spec.Field) string {
	var out []string
	for _, f := range fields {
		s := f.Name
		switch k := f.Kind.(type) {
		case *spec.Object:
			s += "{" + shape(k.Fields) + "}"
		case *spec.List:
			s += "{" + k.Item.Name + "…}"
			if k.Flat {
				s = f.Name + "…"
			}
			if item, ok := k.Item.Kind.(*spec.Object); ok {
				s += "{" + shape(item.Fields) + "}"
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestMessagesAreThoseOfThePages(t *testing.T) {
	want := map[string]string{
		"text":       "Content bizmsgmenuid",
		"image":      "PicUrl MediaId",
		"voice":      "MediaId Format Recognition MediaId16K",
		"video":      "MediaId ThumbMediaId",
		"shortvideo": "MediaId ThumbMediaId",
		"location":   "Location_X Location_Y Scale Label",
		"link":       "Title Description Url",
		"file":       "Title Description FileKey FileMd5 FileTotalLen",
	}
	p := load(t, "wechat")
	if len(p.Messages) != len(want) {
		t.Errorf("%d messages", len(p.Messages))
	}
	for typ, fields := range want {
		m := message(t, p, typ)
		if got := shape(m.Fields); got != fields+" MsgId MsgDataId Idx" {
			t.Errorf("%s: %s", typ, got)
		}
		if id := m.Field("MsgId"); !id.Required || !slices.Equal(id.Aliases, []string{"MsgID"}) {
			t.Errorf("%s: MsgId is %+v", typ, id)
		}
		if !m.AcceptsReply || m.Path != "messages."+typ || m.ID != m.Field("MsgId") || m.Dedupe != nil {
			t.Errorf("%s: %+v", typ, m)
		}
	}
}

func TestEventsAreThoseOfThePages(t *testing.T) {
	p := load(t, "wechat")
	const copyright = "ArticleIdx UserDeclareState AuditState OriginalArticleUrl OriginalArticleType CanReprint NeedReplaceContent NeedShowReprintSource"
	for name, want := range map[string]string{
		"subscribe":                       "EventKey Ticket",
		"unsubscribe":                     "EventKey",
		"SCAN":                            "EventKey Ticket",
		"LOCATION":                        "Latitude Longitude Precision",
		"CLICK":                           "EventKey",
		"VIEW":                            "EventKey MenuId",
		"view_miniprogram":                "EventKey MenuId",
		"scancode_waitmsg":                "EventKey ScanCodeInfo{ScanType ScanResult}",
		"pic_weixin":                      "EventKey SendPicsInfo{Count PicList{item…}{PicMd5Sum}}",
		"location_select":                 "EventKey SendLocationInfo{Location_X Location_Y Scale Label Poiname}",
		"TEMPLATESENDJOBFINISH":           "MsgID Status",
		"MASSSENDJOBFINISH":               "MsgID Status TotalCount FilterCount SentCount ErrorCount CopyrightCheckResult{Count ResultList{item…}{" + copyright + "} CheckState} ArticleUrlResult{Count ResultList{item…}{ArticleIdx ArticleUrl}}",
		"PUBLISHJOBFINISH":                "PublishEventInfo{publish_id publish_status article_id article_detail{count item…{idx article_url}} fail_idx…}",
		"kf_switch_session":               "FromKfAccount ToKfAccount",
		"subscribe_msg_popup_event":       "SubscribeMsgPopupEvent{List…{TemplateId SubscribeStatusString PopupScene}}",
		"subscribe_msg_sent_event":        "SubscribeMsgSentEvent{List…{TemplateId MsgID ErrorCode ErrorStatus}}",
		"card_not_pass_check":             "CardId RefuseReason",
		"user_get_card":                   "CardId IsGiveByFriend UserCardCode FriendUserName OuterId OldUserCardCode OuterStr IsRestoreMemberCard IsRecommendByFriend UnionId",
		"user_consume_card":               "CardId UserCardCode ConsumeSource LocationName StaffOpenId VerifyCode RemarkAmount OuterStr",
		"user_pay_from_pay_cell":          "CardId UserCardCode TransId LocationId Fee OriginalFee",
		"card_pay_order":                  "OrderId Status CreateOrderTime PayFinishTime Desc FreeCoinCount PayCoinCount RefundFreeCoinCount RefundPayCoinCount OrderType Memo ReceiptInfo",
		"naming_verify_fail":              "FailTime FailReason",
		"user_authorization_revoke":       "OpenID AppID RevokeInfo UnionID",
		"guide_qrcode_scan_event":         "GuideScanEvent{qrcode_guide_account qrcode_guide_openid openid action qrcode_info}",
		"ShakearoundUserShake":            "ChosenBeacon{Uuid Major Minor Distance} AroundBeacons{AroundBeacon…}{Uuid Major Minor Distance}",
		"WifiConnected":                   "ConnectTime ExpireTime VendorId PlaceId DeviceNo",
		"bind":                            "DeviceType DeviceID Content SessionID OpenID",
		"unsubscribe_status":              "DeviceType DeviceID OpType OpenID",
		"user_authorize_invoice":          "SuccOrderId FailOrderId AppId Source",
		"merchant_order":                  "OrderId OrderStatus ProductId SkuInfo",
		"poi_check_notify":                "UniqId PoiId Result Msg",
		"update_member_card":              "CardId UserCardCode ModifyBonus ModifyBalance",
		"submit_membercard_user_info":     "CardId UserCardCode",
		"user_enter_session_from_card":    "CardId UserCardCode",
		"verify_expired":                  "ExpiredTime",
		"subscribe_msg_change_event":      "SubscribeMsgChangeEvent{List…{TemplateId SubscribeStatusString}}",
		"user_gifting_card":               "CardId UserCardCode IsReturnBack FriendUserName IsChatRoom",
		"user_authorization_cancellation": "OpenID AppID RevokeInfo UnionID",
	} {
		if got := shape(event(t, p, name).Fields); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
	var accept, device []string
	for _, e := range p.Events {
		if e.AcceptsReply {
			accept = append(accept, e.Event)
		}
		if e.Type != "event" {
			device = append(device, e.Type+" "+e.Event)
		}
	}
	if diff := cmp.Diff([]string{"subscribe", "SCAN", "CLICK", "scancode_push", "scancode_waitmsg", "pic_sysphoto", "pic_photo_or_album", "pic_weixin", "location_select"}, accept); diff != "" {
		t.Errorf("events that accept a reply: %s", diff)
	}
	if diff := cmp.Diff([]string{"device_event bind", "device_event unbind", "device_event subscribe_status", "device_event unsubscribe_status"}, device); diff != "" {
		t.Errorf("events of another type: %s", diff)
	}
}

// Numbers stand in CDATA in one of two events that look alike.
func TestNumbersInCDATAAreStated(t *testing.T) {
	p := load(t, "wechat")
	selected := event(t, p, "location_select").Field("SendLocationInfo").Kind.(*spec.Object).Field("Location_X").Kind.(*spec.Float)
	sent := message(t, p, "location").Field("Location_X").Kind.(*spec.Float)
	if !selected.CDATA || sent.CDATA {
		t.Errorf("selected %v, sent %v", selected.CDATA, sent.CDATA)
	}
}

func TestWhatIsLeftOutHasItsDefault(t *testing.T) {
	p := loadText(t, `replygen: 1
platform: {id: p}
header:
  fields: [{name: From, type: string, required: true}, {name: MsgType, type: msg_type}]
replies: [{type: text}]
messages: [{type: text}]
events: [{event: enter}]
`)
	in := p.Inbound
	if in.EventElement != "Event" || in.EventType != "event" || in.Addresses != nil || in.Origin != nil || shape(in.Fields) != "From MsgType" {
		t.Errorf("inbound is %+v", in)
	}
	if m := p.Messages[0]; !m.AcceptsReply || m.Dedupe != nil || m.Go.IsSet() {
		t.Errorf("message is %+v", m)
	}
	if e := p.Events[0]; e.AcceptsReply || e.Dedupe != nil || e.Type != "event" || e.Path != "events.enter" {
		t.Errorf("event is %+v", e)
	}
}

func TestNameOfAnEventMayStandDeeper(t *testing.T) {
	for stated, want := range map[string][]string{"Event": nil, "Event.EventType": {"EventType"}, "Event.What.Type": {"What", "Type"}} {
		p := loadText(t, "replygen: 1\nplatform: {id: p}\nheader: {fields: [{name: MsgType, type: msg_type}]}\nreplies: [{type: text}]\ninbound: {event: "+stated+"}\nevents: [{event: enter, dedupe: [Event, Key], fields: [{name: Key, type: string}]}]\n")
		if in := p.Inbound; in.EventElement != "Event" || !slices.Equal(in.EventInside, want) {
			t.Errorf("%s: %q, inside %q", stated, in.EventElement, in.EventInside)
		}
	}
}

func TestEventsHaveTheTypeThatThePlatformGivesThem(t *testing.T) {
	p := loadText(t, `replygen: 1
platform: {id: p}
header:
  fields: [{name: ToUserName, type: string}, {name: FromUserName, type: unix_time}, {name: MsgType, type: msg_type}]
replies: [{type: text}]
inbound: {event_type: notice, event: Happened}
events: [{event: enter}, {event: bind, type: device}]
`)
	if p.Events[0].Type != "notice" || p.Events[1].Type != "device" || p.Inbound.EventElement != "Happened" {
		t.Errorf("%+v, %+v", p.Events[0], p.Events[1])
	}
	if p.Inbound.Addresses != nil {
		t.Errorf("a time is an address: %q", p.Inbound.Addresses)
	}
}

// A message goes the other way than a reply: what the header states about one address applies to the other, and to nothing
// else, wherever the two stand.
func TestMessagesStartLikeRepliesWithTheAddressesExchanged(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	for range 200 {
		names := []string{"To", "From", "Sent", "Kind", "Agent"}[:2+rng.IntN(4)]
		rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		stated := rng.IntN(3) > 0
		var b strings.Builder
		b.WriteString("replygen: 1\nplatform: {id: p}\nscalars: [")
		for _, n := range names {
			fmt.Fprintf(&b, "{name: S%s}, ", n)
		}
		b.WriteString("]\nheader:\n")
		if stated {
			b.WriteString("  addresses: [To, From]\n")
		}
		b.WriteString("  fields:\n    - {name: Type, type: msg_type}\n")
		for _, n := range names {
			fmt.Fprintf(&b, "    - {name: %s, type: S%s, required: %v, doc: doc of %s, example: %s}\n", n, n, rng.IntN(2) == 0, n, strings.ToLower(n))
		}
		b.WriteString("replies: [{type: text}]\n")
		p := loadText(t, b.String())
		if stated != (p.Inbound.Addresses != nil) || len(p.Inbound.Fields) != len(p.Header.Fields) {
			t.Fatalf("addresses %q, %d fields\n%s", p.Inbound.Addresses, len(p.Inbound.Fields), b.String())
		}
		for i, f := range p.Inbound.Fields[1:] {
			of, from := p.Header.Fields[i+1], names[i]
			switch {
			case stated && from == "To":
				from = "From"
			case stated && from == "From":
				from = "To"
			}
			got := []any{f.Name, f.Required, f.Path, f.Kind.(*spec.String).Scalar.Name, f.Doc, f.Example[0].V}
			want := []any{of.Name, of.Required, of.Path, "S" + from, "doc of " + from, strings.ToLower(from)}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s: %s\n%s", f.Name, diff, b.String())
			}
			if of.Kind.(*spec.String).Scalar.Name != "S"+of.Name {
				t.Fatalf("the header's %s changed\n%s", of.Name, b.String())
			}
		}
	}
}

// An overlay that edits an address of replies keeps messages in step.
func TestOverlayOfTheHeaderReachesMessages(t *testing.T) {
	for platform, account := range map[string]string{"wechat": "AccountID", "zhongnan": "AppID"} {
		p := load(t, platform)
		to, from := p.Inbound.Fields[0], p.Inbound.Fields[1]
		if to.Name != "ToUserName" || to.Kind.(*spec.String).Scalar.Name != account || from.Name != "FromUserName" || from.Kind.(*spec.String).Scalar.Name != "OpenID" {
			t.Errorf("%s: %s is %v, %s is %v", platform, to.Name, to.Kind, from.Name, from.Kind)
		}
	}
}

// Two platforms that differ only in their messages differ.
func TestEqualLooksAtMessages(t *testing.T) {
	base := "replygen: 1\nplatform: {id: p}\nheader: {fields: [{name: T, type: msg_type}]}\nreplies: [{type: text}]\n"
	texts := []string{
		base,
		base + "inbound: {event: E}\n",
		base + "messages: [{type: text}]\n",
		base + "messages: [{type: text, accepts_reply: false}]\n",
		base + "messages: [{type: text, fields: [{name: A, type: string}]}]\n",
		base + "messages: [{type: text, fields: [{name: A, type: string, aliases: [a]}]}]\n",
		base + "events: [{event: text}]\n",
	}
	for i, a := range texts {
		for j, b := range texts {
			if loadText(t, a).Equal(loadText(t, b)) != (i == j) {
				t.Errorf("%d and %d", i, j)
			}
		}
	}
}
