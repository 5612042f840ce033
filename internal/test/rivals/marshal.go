package rivals

import (
	"encoding/xml"
	"fmt"

	"github.com/replygen/replygen/generated/wechat"
)

// newMarshal writes structs with tags, as the platforms' client packages have them.
func newMarshal(replies []wechat.Reply) Op {
	tagged := make([]any, len(replies))
	for i, r := range replies {
		tagged[i] = newTagged(r)
	}
	last := len(replies) - 1
	return func(i int) []byte {
		out, err := xml.Marshal(tagged[i&last])
		if err != nil {
			panic(err)
		}
		return out
	}
}

type cdata struct {
	Text string `xml:",cdata"`
}

// optional is nil for an empty text, for encoding/xml leaves out no empty struct.
func optional(s string) *cdata {
	if s == "" {
		return nil
	}
	return &cdata{s}
}

type taggedHeader struct {
	ToUserName   cdata
	FromUserName cdata
	CreateTime   int64
	MsgType      cdata
}

type taggedMedia struct {
	MediaID cdata `xml:"MediaId"`
}

type taggedText struct {
	XMLName xml.Name `xml:"xml"`
	taggedHeader
	Content cdata
}

type taggedImage struct {
	XMLName xml.Name `xml:"xml"`
	taggedHeader
	Image taggedMedia
}

type taggedVoice struct {
	XMLName xml.Name `xml:"xml"`
	taggedHeader
	Voice taggedMedia
}

type taggedVideo struct {
	XMLName xml.Name `xml:"xml"`
	taggedHeader
	Video struct {
		taggedMedia
		Title       *cdata
		Description *cdata
	}
}

type taggedMusic struct {
	XMLName xml.Name `xml:"xml"`
	taggedHeader
	Music struct {
		Title        *cdata
		Description  *cdata
		MusicURL     *cdata `xml:"MusicUrl"`
		HQMusicURL   *cdata `xml:"HQMusicUrl"`
		ThumbMediaID cdata  `xml:"ThumbMediaId"`
	}
}

type taggedNews struct {
	XMLName xml.Name `xml:"xml"`
	taggedHeader
	ArticleCount int
	Articles     []taggedArticle `xml:"Articles>item"`
}

type taggedArticle struct {
	Title       *cdata
	Description *cdata
	PicURL      *cdata `xml:"PicUrl"`
	URL         *cdata `xml:"Url"`
}

func newTagged(r wechat.Reply) any {
	header := func(to wechat.OpenID, from wechat.AccountID, at int64) taggedHeader {
		return taggedHeader{cdata{string(to)}, cdata{string(from)}, at, cdata{string(r.MsgType())}}
	}
	switch r := r.(type) {
	case *wechat.TextReply:
		return &taggedText{taggedHeader: header(r.ToUserName, r.FromUserName, r.CreateTime), Content: cdata{r.Content}}
	case *wechat.ImageReply:
		return &taggedImage{taggedHeader: header(r.ToUserName, r.FromUserName, r.CreateTime), Image: taggedMedia{cdata{string(r.Image.MediaID)}}}
	case *wechat.VoiceReply:
		return &taggedVoice{taggedHeader: header(r.ToUserName, r.FromUserName, r.CreateTime), Voice: taggedMedia{cdata{string(r.Voice.MediaID)}}}
	case *wechat.VideoReply:
		t := &taggedVideo{taggedHeader: header(r.ToUserName, r.FromUserName, r.CreateTime)}
		t.Video.MediaID = cdata{string(r.Video.MediaID)}
		t.Video.Title = optional(r.Video.Title)
		t.Video.Description = optional(r.Video.Description)
		return t
	case *wechat.MusicReply:
		t := &taggedMusic{taggedHeader: header(r.ToUserName, r.FromUserName, r.CreateTime)}
		t.Music.Title = optional(r.Music.Title)
		t.Music.Description = optional(r.Music.Description)
		t.Music.MusicURL = optional(string(r.Music.MusicURL))
		t.Music.HQMusicURL = optional(string(r.Music.HQMusicURL))
		t.Music.ThumbMediaID = cdata{string(r.Music.ThumbMediaID)}
		return t
	case *wechat.NewsReply:
		t := &taggedNews{taggedHeader: header(r.ToUserName, r.FromUserName, r.CreateTime), ArticleCount: len(r.Articles)}
		for _, a := range r.Articles {
			t.Articles = append(t.Articles, taggedArticle{
				Title: optional(a.Title), Description: optional(a.Description),
				PicURL: optional(string(a.PicURL)), URL: optional(string(a.URL)),
			})
		}
		return t
	}
	panic(fmt.Sprintf("%T: no struct for it", r))
}
