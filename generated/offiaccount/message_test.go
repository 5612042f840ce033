package offiaccount_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/replygen/replygen/generated/offiaccount"
)

func sent(msgType, rest string) []byte {
	return []byte("<xml><ToUserName><![CDATA[gh_123]]></ToUserName><FromUserName><![CDATA[oABC]]></FromUserName><CreateTime>1348831860</CreateTime>" +
		"<MsgType><![CDATA[" + msgType + "]]></MsgType>" + rest + "</xml>")
}

// answerable is what a message has that accepts a reply.
type answerable interface {
	ReplyNews(offiaccount.Article, ...offiaccount.Article) offiaccount.NewsReplyBuilder
}

// What a user sends is answered by one article, and what a user does by eight.
func TestHowManyArticlesAnAnswerHasDependsOnTheMessage(t *testing.T) {
	one := offiaccount.Article{Title: "t", Description: "d", PicURL: "https://example.com/p.png",
		URL: "https://example.com/"}
	for _, tt := range []struct {
		msgType, rest string
		most          int
	}{
		{"text", "<Content>c</Content>", 1},
		{"image", "<MediaId>m</MediaId>", 1},
		{"voice", "<MediaId>m</MediaId>", 1},
		{"video", "<MediaId>m</MediaId>", 1},
		{"location", "<Location_X>1.5</Location_X>", 1},
		{"link", "<Url>u</Url>", 1},
		{"shortvideo", "<MediaId>m</MediaId>", 8},
		{"event", "<Event>CLICK</Event><EventKey>k</EventKey>", 8},
		{"event", "<Event>subscribe</Event>", 8},
		{"event", "<Event>SCAN</Event><EventKey>k</EventKey>", 8},
		{"hologram", "", 8},
	} {
		m, err := offiaccount.ParseMessage(sent(tt.msgType, tt.rest))
		if err != nil {
			t.Fatal(err)
		}
		a, ok := m.(answerable)
		if !ok {
			t.Fatalf("%T starts no reply", m)
		}
		for n := 1; n <= 9; n++ {
			r, err := a.ReplyNews(one, slices.Repeat([]offiaccount.Article{one}, n-1)...).Build()
			if (err == nil) != (n <= tt.most) || (r == nil) != (err != nil) {
				t.Errorf("%s%s with %d articles: %v", tt.msgType, tt.rest, n, err)
				continue
			}
			if err == nil {
				if r.ToUserName != "oABC" || r.FromUserName != "gh_123" || len(r.Articles) != n {
					t.Errorf("%s: %+v", tt.msgType, r)
				}
				continue
			}
			var invalid *offiaccount.ValidationError
			if !errors.As(err, &invalid) {
				t.Fatal(err)
			}
			want := []offiaccount.Violation{}
			if n > 8 {
				want = append(want, offiaccount.Violation{Field: "Articles", Rule: "max_items", Limit: 8, Got: n})
			}
			if tt.most == 1 {
				want = append(want,
					offiaccount.Violation{Field: "Articles", Rule: "max_items_replying_to", Limit: 1, Got: n,
						Detail: tt.msgType})
			}
			if !slices.Equal(invalid.Violations, want) {
				t.Errorf("%s with %d articles: %+v, want %+v", tt.msgType, n, invalid.Violations, want)
			}
		}
	}
}

// The customer service is handed what users send.
func TestMessageIsHandedOverWithExchangedAddresses(t *testing.T) {
	m, err := offiaccount.ParseMessage(sent("text", "<Content>c</Content>"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := m.(*offiaccount.TextMessage).ReplyTransferCustomerService().KfAccount("a@b").Build()
	if err != nil || r.ToUserName != "oABC" || r.FromUserName != "gh_123" || r.TransInfo.KfAccount != "a@b" {
		t.Errorf("%+v, %v", r, err)
	}
}
