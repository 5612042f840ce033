package difftest

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/generated/wechat"
)

// What follows are the structs that somebody would write by hand for
// encoding/xml, and what they say about a message.

type header struct {
	ToUserName, FromUserName string
	CreateTime               int64
	MsgType, Event           string
}

func (h header) message() wechat.MessageHeader {
	return wechat.MessageHeader{
		ToUserName: wechat.AccountID(trimmed(h.ToUserName)), FromUserName: wechat.OpenID(trimmed(h.FromUserName)),
		CreateTime: h.CreateTime, MsgType: wechat.MsgType(trimmed(h.MsgType)), Event: trimmed(h.Event),
	}
}

// trimmed is an id, an address or a type, of which white space around it is no part.
func trimmed(text string) string { return strings.Trim(text, " \t\r\n") }

func (h header) answerable() wechat.AnswerableMessage {
	return wechat.AnswerableMessage{MessageHeader: h.message()}
}

// id has both spellings, of which a message holds one.
type id struct {
	Message string `xml:"MsgId"`
	Job     string `xml:"MsgID"`
}

func (i id) value() string { return trimmed(i.Message + i.Job) }

type article struct {
	Data string `xml:"MsgDataId"`
	Idx  *string
}

func number(text *string) wechat.OptionalInt {
	if text == nil || strings.TrimSpace(*text) == "" {
		return wechat.OptionalInt{}
	}
	n, err := strconv.ParseInt(strings.TrimSpace(*text), 10, 64)
	return wechat.OptionalInt{Value: n, Set: err == nil}
}

type textXML struct {
	header
	id
	article
	Content string
	Menu    string `xml:"bizmsgmenuid"`
}

func (x textXML) message() wechat.Message {
	return &wechat.TextMessage{AnswerableMessage: x.answerable(), Content: x.Content, BizMsgMenuID: x.Menu, MsgID: x.value(), MsgDataID: trimmed(x.Data), Idx: number(x.Idx)}
}

type imageXML struct {
	header
	id
	article
	Picture string `xml:"PicUrl"`
	Media   string `xml:"MediaId"`
}

func (x imageXML) message() wechat.Message {
	return &wechat.ImageMessage{AnswerableMessage: x.answerable(), PicURL: wechat.URL(x.Picture), MediaID: wechat.MediaID(x.Media), MsgID: x.value(), MsgDataID: trimmed(x.Data), Idx: number(x.Idx)}
}

type voiceXML struct {
	header
	id
	article
	Format, Recognition string
	Media               string `xml:"MediaId"`
	Media16K            string `xml:"MediaId16K"`
}

func (x voiceXML) message() wechat.Message {
	return &wechat.VoiceMessage{
		AnswerableMessage: x.answerable(), MediaID: wechat.MediaID(x.Media), Format: x.Format, Recognition: x.Recognition,
		MediaID16K: wechat.MediaID(x.Media16K), MsgID: x.value(), MsgDataID: trimmed(x.Data), Idx: number(x.Idx),
	}
}

type locationXML struct {
	header
	id
	article
	X     float64 `xml:"Location_X"`
	Y     float64 `xml:"Location_Y"`
	Scale int64
	Label string
}

func (x locationXML) message() wechat.Message {
	return &wechat.LocationMessage{
		AnswerableMessage: x.answerable(), LocationX: x.X, LocationY: x.Y, Scale: x.Scale, Label: x.Label,
		MsgID: x.value(), MsgDataID: trimmed(x.Data), Idx: number(x.Idx),
	}
}

type linkXML struct {
	header
	id
	article
	Title, Description string
	Address            string `xml:"Url"`
}

func (x linkXML) message() wechat.Message {
	return &wechat.LinkMessage{
		AnswerableMessage: x.answerable(), Title: x.Title, Description: x.Description, URL: wechat.URL(x.Address),
		MsgID: x.value(), MsgDataID: trimmed(x.Data), Idx: number(x.Idx),
	}
}

type keyXML struct {
	header
	EventKey, Ticket string
}

func (x keyXML) message() wechat.Message {
	switch x.Event {
	case "subscribe":
		return &wechat.SubscribeEvent{AnswerableMessage: x.answerable(), EventKey: x.EventKey, Ticket: x.Ticket}
	case "SCAN":
		return &wechat.ScanEvent{AnswerableMessage: x.answerable(), EventKey: x.EventKey, Ticket: x.Ticket}
	}
	return &wechat.ClickEvent{AnswerableMessage: x.answerable(), EventKey: x.EventKey}
}

type placeXML struct {
	header
	Latitude, Longitude, Precision float64
}

func (x placeXML) message() wechat.Message {
	return &wechat.LocationEvent{MessageHeader: x.header.message(), Latitude: x.Latitude, Longitude: x.Longitude, Precision: x.Precision}
}

type photoXML struct {
	header
	EventKey string
	Pics     []struct{ PicMd5Sum string } `xml:"SendPicsInfo>PicList>item"`
}

