package page

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// picture writes what is visible to a file, if pictures are asked for.
func (p *person) picture(name string) {
	p.t.Helper()
	dir := os.Getenv("REPLYGEN_SCREENSHOTS")
	if dir == "" {
		return
	}
	var png []byte
	p.do(chromedp.Sleep(100*time.Millisecond), chromedp.CaptureScreenshot(&png))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// stage is the clock of an account and the way to its bot. A picture on it is the same whenever it is taken.
type stage struct {
	bot http.Handler

	mu     sync.Mutex
	now    time.Time
	silent bool // the bot does not respond
	hangUp context.CancelFunc
}

// took is how long a response takes on a stage.
const took = 38 * time.Millisecond

func (s *stage) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// WithTimeout returns a context that ends at once when the bot is silent.
func (s *stage) WithTimeout(ctx context.Context, _ time.Duration) (context.Context, context.CancelFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx, s.hangUp = context.WithCancel(ctx)
	return ctx, s.hangUp
}

func (s *stage) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.silent {
		s.now = s.now.Add(5 * time.Second)
		s.hangUp()
		return nil, r.Context().Err()
	}
	s.now = s.now.Add(took)
	out := httptest.NewRecorder()
	s.bot.ServeHTTP(out, r)
	return out.Result(), nil
}

// play prepares the next message: when it is sent, and whether the bot responds.
func (s *stage) play(now time.Time, silent bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now, s.silent = now, silent
}

// act is a message and its reply, "" for none in time.
type act struct{ says, reply string }

func news(title, description string) string {
	return reply("<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles><item><Title>" + title +
		"</Title><Description>" + description + "</Description><PicUrl>https://example.com/concert.jpg</PicUrl>" +
		"<Url>https://example.com/concert</Url></item></Articles>")
}

// song is a reply with a URL that the platform does not take.
func song(title, description string) string {
	return reply("<MsgType>music</MsgType><Music><Title>" + title + "</Title><Description>" + description +
		"</Description><MusicUrl>songs/spring.mp3</MusicUrl><ThumbMediaId>cover-1</ThumbMediaId></Music>")
}

// acts are what the pictures show: a text, an article, a bot that is too slow, and a reply that breaks a rule.
var acts = map[string][]act{
	"en": {
		{"Hello", textReply("Hello")},
		{"What is on this week?", news("Spring concert on Friday", "At seven, in the great hall. Free entry.")},
		{"Are there seats left?", ""},
		{"Play something", song("Spring", "The university's choir")},
	},
	"zh": {
		{"你好", textReply("你好")},
		{"这周有什么活动？", news("周五：春季音乐会", "晚上七点，大礼堂，免费入场。")},
		{"还有座位吗？", ""},
		{"放首歌", song("春天", "大学合唱团")},
	},
}

func TestCommittedPictures(t *testing.T) {
	morning := time.Date(2026, 3, 2, 2, 30, 0, 0, time.UTC)
	for _, picture := range []struct {
		name, lang string
		dark       bool
	}{{"simulate-light", "en", false}, {"simulate-dark", "en", true}, {"simulate-zh", "zh", false}} {
		bot, stage := &scriptedBot{t: t}, &stage{now: morning}
		p := visit(t, scene{platform: "wechat", lang: picture.lang, dark: picture.dark, height: 1040, stage: stage}, bot)
		for i, act := range acts[picture.lang] {
			stage.play(morning.Add(time.Duration(i)*17*time.Second), act.reply == "")
			bot.answer(act.reply)
			p.say(act.says)
		}
		if got := p.read(`document.getElementById('log').scrollTop`); got != "0" {
			t.Errorf("%s: the first %s pixels of the chat are cut", picture.name, got)
		}
		p.do(chromedp.Evaluate(`document.activeElement.blur()`, nil)) // a caret blinks
		p.picture(picture.name)
	}
}

func TestEnglishAndNarrowPagesFit(t *testing.T) {
	for _, width := range []int64{1200, 900, 600, 390, 360} {
		p := visit(t, scene{platform: "wecom", lang: "en", width: width}, &scriptedBot{t: t})
		p.say("hello")
		p.choose("template_card_event")
		p.picture(fmt.Sprintf("form-%d", width))
		if got := p.read(`document.documentElement.scrollWidth - innerWidth`); got != "0" {
			t.Errorf("the page of %d pixels is %s too wide", width, got)
		}
		if width < 720 {
			visible := `[...document.querySelectorAll('#composer .primary')].filter(b => b.checkVisibility()).length`
			if got := p.read(visible); got != "1" {
				t.Errorf("with a form, %s buttons send", got)
			}
			if !p.holds(`document.getElementById('log').clientHeight > 120`) {
				t.Errorf("the form covers the chat in a page of %d pixels", width)
			}
		}
		p.want("#list .name", "text")
		p.want("#shortcuts button", "subscribe", "menu click", "scan", "location", "all types…")
		p.click("#language")
		p.want("#shortcuts button", "关注", "点菜单", "扫码", "位置", "全部类型…")
		p.want("#say .primary", "发送")
		p.want("#list .name", "text 文本消息")
	}
}
