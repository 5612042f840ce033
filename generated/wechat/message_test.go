package wechat_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/replygen/replygen/generated/wechat"
)

// sent are messages in the platform's form.
var sent = map[string]string{
	"text": "<xml><ToUserName><![CDATA[gh_123]]></ToUserName>\n<FromUserName><![CDATA[oABC]]></FromUserName>\n<CreateTime>1348831860</CreateTime>\n" +
		"<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[你好, this is a test]]></Content>\n<MsgId>1234567890123456</MsgId>\n</xml>",
	"CLICK": "<xml><ToUserName><![CDATA[gh_123]]></ToUserName><FromUserName><![CDATA[oABC]]></FromUserName><CreateTime>123456789</CreateTime>" +
		"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[EVENTKEY]]></EventKey></xml>",
	"pic_sysphoto": "<xml><ToUserName><![CDATA[gh_e136c6e50636]]></ToUserName><FromUserName><![CDATA[oMgHVjngRipVsoxg6TuX3vz6glDg]]></FromUserName><CreateTime>1408090651</CreateTime>" +
		"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[pic_sysphoto]]></Event><EventKey><![CDATA[6]]></EventKey>" +
		"<SendPicsInfo><Count>1</Count><PicList><item><PicMd5Sum><![CDATA[1b5f7c23b5bf75682a53e7b6d163e185]]></PicMd5Sum></item></PicList></SendPicsInfo></xml>",
	"of tomorrow": "<xml><ToUserName>t</ToUserName><MsgType>hologram</MsgType><Shape a=\"1\"><b/>mixed &amp; so on<!-- c --></Shape><FromUserName>f</FromUserName></xml>",
	"event of tomorrow": "<xml><MsgType>event</MsgType><Event>wave</Event><FromUserName>f</FromUserName><ToUserName>t</ToUserName>" +
		"<Strength>7</Strength></xml>",
}

func parse(t *testing.T, document string) wechat.Message {
	t.Helper()
	m, err := wechat.ParseMessage([]byte(document))
	if err != nil {
		t.Fatalf("%v\n%s", err, document)
	}
	return m
}

// fault is where a document cannot be read, -1 where it can.
func fault(t *testing.T, document string) int {
	t.Helper()
	u, ok := parse(t, document).(*wechat.UnknownMessage)
	if !ok || u.Err == nil {
		return -1
	}
	var syntax *wechat.SyntaxError
	if !errors.As(u.Err, &syntax) || string(u.Raw) != document || syntax.Offset < 0 || syntax.Offset > len(document) {
		t.Fatalf("%v of %d bytes\n%q", u.Err, len(document), document)
	}
	return syntax.Offset
}

func TestUnknownMessageKeepsItsBytes(t *testing.T) {
	for _, name := range []string{"of tomorrow", "event of tomorrow"} {
		for _, document := range []string{sent[name], "\ufeff<?xml version=\"1.0\"?>\n" + sent[name] + "\n",
			strings.Replace(sent[name], "<FromUserName>f", "<FromUserName>f<!---->", 1)} {
			in := []byte(document)
			m, err := wechat.ParseMessage(in)
			u, ok := m.(*wechat.UnknownMessage)
			if err != nil || !ok {
				t.Fatalf("%T, %v", m, err)
			}
			clear(in) // a handler's buffer is used again
			if string(u.Raw) != document || u.FromUserName != "f" || u.ToUserName != "t" || u.Replaced {
				t.Errorf("%q became %+v, %q", document, u.MessageHeader, u.Raw)
			}
			if r, err := u.ReplyText("x").Build(); err != nil || r.ToUserName != "f" {
				t.Errorf("%+v, %v", r, err)
			}
		}
	}
	document := strings.Replace(sent["of tomorrow"], "so on", "so \x02 on\xff", 1)
	if u := parse(t, document).(*wechat.UnknownMessage); string(u.Raw) != document || !u.Replaced {
		t.Errorf("%q became %q, replaced: %v", document, u.Raw, u.Replaced)
	}
}

// A message stays as it was when the buffer that it was read from is used again.
func TestMessageOwnsItsText(t *testing.T) {
	in := []byte(sent["text"])
	m, err := wechat.ParseMessage(in)
	if err != nil {
		t.Fatal(err)
	}
	clear(in)
	if text := m.(*wechat.TextMessage); text.Content != "你好, this is a test" || text.FromUserName != "oABC" ||
		text.MsgID != "1234567890123456" {
		t.Errorf("%+v", text)
	}
}

