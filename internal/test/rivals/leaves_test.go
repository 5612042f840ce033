package rivals

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/replygen/replygen/generated/wechat"
)

// leaf is an element without children, with its path below the root.
type leaf struct{ path, text string }

// leaves returns those of doc as encoding/xml reads them. Text between elements is a leaf too, for there is to be none.
func leaves(doc []byte) ([]leaf, error) {
	d := xml.NewDecoder(bytes.NewReader(doc))
	var found []leaf
	var path []string
	text, parent := "", false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			if len(found) == 0 {
				return nil, errors.New("no element")
			}
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if len(token.Attr) > 0 || text != "" {
				return nil, fmt.Errorf("%s: attributes %v, after text %q", token.Name.Local, token.Attr, text)
			}
			path, parent = append(path, token.Name.Local), false
		case xml.EndElement:
			if !parent || text != "" {
				found = append(found, leaf{strings.Join(path, "/"), text})
			}
			path, text, parent = path[:len(path)-1], "", true
		case xml.CharData:
			text += string(token)
		default:
			return nil, fmt.Errorf("%T: not expected", token)
		}
	}
}

// fields returns what is to be read of r.
func fields(r wechat.Reply) []leaf {
	var all []leaf
	required := func(path, s string) { all = append(all, leaf{"xml/" + path, carried(s)}) }
	optional := func(path, s string) {
		if s != "" {
			required(path, s)
		}
	}
	header := func(to wechat.OpenID, from wechat.AccountID, at int64) {
		required("ToUserName", string(to))
		required("FromUserName", string(from))
		required("CreateTime", strconv.FormatInt(at, 10))
		required("MsgType", string(r.MsgType()))
	}
	switch r := r.(type) {
	case *wechat.TextReply:
		header(r.ToUserName, r.FromUserName, r.CreateTime)
		required("Content", r.Content)
	case *wechat.ImageReply:
		header(r.ToUserName, r.FromUserName, r.CreateTime)
		required("Image/MediaId", string(r.Image.MediaID))
	case *wechat.VoiceReply:
		header(r.ToUserName, r.FromUserName, r.CreateTime)
		required("Voice/MediaId", string(r.Voice.MediaID))
	case *wechat.VideoReply:
		header(r.ToUserName, r.FromUserName, r.CreateTime)
		required("Video/MediaId", string(r.Video.MediaID))
		optional("Video/Title", r.Video.Title)
		optional("Video/Description", r.Video.Description)
	case *wechat.MusicReply:
		header(r.ToUserName, r.FromUserName, r.CreateTime)
		optional("Music/Title", r.Music.Title)
		optional("Music/Description", r.Music.Description)
		optional("Music/MusicUrl", string(r.Music.MusicURL))
		optional("Music/HQMusicUrl", string(r.Music.HQMusicURL))
		required("Music/ThumbMediaId", string(r.Music.ThumbMediaID))
	case *wechat.NewsReply:
		header(r.ToUserName, r.FromUserName, r.CreateTime)
		required("ArticleCount", strconv.Itoa(len(r.Articles)))
		for _, a := range r.Articles {
			if a == (wechat.Article{}) {
				required("Articles/item", "")
			}
			optional("Articles/item/Title", a.Title)
			optional("Articles/item/Description", a.Description)
			optional("Articles/item/PicUrl", string(a.PicURL))
			optional("Articles/item/Url", string(a.URL))
		}
		if len(r.Articles) == 0 {
			required("Articles", "")
		}
	}
	return all
}

// carried is s as a CDATA section can carry it: U+FFFD for what XML 1.0 cannot, and LF for CR and for CR LF, which is what
// every parser makes of them.
func carried(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case strings.HasPrefix(s, "\r\n"):
			b.WriteByte('\n')
			size = 2
		case r == '\r':
			b.WriteByte('\n')
		case r == utf8.RuneError && size == 1, r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
		s = s[size:]
	}
	return b.String()
}

// The checks of this package stand on leaves: it must tell documents apart.
func TestLeavesTellDocumentsApart(t *testing.T) {
	for _, doc := range []string{"", "<xml>", "<xml></xml><", "<xml a='b'/>", "<xml>t<A/></xml>", "<xml><!-- c --></xml>"} {
		if got, err := leaves([]byte(doc)); err == nil {
			t.Errorf("%q: %v", doc, got)
		}
	}
	got, err := leaves([]byte("<xml><A><![CDATA[1]]></A><B><C/></B>2</xml>"))
	if want := (fmt.Sprint([]leaf{{"xml/A", "1"}, {"xml/B/C", ""}, {"xml", "2"}})); err != nil || fmt.Sprint(got) != want {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
}
