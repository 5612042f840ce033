package rivals

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/replygen/replygen/generated/wechat"
)

// newSprintf fills in format strings. Optional elements are there even if they are empty: a format has no conditions.
func newSprintf(replies []wechat.Reply) Op {
	last := len(replies) - 1
	return func(i int) []byte {
		s := sprintf(replies[i&last])
		// A program would go on with the string; a conversion would charge it with a copy.
		return unsafe.Slice(unsafe.StringData(s), len(s))
	}
}

const (
	headerFormat = "<xml><ToUserName><![CDATA[%s]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName><CreateTime>%d</CreateTime>"

	textFormat  = headerFormat + "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[%s]]></Content></xml>"
	imageFormat = headerFormat + "<MsgType><![CDATA[image]]></MsgType><Image><MediaId><![CDATA[%s]]></MediaId></Image></xml>"
	voiceFormat = headerFormat + "<MsgType><![CDATA[voice]]></MsgType><Voice><MediaId><![CDATA[%s]]></MediaId></Voice></xml>"
	videoFormat = headerFormat + "<MsgType><![CDATA[video]]></MsgType><Video><MediaId><![CDATA[%s]]></MediaId>" +
		"<Title><![CDATA[%s]]></Title><Description><![CDATA[%s]]></Description></Video></xml>"
	musicFormat = headerFormat + "<MsgType><![CDATA[music]]></MsgType><Music><Title><![CDATA[%s]]></Title><Description><![CDATA[%s]]></Description>" +
		"<MusicUrl><![CDATA[%s]]></MusicUrl><HQMusicUrl><![CDATA[%s]]></HQMusicUrl><ThumbMediaId><![CDATA[%s]]></ThumbMediaId></Music></xml>"
	newsFormat = headerFormat + "<MsgType><![CDATA[news]]></MsgType><ArticleCount>%d</ArticleCount><Articles>%s</Articles></xml>"
	itemFormat = "<item><Title><![CDATA[%s]]></Title><Description><![CDATA[%s]]></Description><PicUrl><![CDATA[%s]]></PicUrl><Url><![CDATA[%s]]></Url></item>"
)

func sprintf(r wechat.Reply) string {
	switch r := r.(type) {
	case *wechat.TextReply:
		return fmt.Sprintf(textFormat, r.ToUserName, r.FromUserName, r.CreateTime, r.Content)
	case *wechat.ImageReply:
		return fmt.Sprintf(imageFormat, r.ToUserName, r.FromUserName, r.CreateTime, r.Image.MediaID)
	case *wechat.VoiceReply:
		return fmt.Sprintf(voiceFormat, r.ToUserName, r.FromUserName, r.CreateTime, r.Voice.MediaID)
	case *wechat.VideoReply:
		return fmt.Sprintf(videoFormat, r.ToUserName, r.FromUserName, r.CreateTime, r.Video.MediaID, r.Video.Title, r.Video.Description)
	case *wechat.MusicReply:
		return fmt.Sprintf(musicFormat, r.ToUserName, r.FromUserName, r.CreateTime,
			r.Music.Title, r.Music.Description, r.Music.MusicURL, r.Music.HQMusicURL, r.Music.ThumbMediaID)
	case *wechat.NewsReply:
		var items strings.Builder
		for _, a := range r.Articles {
			items.WriteString(fmt.Sprintf(itemFormat, a.Title, a.Description, a.PicURL, a.URL)) // not Fprintf: Sprintf is measured
		}
		return fmt.Sprintf(newsFormat, r.ToUserName, r.FromUserName, r.CreateTime, len(r.Articles), items.String())
	}
	panic(fmt.Sprintf("%T: no format for it", r))
}