func TestCharactersThatXMLCannotCarryAreReplaced(t *testing.T) {
	for said, want := range map[string]string{
		"\x02": "\ufffd", "你\x02好\x00": "你\ufffd好\ufffd", "\xff\xfe": "\ufffd\ufffd",
		"\xed\xa0\x80": "\ufffd\ufffd\ufffd", "\xed\xa0\xbd\xed\xb8\x80": "😀", "\ufffe": "\ufffd",
		"a\x1f]]&#x41;": "a\ufffd]]&#x41;",
		"\ufffd":        "\ufffd", "😀": "😀", "\u0085\u007f": "\u0085\u007f", "\t\n": "\t\n",
	} {
		text := parse(t, strings.Replace(sent["text"], "你好, this is a test", said, 1)).(*wechat.TextMessage)
		if text.Content != want || text.Replaced != (strings.Contains(want, "\ufffd") && said != "\ufffd") {
			t.Errorf("%q became %q, replaced: %v", said, text.Content, text.Replaced)
		}
		if text.MsgID != "1234567890123456" || text.FromUserName != "oABC" {
			t.Errorf("%q: the rest is lost: %+v", said, text)
		}
	}
}

// Where a character is replaced, the place of another fault is still one in
// the document as it was sent.
func TestFaultAfterAReplacedCharacterIsWhereItIs(t *testing.T) {
	for _, said := range []string{"\x02", "\xff", "\ufffe", "你\x01好\xed\xa0\x80", "\x02\x02\x02",
		strings.Repeat("a\x03", 200)} {
		for _, wrong := range []string{
			"<Content><![CDATA[" + said + "]]>&nbsp;", "<Content><![CDATA[" + said + "]]><b>",
			"<Content>" + said + "<!DOCTYPE a>",
			"<a b=\"" + said + "\" b=''/>", "<a>" + said + "</a>" + said + "]]><Content>",
		} {
			document := strings.Replace(sent["text"], "<Content>", wrong, 1)
			want := fault(t, strings.Replace(document, said, strings.Repeat("x", len(said)), 1))
			if got := fault(t, document); got != want || want < 0 {
				t.Errorf("%q: byte %d, want %d", document, got, want)
			}
		}
	}
}

