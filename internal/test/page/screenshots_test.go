package page

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/replygen/replygen/generated/wechat"
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

const pictures = "https://example.com/"

// chatty answers as a bot that is not finished: with a text, with two articles where one is allowed, and too late.
func chatty(m *wechat.TextMessage) (wechat.Reply, error) {
	switch m.Content {
	case "图文":
		return m.ReplyNews(
			wechat.Article{Title: "第一条:大图,标题压在图上", Description: "描述", PicURL: pictures + "1.png", URL: pictures},
			wechat.Article{Title: "第二条:左标题,右小图", Description: "描述", PicURL: pictures + "2.png", URL: pictures},
		).Build()
	case "慢":
		time.Sleep(time.Second)
	}
	return m.ReplyText("第一行\n第二行 <a href=\"https://example.com\">链接</a>").Build()
}

func TestScreenshots(t *testing.T) {
	for _, dark := range []bool{false, true} {
		name := "simulate-light"
		if dark {
			name = "simulate-dark"
		}
		p := visit(t, scene{platform: "offiaccount", lang: "zh", dark: dark, deadline: 300 * time.Millisecond},
			wechatBot(t, chatty))
		p.say("你好")
		p.say("慢")
		p.say("图文")
		p.picture(name)
	}
}

func TestEnglishAndNarrowPagesFit(t *testing.T) {
	for _, width := range []int64{1200, 900, 600, 360} {
		p := visit(t, scene{platform: "wecom", lang: "en", width: width}, &scriptedBot{t: t})
		p.say("hello")
		p.choose("template_card_event")
		p.picture(fmt.Sprintf("form-%d", width))
		if got := p.read(`document.documentElement.scrollWidth - innerWidth`); got != "0" {
			t.Errorf("the page of %d pixels is %s too wide", width, got)
		}
		p.want("#shortcuts button", "subscribe", "menu click", "scan", "location", "all types…")
		p.click("#language")
		p.want("#shortcuts button", "关注", "点菜单", "扫码", "位置", "全部类型…")
		p.want("#say .primary", "发送")
	}
}