func (x photoXML) message() wechat.Message {
	out := &wechat.PicSysPhotoEvent{AnswerableMessage: x.answerable(), EventKey: x.EventKey}
	for _, pic := range x.Pics {
		out.SendPicsInfo.PicList = append(out.SendPicsInfo.PicList, wechat.Pic{PicMd5Sum: pic.PicMd5Sum})
	}
	return out
}

type scanXML struct {
	header
	EventKey string
	Type     string `xml:"ScanCodeInfo>ScanType"`
	Result   string `xml:"ScanCodeInfo>ScanResult"`
}

func (x scanXML) message() wechat.Message {
	return &wechat.ScanCodeWaitMsgEvent{AnswerableMessage: x.answerable(), EventKey: x.EventKey, ScanCodeInfo: wechat.ScanCodeInfo{ScanType: x.Type, ScanResult: x.Result}}
}

type selectXML struct {
	header
	EventKey string
	Info     struct {
		X              float64 `xml:"Location_X"`
		Y              float64 `xml:"Location_Y"`
		Scale          int64
		Label, Poiname string
	} `xml:"SendLocationInfo"`
}

func (x selectXML) message() wechat.Message {
	return &wechat.LocationSelectEvent{AnswerableMessage: x.answerable(), EventKey: x.EventKey, SendLocationInfo: wechat.SendLocationInfo{
		LocationX: x.Info.X, LocationY: x.Info.Y, Scale: x.Info.Scale, Label: x.Info.Label, Poiname: x.Info.Poiname,
	}}
}

type templateXML struct {
	header
	id
	Status string
}

func (x templateXML) message() wechat.Message {
	return &wechat.TemplateSendJobFinishEvent{MessageHeader: x.header.message(), MsgID: x.value(), Status: x.Status}
}

type massXML struct {
	header
	id
	Status                                         string
	TotalCount, FilterCount, SentCount, ErrorCount int64
	Copyright                                      struct {
		Items []struct {
			ArticleIdx, UserDeclareState, AuditState                                   int64
			Original                                                                   string `xml:"OriginalArticleUrl"`
			OriginalArticleType, CanReprint, NeedReplaceContent, NeedShowReprintSource int64
		} `xml:"ResultList>item"`
		CheckState *string
	} `xml:"CopyrightCheckResult"`
	Articles []struct {
		ArticleIdx int64
		URL        string `xml:"ArticleUrl"`
	} `xml:"ArticleUrlResult>ResultList>item"`
}

func (x massXML) message() wechat.Message {
	out := &wechat.MassSendJobFinishEvent{
		MessageHeader: x.header.message(), MsgID: x.value(), Status: x.Status,
		TotalCount: x.TotalCount, FilterCount: x.FilterCount, SentCount: x.SentCount, ErrorCount: x.ErrorCount,
	}
	out.CopyrightCheckResult.CheckState = number(x.Copyright.CheckState)
	for _, i := range x.Copyright.Items {
		out.CopyrightCheckResult.ResultList = append(out.CopyrightCheckResult.ResultList, wechat.CopyrightResult{
			ArticleIdx: i.ArticleIdx, UserDeclareState: i.UserDeclareState, AuditState: i.AuditState, OriginalArticleURL: wechat.URL(i.Original),
			OriginalArticleType: i.OriginalArticleType, CanReprint: i.CanReprint, NeedReplaceContent: i.NeedReplaceContent, NeedShowReprintSource: i.NeedShowReprintSource,
		})
	}
	for _, i := range x.Articles {
		out.ArticleURLResult.ResultList = append(out.ArticleURLResult.ResultList, wechat.ArticleURL{ArticleIdx: i.ArticleIdx, ArticleURL: wechat.URL(i.URL)})
	}
	return out
}