func TestFaultsAreWhereTheyAre(t *testing.T) {
	text := sent["text"]
	open := strings.Repeat("<a>", 63)
	deep := "<xml>" + open + strings.Repeat("</a>", 63) + "<MsgType>text</MsgType></xml>" // the root is one more
	laughs := `<!ENTITY lol "lol">`
	for i := range 9 {
		laughs += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&lol%d;", i), 10))
	}
	for _, tt := range []struct {
		name, document string
		// at is the text at the fault; "" for a document that is fine.
		at string
	}{
		{"as sent", text, ""},
		{"byte order mark", "\ufeff" + text, ""},
		{"declaration", "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone='no'?>" + text, ""},
		{"mark and declaration", "\ufeff<?xml version='1.0' encoding='utf-8'?>\r\n" + text + "\r\n", ""},
		{"64 deep", deep, ""},
		{"65 deep", strings.Replace(deep, open, open+"<aa></aa>", 1), "<aa>"},
		{"65 deep in an unknown type",
			strings.Replace(strings.Replace(deep, open, open+"<aa></aa>", 1), "text", "x", 1), "<aa>"},
		{"a million deep", "<xml><MsgType>text</MsgType>" + strings.Repeat("<a>", 1<<20), ""},
		{"DOCTYPE", "<!DOCTYPE xml>" + text, "<!DOCTYPE"},
		{"DOCTYPE after the declaration", "<?xml version='1.0'?>\n<!DOCTYPE xml SYSTEM \"file:///etc/passwd\">" + text,
			"<!DOCTYPE"},
		{"DOCTYPE inside", strings.Replace(text, "<Content>", "<!DOCTYPE x><Content>", 1), "<!DOCTYPE"},
		{"billion laughs", "<!DOCTYPE lolz [" + laughs + "]>" + strings.Replace(text, "你好", "&lol9;", 1),
			"<!DOCTYPE"},
		{"entity definition inside", strings.Replace(text, "<Content>", `<!ENTITY a "b"><Content>`, 1), "<!ENTITY"},
		{"entity that nobody defined", strings.Replace(text, "<![CDATA[你好, this is a test]]>", "a &lol9; b", 1),
			"&lol9;"},
		{"entity of HTML", strings.Replace(text, "<![CDATA[你好, this is a test]]>", "a&nbsp;b", 1), "&nbsp;"},
		{"reference without digits", strings.Replace(text, "<![CDATA[你好, this is a test]]>", "a&#;b", 1), "&#;"},
		{"XInclude is an element like any", strings.Replace(text, "<Content>", `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/><Content>`, 1), ""},
		{"GBK", "<?xml version=\"1.0\" encoding=\"GBK\"?>" + text, " encoding"},
		{"UTF-16 in the declaration", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + text, " encoding"},
		{"XML 2.0", "<?xml version=\"2.0\"?>" + text, "<?xml"},
		{"two roots", text + "<again/>", "<again/>"},
		{"text behind", text + "stray", "stray"},
		{"another root", "<XML></XML>", "<XML>"},
		{"no type", "<xml><Content>c</Content></xml>", ""},
		{"text between", strings.Replace(text, "<MsgType>", "stray<MsgType>", 1), ""},
		{"CDATA between", strings.Replace(text, "<MsgType>", "<![CDATA[]]><MsgType>", 1), ""},
		{"element in a text", strings.Replace(text, "你好", "]]><b>你好</b><![CDATA[", 1), ""},
		{"a number that is none", strings.Replace(text, "1234567890123456", "0x12", 1), ""},
		{"a number too large", strings.Replace(text, "1234567890123456", "9223372036854775808", 1), ""},
		{"end tag of another", strings.Replace(text, "</Content>", "</Contents>", 1), "</Contents>"},
		{"attribute twice", strings.Replace(text, "<Content>", `<Content a="" b="" a="">`, 1), `a="">`},
		{"empty", "", ""},
		{"ack", "success", "success"},
		{"form", "a=b&c=d", "a=b"},
		{"JSON", "{\"MsgType\":\"text\"}", "{"},
	} {
		want := -1
		if tt.at != "" {
			want = strings.Index(tt.document, tt.at)
		}
		switch tt.name {
		case "empty":
			want = 0
		case "a million deep":
			want = len("<xml><MsgType>text</MsgType>") + 63*len("<a>")
		}
		if got := fault(t, tt.document); got != want {
			t.Errorf("%s: byte %d, want %d", tt.name, got, want)
		}
	}
}

func TestUTF16CannotBeRead(t *testing.T) {
	units := utf16.Encode([]rune("\ufeff" + sent["text"]))
	for name, bytes := range map[string]func(uint16) []byte{
		"little endian": func(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} },
		"big endian":    func(u uint16) []byte { return []byte{byte(u >> 8), byte(u)} },
	} {
		var document []byte
		for _, u := range units {
			document = append(document, bytes(u)...)
		}
		for _, d := range [][]byte{document, document[2:]} {
			if at := fault(t, string(d)); at < 0 || at > 4 {
				t.Errorf("%s: byte %d", name, at)
			}
		}
	}
}

// No beginning of a message is a message, wherever it ends.
func TestCutOffMessageCannotBeRead(t *testing.T) {
	for name, document := range sent {
		for end := range len(document) {
			if at := fault(t, document[:end]); at < 0 {
				t.Fatalf("%s is taken after %d bytes", name, end)
			}
		}
	}
}

