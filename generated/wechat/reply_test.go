package wechat_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/replygen/replygen/generated/wechat"
)

// replies holds one reply of each type, with every element there.
func replies() map[string]wechat.Reply {
	const to, from, at = "oABC", "gh_123", 1700000000
	article := wechat.Article{Title: "标题", Description: "描述", PicURL: "https://example.com/p.png",
		URL: "https://example.com/"}
	return map[string]wechat.Reply{
		"text":  &wechat.TextReply{ToUserName: to, FromUserName: from, CreateTime: at, Content: "你好"},
		"image": &wechat.ImageReply{ToUserName: to, FromUserName: from, CreateTime: at, Image: wechat.Image{MediaID: "m"}},
		"voice": &wechat.VoiceReply{ToUserName: to, FromUserName: from, CreateTime: at, Voice: wechat.Voice{MediaID: "m"}},
		"video": &wechat.VideoReply{ToUserName: to, FromUserName: from, CreateTime: at, Video: wechat.Video{MediaID: "m", Title: "t", Description: "d"}},
		"music": &wechat.MusicReply{ToUserName: to, FromUserName: from, CreateTime: at, Music: wechat.Music{
			Title: "t", Description: "d", MusicURL: "https://example.com/m", HQMusicURL: "https://example.com/h",
			ThumbMediaID: "m",
		}},
		"news": &wechat.NewsReply{ToUserName: to, FromUserName: from, CreateTime: at,
			Articles: slices.Repeat([]wechat.Article{article}, 8)},
	}
}

func TestWritersAndValidateDoNotAllocate(t *testing.T) {
	for name, r := range replies() {
		buf := make([]byte, 0, len(r.AppendXML(nil)))
		for what, f := range map[string]func(){
			"AppendXML": func() { r.AppendXML(buf) },
			"Validate":  func() { _ = r.Validate() },
			"WriteTo":   func() { _, _ = r.WriteTo(io.Discard) },
		} {
			if n := testing.AllocsPerRun(100, f); n != 0 {
				t.Errorf("%s: %s allocates %v times", name, what, n)
			}
		}
	}
}

func TestBuildersDoNotAllocate(t *testing.T) {
	var b wechat.MusicReplyBuilder
	n := testing.AllocsPerRun(100, func() {
		b = wechat.NewMusicReply("to", "from", "thumb").Title("t").Description("d").MusicURL("u")
	})
	if n != 0 {
		t.Errorf("a builder allocates %v times", n)
	}
	if r, err := b.MusicURL("https://example.com").Build(); err != nil || r.Music.Title != "t" {
		t.Errorf("Build: %+v, %v", r, err)
	}
}

// A builder is a value: a setter leaves the one that it was called on as it was.
func TestBuildersAreValues(t *testing.T) {
	plain := wechat.NewVideoReply("to", "from", "media")
	_ = plain.Title("titled")
	r, err := plain.Build()
	if err != nil || r.Video.Title != "" {
		t.Errorf("Build: %+v, %v", r, err)
	}
}

// A slice that the caller goes on using must not reach into a reply.
func TestNewsReplyOwnsItsArticles(t *testing.T) {
	more := []wechat.Article{{Title: "2"}}
	b := wechat.NewNewsReply("to", "from", wechat.Article{Title: "1"}, more...)
	more[0].Title = "changed"
	r, err := b.Build()
	if err != nil || r.Articles[1].Title != "2" {
		t.Errorf("Build: %+v, %v", r, err)
	}
}

