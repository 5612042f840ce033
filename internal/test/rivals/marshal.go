package rivals

import (
	"encoding/xml"
	"reflect"

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

// taggedHeader has nil, as the other structs have, for an optional text that is empty: encoding/xml leaves out no empty struct.
type taggedHeader struct {
	XMLName      xml.Name `xml:"xml"`
	ToUserName   cdata
	FromUserName cdata
	CreateTime   int64
	MsgType      cdata
}

type taggedMedia struct {
	MediaID cdata `xml:"MediaId"`
}

type taggedText struct {
	taggedHeader
	Content cdata
}

type taggedImage struct {
	taggedHeader
	Image taggedMedia
}

type taggedVoice struct {
	taggedHeader
	Voice taggedMedia
}

type taggedVideo struct {
	taggedHeader
	Video struct {
		taggedMedia
		Title       *cdata
		Description *cdata
	}
}

type taggedMusic struct {
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
	taggedHeader
	ArticleCount int
	Articles     []struct {
		Title       *cdata
		Description *cdata
		PicURL      *cdata `xml:"PicUrl"`
		URL         *cdata `xml:"Url"`
	} `xml:"Articles>item"`
}

func newTagged(r wechat.Reply) any {
	tagged := map[wechat.MsgType]any{
		"text": &taggedText{}, "image": &taggedImage{}, "voice": &taggedVoice{},
		"video": &taggedVideo{}, "music": &taggedMusic{}, "news": &taggedNews{},
	}[r.MsgType()]
	to := reflect.ValueOf(tagged).Elem()
	fill(to, reflect.ValueOf(r).Elem())
	fill(to.FieldByName("MsgType"), reflect.ValueOf(r.MsgType()))
	if news, ok := tagged.(*taggedNews); ok {
		news.ArticleCount = len(news.Articles)
	}
	return tagged
}

// fill gives what is tagged the value of a generated struct's field of the same name.
func fill(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.String:
		if text := (cdata{from.String()}); to.Kind() == reflect.Struct {
			to.Set(reflect.ValueOf(text))
		} else if text.Text != "" {
			to.Set(reflect.ValueOf(&text))
		}
	case reflect.Struct:
		for i := range from.NumField() {
			fill(to.FieldByName(from.Type().Field(i).Name), from.Field(i))
		}
	case reflect.Slice:
		to.Set(reflect.MakeSlice(to.Type(), from.Len(), from.Len()))
		for i := range from.Len() {
			fill(to.Index(i), from.Index(i))
		}
	default:
		to.Set(from)
	}
}