// shapes are messages by their elements: # marks a whole number, % a decimal
// one, and those in braces stand inside the one before.
var shapes = []struct {
	msgType, event, elements string
	byHand                   func([]byte) (wechat.Message, error)
}{
	{"text", "", "Content bizmsgmenuid #MsgId MsgDataId #Idx", byHand[textXML]},
	{"image", "", "PicUrl MediaId #MsgId MsgDataId #Idx", byHand[imageXML]},
	{"voice", "", "MediaId Format Recognition MediaId16K #MsgId MsgDataId #Idx", byHand[voiceXML]},
	{"location", "", "%Location_X %Location_Y #Scale Label #MsgId MsgDataId #Idx", byHand[locationXML]},
	{"link", "", "Title Description Url #MsgId MsgDataId #Idx", byHand[linkXML]},
	{"event", "subscribe", "EventKey Ticket", byHand[keyXML]},
	{"event", "SCAN", "EventKey Ticket", byHand[keyXML]},
	{"event", "CLICK", "EventKey", byHand[keyXML]},
	{"event", "LOCATION", "%Latitude %Longitude %Precision", byHand[placeXML]},
	{"event", "pic_sysphoto", "EventKey SendPicsInfo { #Count PicList { item { PicMd5Sum } item { PicMd5Sum } item { PicMd5Sum } } }", byHand[photoXML]},
	{"event", "scancode_waitmsg", "EventKey ScanCodeInfo { ScanType ScanResult }", byHand[scanXML]},
	{"event", "location_select", "EventKey SendLocationInfo { %Location_X %Location_Y #Scale Label Poiname }", byHand[selectXML]},
	{"event", "TEMPLATESENDJOBFINISH", "#MsgID Status", byHand[templateXML]},
	{"event", "MASSSENDJOBFINISH", "#MsgID Status #TotalCount #FilterCount #SentCount #ErrorCount " +
		"CopyrightCheckResult { #Count ResultList { " + strings.Repeat("item { #ArticleIdx #UserDeclareState #AuditState OriginalArticleUrl #OriginalArticleType #CanReprint #NeedReplaceContent #NeedShowReprintSource } ", 2) + "} #CheckState } " +
		"ArticleUrlResult { #Count ResultList { item { #ArticleIdx ArticleUrl } item { #ArticleIdx ArticleUrl } } }", byHand[massXML]},
}

// shaped makes the elements of a shape, some of them left out.
func (m *maker) shaped(words []string) (out []*element, rest []string) {
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		switch word {
		case "{":
			var inside []*element
			inside, words = m.shaped(words)
			out[len(out)-1].text, out[len(out)-1].children = "", inside
			continue
		case "}":
			return out, words
		}
		e := &element{name: strings.Trim(word, "#%")}
		switch word[0] {
		case '#':
			e.text = pick(m, []string{"0", "7", "-12", "+3", "00042", "1234567890123456", "9223372036854775807", "-9223372036854775808", " 5", "\n6\t", ""})
		case '%':
			e.text = pick(m, []string{"0", "23.134521", "-113.5", "1e3", ".5", " 40.25\n", "+1.5E-7", ""})
		default:
			e.text = m.unicode()
		}
		out = append(out, e)
	}
	return out, nil
}

func (m *maker) message(msgType, event, shape string) *element {
	children, _ := m.shaped(strings.Fields(shape))
	children = slices.Concat([]*element{
		{name: "ToUserName", text: "gh_" + m.unicode()}, {name: "FromUserName", text: m.unicode()},
		{name: "CreateTime", text: strconv.Itoa(m.IntN(2000000000))}, {name: "MsgType", text: msgType},
	}, children)
	if event != "" {
		children = slices.Insert(children, 4, &element{name: "Event", text: event})
	}
	root := &element{name: "xml", children: children}
	if m.one(2) {
		return root
	}
	all := places(root)
	m.Shuffle(len(children), func(i, k int) { children[i], children[k] = children[k], children[i] })
	for _, p := range all {
		decides := p.element.name == "MsgType" || p.element.name == "Event"
		switch {
		case m.one(20):
			m.damage(root, all, p, 3)
		case m.one(20) && len(p.element.children) > 0:
			m.damage(root, all, p, 4)
		case m.one(12) && !decides:
			m.damage(root, all, p, 0)
		case m.one(15):
			m.damage(root, all, p, 1)
		}
	}
	other := map[string]string{"MsgId": "MsgID", "MsgID": "MsgId"}
	if m.one(2) {
		for _, e := range root.children {
			if other[e.name] != "" {
				e.name = other[e.name]
			}
		}
	}
	return root
}

// rounds is how often each shape of message is made. The exhaustive tests make more.
var rounds = 200

func TestParseMessageReadsWhatEncodingXMLReads(t *testing.T) {
	m := &maker{Rand: rand.New(rand.NewPCG(5, 2))}
	faulty, replaced, repeated := 0, 0, 0
	for range rounds {
		for _, s := range shapes {
			document := m.spelled(m.message(s.msgType, s.event, s.elements))
			got, err := wechat.ParseMessage(document)
			if err != nil {
				t.Fatal(err)
			}
			readable := []byte(carried(string(document)))
			want, wantErr := s.byHand(readable)
			u, unknown := got.(*wechat.UnknownMessage)
			if (unknown && u.Err != nil) != (wantErr != nil) {
				t.Fatalf("%q\n%T, and encoding/xml %v", document, got, wantErr)
			}
			if wantErr != nil {
				faulty++
				continue
			}
			h := got.Header()
			if h.Repeated != nil {
				repeated++
				h.Repeated = nil // named by other tests
			}
			if want.Header().Replaced = string(readable) != string(document); want.Header().Replaced {
				replaced++
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%q\n%s", document, diff)
			}
		}
	}
	if all := rounds * len(shapes); faulty > all/10 || replaced < all/100 || replaced > all/2 || repeated < all/20 {
		t.Errorf("of %d messages %d had faults, %d repeated elements and %d had characters replaced", all, faulty, repeated, replaced)
	}
}
