package rivals

import (
	"fmt"

	"github.com/replygen/replygen/generated/wechat"
)

// createTime has ten digits, as every time until 2286 has.
const createTime = 1712345678

func (t *texts) to() wechat.OpenID      { return wechat.OpenID("o6_bm" + t.id(23)) }
func (t *texts) from() wechat.AccountID { return wechat.AccountID("gh_" + t.id(12)) }
func (t *texts) media() wechat.MediaID  { return wechat.MediaID(t.id(64)) }

func (t *texts) textReplies(n int, text func() string) []wechat.Reply {
	return repeat(n, func() wechat.Reply {
		return &wechat.TextReply{ToUserName: t.to(), FromUserName: t.from(), CreateTime: createTime, Content: text()}
	})
}

func (t *texts) imageReply() wechat.Reply {
	return &wechat.ImageReply{
		ToUserName: t.to(), FromUserName: t.from(), CreateTime: createTime,
		Image: wechat.Image{MediaID: t.media()},
	}
}

func (t *texts) voiceReply() wechat.Reply {
	return &wechat.VoiceReply{
		ToUserName: t.to(), FromUserName: t.from(), CreateTime: createTime,
		Voice: wechat.Voice{MediaID: t.media()},
	}
}

func (t *texts) videoReply() wechat.Reply {
	return &wechat.VideoReply{
		ToUserName: t.to(), FromUserName: t.from(), CreateTime: createTime,
		Video: wechat.Video{MediaID: t.media(), Title: t.chinese(12), Description: t.chinese(30)},
	}
}

func (t *texts) musicReply() wechat.Reply {
	return &wechat.MusicReply{
		ToUserName: t.to(), FromUserName: t.from(), CreateTime: createTime,
		Music: wechat.Music{
			Title: t.chinese(8), Description: t.chinese(24),
			MusicURL:     wechat.URL(fmt.Sprintf("https://music.example.com/listen/%s.mp3", t.id(16))),
			HQMusicURL:   wechat.URL(fmt.Sprintf("https://music.example.com/listen/hq/%s.flac?from=mp&quality=high", t.id(16))),
			ThumbMediaID: t.media(),
		},
	}
}

// plain and varied are descriptions of an article, of about 120 bytes.
func (t *texts) plain() string  { return t.chinese(40) }
func (t *texts) varied() string { return t.mixed(120) }

func (t *texts) newsReply(articles int, description func() string) wechat.Reply {
	r := &wechat.NewsReply{ToUserName: t.to(), FromUserName: t.from(), CreateTime: createTime}
	for i := range articles {
		r.Articles = append(r.Articles, wechat.Article{
			Title: t.chinese(14 + t.rand.IntN(12)), Description: description(),
			PicURL: wechat.URL(fmt.Sprintf("https://mmbiz.example.com/mmbiz_jpg/%s/0?wx_fmt=jpeg", t.id(86))),
			URL:    wechat.URL(fmt.Sprintf("https://mp.example.com/s?__biz=%s==&mid=2650%06d&idx=%d&sn=%s#rd", t.id(14), t.rand.IntN(1e6), i+1, t.id(32))),
		})
	}
	return r
}
