package redisstore

import (
	"context"
	"crypto/sha1"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

const token = "token"

// story is what the platform has seen of a message: its deliveries, the last of which may have brought a response.
type story struct {
	text  string
	began time.Time
	seen  []string // of each delivery, for people
	// responded is when the response came; the user reads a failure prompt where there is none.
	responded time.Time
	// answer is the text in the response, empty for the ack.
	answer string
}

func (s *story) String() string { return strings.Join(s.seen, ", ") }

var messages atomic.Int64

// push delivers a text as the platform does: up to three times, five seconds apart, until there is a response. Delivery
// i goes to the URL i, or to the last one.
func push(t *testing.T, text string, urls ...string) *story {
	s := &story{text: text, began: time.Now()}
	message := fmt.Sprintf("<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>%d</CreateTime>"+
		"<MsgType>text</MsgType><Content>%s</Content><MsgId>%d</MsgId></xml>", s.began.Unix(), text, messages.Add(1))
	for i := range wechat.Attempts {
		time.Sleep(time.Until(s.began.Add(time.Duration(i) * wechat.Deadline)))
		body, err := post(t, urls[min(i, len(urls)-1)], message)
		at := time.Since(s.began).Seconds()
		switch {
		case err != nil:
			s.seen = append(s.seen, fmt.Sprintf("nothing (%.1f s)", at))
			continue
		case body == wechat.Ack:
			s.seen = append(s.seen, fmt.Sprintf("ack (%.1f s)", at))
		default:
			s.seen = append(s.seen, fmt.Sprintf("answer (%.1f s)", at))
			var reply struct{ Content string }
			if err := xml.Unmarshal([]byte(body), &reply); err != nil || reply.Content != text {
				t.Errorf("%q is answered with %q", text, body)
			}
			s.answer = reply.Content
		}
		s.responded = time.Now()
		return s
	}
	s.seen = append(s.seen, "failure prompt")
	return s
}

func post(t *testing.T, address, message string) (body string, err error) {
	ctx, cancel := context.WithTimeout(t.Context(), wechat.Deadline)
	defer cancel()
	timestamp, nonce := strconv.FormatInt(time.Now().Unix(), 10), "nonce"
	signed := []string{token, timestamp, nonce}
	slices.Sort(signed)
	signature := fmt.Sprintf("%x", sha1.Sum([]byte(strings.Join(signed, ""))))
	query := url.Values{"signature": {signature}, "timestamp": {timestamp}, "nonce": {nonce}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"?"+query.Encode(), strings.NewReader(message))
	if err != nil {
		t.Fatal(err)
	}
	// A request over a kept connection that has died may be sent twice.
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		t.Errorf("%s", response.Status)
	}
	return string(read), err
}

// told is what became of a message, as its bots tell.
type told struct {
	works   []time.Time
	lates   int
	answers int // in a response, or late
}

// tell shuts the bots down and returns what became of each message by the laws that hold whatever happens: it was
// worked on before it was acked, and answered at most once.
func tell(t *testing.T, stories []*story, bots ...*bot) []told {
	t.Helper()
	for _, b := range bots {
		b.shutDown()
	}
	all := make([]told, len(stories))
	for i, s := range stories {
		x := &all[i]
		for _, b := range bots {
			for _, e := range b.at("work") {
				if e.Text == s.text {
					x.works = append(x.works, e.At)
				}
			}
			for _, e := range b.at("late") {
				if e.Text == s.text {
					x.lates++
				}
			}
		}
		slices.SortFunc(x.works, time.Time.Compare)
		x.answers = x.lates
		if s.answer != "" {
			x.answers++
		}
		if !s.responded.IsZero() && (len(x.works) == 0 || x.works[0].After(s.responded)) {
			t.Errorf("%s: acked before anybody has worked on it: %v", s.text, s)
		}
		if x.answers > 1 {
			t.Errorf("%s: answered %d times: %v", s.text, x.answers, s)
		}
	}
	return all
}

func (x told) String() string {
	return fmt.Sprintf("worked on %d times, %d late", len(x.works), x.lates)
}
