package rivals

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/generated/zhongnan"
)

// needLibxml skips a test without xmllint, except in CI, where that would go unseen.
func needLibxml(t testing.TB) {
	t.Helper()
	if err := FindLibxml(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// Two parsers that share no code are asked: what the writer's author and encoding/xml's both got wrong would go unseen.
func TestEveryWriterIsReadAlikeByTwoParsers(t *testing.T) {
	needLibxml(t)
	replies := hostileReplies()
	platforms := map[string][]document{"wechat": nil, "zhongnan": nil}
	for _, r := range replies {
		platforms["wechat"] = append(platforms["wechat"], document{written(t, r), fields(r)})
		if z := zhongnanReply(r); z != nil {
			platforms["zhongnan"] = append(platforms["zhongnan"], document{written(t, z), fields(r)})
		}
	}
	for name, documents := range platforms {
		t.Run(name, func(t *testing.T) {
			if len(documents) < 500 {
				t.Fatalf("only %d documents", len(documents))
			}
			for _, d := range documents {
				if got, err := leaves(d.xml); err != nil || !slices.Equal(got, d.want) {
					t.Fatalf("encoding/xml: %v\nread %.500q\nwant %.500q\nof   %.500q", err, got, d.want, d.xml)
				}
			}
			for part := range slices.Chunk(documents, 200) {
				checkLibxml(t, part)
			}
		})
	}
}

// The check itself must see a document that is broken, and one that says something else.
func TestLibxmlSeesWhatIsWrong(t *testing.T) {
	needLibxml(t)
	good := document{[]byte("<xml><A><![CDATA[1\n]]></A></xml>"), []leaf{{"A", "1\n"}}}
	for _, bad := range []document{
		{[]byte("<xml><A><![CDATA[\x01]]></A></xml>"), []leaf{{"A", "\uFFFD"}}},
		{[]byte("<xml><A>1</A></xml>"), []leaf{{"A", "2"}}},
		{[]byte("<xml><A>1\n</A></xml>"), []leaf{{"A", "1"}}},
	} {
		if err := libxml(t, []document{good}); err != nil {
			t.Error(err)
		}
		if err := libxml(t, []document{good, bad, good}); err == nil {
			t.Errorf("passes: %q", bad.xml)
		}
	}
}

// document is XML and what is to be read of it.
type document struct {
	xml  []byte
	want []leaf
}

func checkLibxml(t *testing.T, documents []document) {
	t.Helper()
	if err := libxml(t, documents); err == nil {
		return
	}
	for _, d := range documents {
		if err := libxml(t, []document{d}); err != nil {
			t.Fatalf("%v\nof %.500q", err, d.xml)
		}
	}
	t.Fatal("libxml2 refuses a document among others, and none alone")
}

// libxml gives the documents to one xmllint. It compares the whole text of each: which element holds which part of it,
// encoding/xml is asked.
func libxml(t *testing.T, documents []document) error {
	dir := t.TempDir()
	// The length makes the output of several documents readable, whatever their texts hold.
	args := []string{"--nonet", "--xpath", `concat(string-length(/xml), ":", /xml)`}
	var want strings.Builder
	for i, d := range documents {
		name := strconv.Itoa(i) + ".xml"
		if err := os.WriteFile(filepath.Join(dir, name), d.xml, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
		text := ""
		for _, l := range d.want {
			text += l.text
		}
		fmt.Fprintf(&want, "%d:%s\n", len([]rune(text)), text)
	}
	cmd := exec.Command("xmllint", args...)
	cmd.Dir = dir
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	got, err := cmd.Output()
	if err != nil || complaints.Len() > 0 {
		return fmt.Errorf("xmllint: %v: %.500s", err, complaints.Bytes())
	}
	if string(got) != want.String() {
		return fmt.Errorf("xmllint: reads %.500q, want %.500q", got, want.String())
	}
	return nil
}

// written returns r's XML, from both of its writers.
func written(t *testing.T, r interface {
	AppendXML([]byte) []byte
	io.WriterTo
}) []byte {
	t.Helper()
	out := r.AppendXML(nil)
	var streamed bytes.Buffer
	if n, err := r.WriteTo(&streamed); err != nil || n != int64(len(out)) || !bytes.Equal(out, streamed.Bytes()) {
		t.Fatalf("WriteTo differs from AppendXML: %d, %v: %.200q", n, err, out)
	}
	return out
}

var hostilePieces = []string{
	"", "]", "]]", "]]>", "]]]>", "]]]]>>", ">", "<![CDATA[", "<a/>", "</xml>", "&amp;", "&#0;", "&", "<!--", "-->", "<?x", "'", `"`,
	"\x00", "\x01", "\x08", "\t", "\n", "\x0B", "\r", "\r\n", "\x1F", "\x7F", "\u0085", "\u2028", "\uFEFF", " ",
	"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xE4\xBD", "\xF0\x9F\x98",
	"\uFFFD", "\uFFFE", "\uFFFF", "\U0001F600", "\U0010FFFF", "\U0001FFFE", "你好", "a", "https://example.com/?a=1&b=2",
}

// hostileReplies returns replies of every type, with each hostile text in turn, and random ones.
func hostileReplies() []wechat.Reply {
	random := rand.New(rand.NewPCG(4, 2))
	text := func() string {
		var b strings.Builder
		for range random.IntN(12) {
			piece := hostilePieces[random.IntN(len(hostilePieces))]
			b.WriteString(strings.Repeat(piece, 1+random.IntN(4)))
			if random.IntN(4) == 0 {
				b.WriteString(strings.Repeat([]string{"a", "汉", "😀"}[random.IntN(3)], random.IntN(80)))
			}
			if random.IntN(4) == 0 {
				b.WriteByte(byte(random.IntN(256)))
			}
		}
		return b.String()
	}
	var replies []wechat.Reply
	for _, piece := range hostilePieces {
		// On either side of the lengths at which the scanner changes its way, and beyond the stream's buffer.
		for _, n := range []int{0, 1, 7, 31, 64, 130, 16 << 10} {
			padding := strings.Repeat("汉", n/3) + strings.Repeat("a", n%3)
			s := padding + piece
			replies = append(replies, replyOfEach(func() string { return s })...)
			if n < 200 {
				replies = append(replies, replyOfEach(func() string { return s + padding })[0])
			}
		}
	}
	for range 300 {
		replies = append(replies, replyOfEach(text)...)
	}
	return replies
}

func replyOfEach(text func() string) []wechat.Reply {
	const at = createTime
	to, from := wechat.OpenID(text()), wechat.AccountID(text())
	article := func() wechat.Article {
		return wechat.Article{Title: text(), Description: text(), PicURL: wechat.URL(text()), URL: wechat.URL(text())}
	}
	media := func() wechat.MediaID { return wechat.MediaID(text()) }
	return []wechat.Reply{
		&wechat.TextReply{ToUserName: to, FromUserName: from, CreateTime: at, Content: text()},
		&wechat.ImageReply{ToUserName: to, FromUserName: from, CreateTime: at, Image: wechat.Image{MediaID: media()}},
		&wechat.VoiceReply{ToUserName: to, FromUserName: from, CreateTime: -at, Voice: wechat.Voice{MediaID: media()}},
		&wechat.VideoReply{ToUserName: to, FromUserName: from, Video: wechat.Video{MediaID: media(), Title: text(), Description: text()}},
		&wechat.MusicReply{ToUserName: to, FromUserName: from, CreateTime: at, Music: wechat.Music{
			Title: text(), Description: text(), MusicURL: wechat.URL(text()), HQMusicURL: wechat.URL(text()), ThumbMediaID: media(),
		}},
		&wechat.NewsReply{ToUserName: to, FromUserName: from, CreateTime: at, Articles: []wechat.Article{article(), {}, article()}},
		&wechat.NewsReply{ToUserName: to, FromUserName: from, CreateTime: at},
	}
}

// zhongnanReply returns r as zhongnan has it, nil if that platform has none of the type.
func zhongnanReply(r wechat.Reply) zhongnan.Reply {
	switch r := r.(type) {
	case *wechat.TextReply:
		return &zhongnan.TextReply{ToUserName: zhongnan.OpenID(r.ToUserName), FromUserName: zhongnan.AppID(r.FromUserName), CreateTime: r.CreateTime, Content: r.Content}
	case *wechat.ImageReply:
		return &zhongnan.ImageReply{ToUserName: zhongnan.OpenID(r.ToUserName), FromUserName: zhongnan.AppID(r.FromUserName), CreateTime: r.CreateTime, Image: zhongnan.Image{MediaID: zhongnan.MediaID(r.Image.MediaID)}}
	case *wechat.VoiceReply:
		return &zhongnan.VoiceReply{ToUserName: zhongnan.OpenID(r.ToUserName), FromUserName: zhongnan.AppID(r.FromUserName), CreateTime: r.CreateTime, Voice: zhongnan.Voice{MediaID: zhongnan.MediaID(r.Voice.MediaID)}}
	case *wechat.NewsReply:
		z := &zhongnan.NewsReply{ToUserName: zhongnan.OpenID(r.ToUserName), FromUserName: zhongnan.AppID(r.FromUserName), CreateTime: r.CreateTime}
		for _, a := range r.Articles {
			z.Articles = append(z.Articles, zhongnan.Article{Title: a.Title, Description: a.Description, PicURL: zhongnan.URL(a.PicURL), URL: zhongnan.URL(a.URL)})
		}
		return z
	}
	return nil
}