// accepts reports whether encoding/xml reads a document to its end.
func accepts(document []byte) error {
	if err := xml.Unmarshal(document, new(content)); err != nil {
		return err
	}
	for d := xml.NewDecoder(bytes.NewReader(document)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func FuzzParseMessage(f *testing.F) {
	for _, document := range sent {
		f.Add([]byte(document))
		f.Add([]byte(strings.Replace(document, "t", "\x02", 3)))
	}
	f.Add([]byte("\ufeff<?xml version='1.0'?><xml><MsgType>location</MsgType><Scale/><Location_X> 1e3 </Location_X></xml>"))
	f.Add([]byte("<!DOCTYPE xml [<!ENTITY a 'b'>]><xml>&a;</xml>"))
	f.Add([]byte("<xml><a>\x01</a>&nbsp;</xml>"))
	f.Add([]byte("<xml>&#2;\x00<MsgType>text</MsgType><Content>&#xD800;<![CDATA[&#2;]]></Content></xml>\x00"))
	f.Fuzz(func(t *testing.T, in []byte) {
		original := string(in)
		m, err := wechat.ParseMessage(in)
		if string(in) != original || m == nil || err != nil {
			t.Fatalf("%v, %v; the document is %q", m, err, in)
		}
		u, unknown := m.(*wechat.UnknownMessage)
		if unknown && string(u.Raw) != original {
			t.Fatalf("Raw is %q", u.Raw)
		}
		if fault(t, original) >= 0 {
			return
		}
		clean, replaced := readable(original)
		if m.Header().Replaced != replaced {
			t.Fatalf("replaced: %v", m.Header().Replaced)
		}
		if err := accepts([]byte(clean)); err != nil {
			t.Fatalf("encoding/xml refuses what ParseMessage reads: %v", err)
		}
	})
}

// Whoever sent the message is whom its replies go to.
func TestRepliesExchangeTheAddresses(t *testing.T) {
	const thumb, media = "thumb", "media"
	for _, name := range []string{"text", "CLICK", "pic_sysphoto"} {
		m := parse(t, sent[name])
		a, ok := m.(interface {
			ReplyText(string) wechat.TextReplyBuilder
			ReplyImage(wechat.MediaID) wechat.ImageReplyBuilder
			ReplyVoice(wechat.MediaID) wechat.VoiceReplyBuilder
			ReplyVideo(wechat.MediaID) wechat.VideoReplyBuilder
			ReplyMusic(wechat.MediaID) wechat.MusicReplyBuilder
			ReplyNews(wechat.Article, ...wechat.Article) wechat.NewsReplyBuilder
		})
		if !ok {
			t.Fatalf("%T starts no replies", m)
		}
		text, err1 := a.ReplyText("你好").Build()
		image, err2 := a.ReplyImage(media).Build()
		voice, err3 := a.ReplyVoice(media).Build()
		video, err4 := a.ReplyVideo(media).Title("t").Build()
		music, err5 := a.ReplyMusic(thumb).Build()
		news, err6 := a.ReplyNews(wechat.Article{Title: "1"}, wechat.Article{Title: "2"}).Build()
		if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil {
			t.Fatal(err)
		}
		if text.Content != "你好" || image.Image.MediaID != media || voice.Voice.MediaID != media ||
			video.Video.MediaID != media ||
			music.Music.ThumbMediaID != thumb || len(news.Articles) != 2 {
			t.Errorf("%s: a value is lost", name)
		}
		for _, r := range []wechat.Reply{text, image, voice, video, music, news} {
			var got struct{ ToUserName, FromUserName string }
			if err := xml.Unmarshal(r.AppendXML(nil), &got); err != nil {
				t.Fatal(err)
			}
			if h := m.Header(); got.ToUserName != string(h.FromUserName) || got.FromUserName != string(h.ToUserName) ||
				got.ToUserName == got.FromUserName {
				t.Errorf("%s: the %s goes to %s from %s", name, r.MsgType(), got.ToUserName, got.FromUserName)
			}
		}
	}
}

func TestParseMessageAllocatesTwice(t *testing.T) {
	in := []byte(sent["text"])
	n := testing.AllocsPerRun(100, func() {
		if _, err := wechat.ParseMessage(in); err != nil {
			t.Fatal(err)
		}
	})
	if n > 2 { // the message, and the copy of the document that its texts are parts of
		t.Errorf("ParseMessage allocates %v times", n)
	}
}

func BenchmarkParseMessage(b *testing.B) {
	for name, document := range sent {
		in := []byte(document)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = wechat.ParseMessage(in)
			}
		})
	}
}

// BenchmarkParseMessageEncodingXML reads the text message into the smallest
// struct that a program can do with.
func BenchmarkParseMessageEncodingXML(b *testing.B) {
	in := []byte(sent["text"])
	b.ReportAllocs()
	for b.Loop() {
		var m struct {
			FromUserName, MsgType, Content string
			MsgID                          int64 `xml:"MsgId"`
		}
		if err := xml.Unmarshal(in, &m); err != nil {
			b.Fatal(err)
		}
	}
}