func TestWriteToReportsTheWriter(t *testing.T) {
	broken := errors.New("broken pipe")
	for name, r := range replies() {
		if _, err := r.WriteTo(writerFunc(func([]byte) (int, error) { return 3, broken })); !errors.Is(err, broken) {
			t.Errorf("%s: error %v", name, err)
		}
		writes := 0
		n, err := r.WriteTo(writerFunc(func(p []byte) (int, error) { writes++; return len(p), nil }))
		if writes != 1 || err != nil || n != int64(len(r.AppendXML(nil))) {
			t.Errorf("%s: %d bytes in %d writes, %v", name, n, writes, err)
		}
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestWriteToIsBounded(t *testing.T) {
	r := &wechat.TextReply{ToUserName: "to", FromUserName: "from", CreateTime: 1,
		Content: strings.Repeat("汉字]]>", 16<<20/len("汉字]]>"))}
	largest, sum := 0, 0
	n := testing.AllocsPerRun(5, func() {
		largest, sum = 0, 0
		if _, err := r.WriteTo(writerFunc(func(p []byte) (int, error) {
			largest, sum = max(largest, len(p)), sum+len(p)
			return len(p), nil
		})); err != nil {
			t.Fatal(err)
		}
	})
	if n > 1 || largest > 64<<10 || sum < 16<<20 {
		t.Errorf("%v allocations, largest write %d, %d bytes", n, largest, sum)
	}
}

// content is what an independent parser reads.
type content struct {
	XMLName xml.Name `xml:"xml"`
	To      string   `xml:"ToUserName"`
	Content string   `xml:"Content"`
}

// carried is s as XML can carry it: U+FFFD for what it cannot, and a line feed for a carriage return, with the line feed
// after it if there is one.
func carried(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == '\r':
			b.WriteByte('\n')
			if strings.HasPrefix(s[1:], "\n") {
				size = 2
			}
		case r == utf8.RuneError && size == 1, r < 0x20 && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
		s = s[size:]
	}
	return b.String()
}

func checkText(t *testing.T, s string) {
	t.Helper()
	r := &wechat.TextReply{ToUserName: wechat.OpenID(s), FromUserName: "f", CreateTime: 1, Content: s}
	written := r.AppendXML(nil)
	var read content
	if err := xml.Unmarshal(written, &read); err != nil {
		t.Fatalf("%.60q: %v: %.200q", s, err, written)
	}
	if want := carried(s); read.Content != want || read.To != want {
		t.Fatalf("%.60q reads back as %.60q", s, read.Content)
	}
	var streamed bytes.Buffer
	if _, err := r.WriteTo(&streamed); err != nil || !bytes.Equal(streamed.Bytes(), written) {
		t.Fatalf("%.60q: WriteTo differs from AppendXML: %v", s, err)
	}
	changed := strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n") != carried(s)
	invalid := r.Validate() != nil
	if invalid != (changed || s == "" || len(carried(s)) > 2048) {
		t.Fatalf("%.60q: changed %v, Validate says %v", s, changed, r.Validate())
	}
	if !invalid {
		parsed, err := wechat.ParseReply(written)
		if err != nil {
			t.Fatalf("%.60q: ParseReply: %v", s, err)
		}
		if got := parsed.(*wechat.TextReply).Content; got != carried(s) {
			t.Fatalf("%.60q: ParseReply reads %.60q", s, got)
		}
	}
}

var hostile = []string{
	"", "]", "]]", "]]>", "]]]>", "]]]]>>", "]]>]]>", "a]]>b]]>c", ">", "]]&gt;", "<![CDATA[", "<a/>", "&amp;", "&",
	"\x00", "\x01", "\x08", "\t", "\n", "\x0b", "\r", "\r\n", "\n\r", "a\rb", "\x1f", "\x7f", "\u0085", "\u2028",
	"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xe4\xbd",
	"\xf0\x9f\x98",
	"\ufffd", "\ufffe", "\uffff", "\U0001F600", "\U0010FFFF", "\U0001FFFE", "👨‍👩‍👧‍👦", "你好]]>世界", "你\x02好",
}

// paddings are the numbers of characters beside a hostile text. The exhaustive tests add a longer one.
var paddings = []int{1, 2, 7, 8, 15, 31, 63, 64, 65, 4095}

func TestHostileText(t *testing.T) {
	for _, s := range hostile {
		checkText(t, s)
		for _, pad := range []string{"a", "汉", "😀"} {
			for _, n := range paddings {
				padding := strings.Repeat(pad, n)
				checkText(t, padding+s)
				checkText(t, padding+s+padding)
			}
		}
	}
	checkText(t, strings.Repeat("长文本 long text ", 1<<20/20))
}

// TestRandomUnicodeIsRejectedOrReadsBackUnchanged draws from all of Unicode, its surrogates, and bytes that are no
// UTF-8, mostly few to a text, so that many texts are valid and many hold one wrong character.
func TestRandomUnicodeIsRejectedOrReadsBackUnchanged(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 0x10FFFF))
	valid, invalid := 0, 0
	for range 20000 {
		var b strings.Builder
		wrong := 2 + random.IntN(200)
		for range 1 + random.IntN(90) {
			switch {
			case random.IntN(wrong) == 0:
				b.WriteString([]string{"\x00", "\x1F", "\uFFFE", "\uFFFF", "\xED\xBF\xBF", "\xC1\xBF", "\xFF",
					"\xF4\x90\x80\x80"}[random.IntN(8)])
			case random.IntN(8) == 0:
				b.WriteString([]string{"]]>", "]", ">", "\r", "\n", "\t", "&"}[random.IntN(7)])
			case random.IntN(2) == 0:
				b.WriteRune(rune(0x4E00 + random.IntN(0x5200)))
			case random.IntN(2) == 0:
				b.WriteByte(byte(' ' + random.IntN(0x5F)))
			default:
				r := rune(random.IntN(0x110000))
				if 0xD800 <= r && r < 0xE000 { // as a surrogate would be encoded, which WriteRune does not do
					b.Write([]byte{0xED, 0x80 | byte(r>>6&0x3F), 0x80 | byte(r&0x3F)})
					continue
				}
				b.WriteRune(r)
			}
		}
		s := b.String()
		checkText(t, s)
		if (&wechat.TextReply{ToUserName: "t", FromUserName: "f", CreateTime: 1, Content: s}).Validate() == nil {
			valid++
		} else {
			invalid++
		}
	}
	if valid < 1000 || invalid < 1000 {
		t.Errorf("%d valid and %d invalid texts do not say much", valid, invalid)
	}
}

func FuzzTextReply(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(checkText)
}

func FuzzParseReply(f *testing.F) {
	for _, r := range replies() {
		f.Add(r.AppendXML(nil))
	}
	f.Add([]byte("<xml><MsgType>text</MsgType></xml>"))
	f.Add([]byte("<!DOCTYPE xml [<!ENTITY a 'b'>]><xml>&a;</xml>"))
	f.Fuzz(func(t *testing.T, in []byte) {
		r, err := wechat.ParseReply(in)
		if (r == nil) == (err == nil) {
			t.Fatalf("%v, %v", r, err)
		}
		if err != nil {
			return
		}
		if err := xml.Unmarshal(in, new(content)); err != nil {
			t.Fatalf("encoding/xml refuses what ParseReply accepts: %v", err)
		}
		again, err := wechat.ParseReply(r.AppendXML(nil))
		if err != nil || !bytes.Equal(again.AppendXML(nil), r.AppendXML(nil)) {
			t.Fatalf("a second reading differs: %v", err)
		}
	})
}
