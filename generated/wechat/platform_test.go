//go:build go1.25

package wechat_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

// platform delivers messages as the real one does: signed, waiting for five seconds, three times in all, and with a
// failure prompt to the user when none of that was answered. The network between delays everything and loses some
// responses, but none of a last delivery, as nothing that a handler does could help there.
type platform struct {
	handler   http.Handler
	encrypted bool
	loses     float64 // the probability

	mu sync.Mutex
	r  *rand.Rand
}

func (p *platform) chance(probability float64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.r.Float64() < probability
}

func (p *platform) upTo(d time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Duration(p.r.Int64N(int64(d)))
}

// prompt is what the user reads when the account has failed.
const prompt = "该公众号提供的服务出现故障,请稍后再试"

// push delivers a message and returns what the user sees of it, "" for nothing.
func (p *platform) push(t *testing.T, message string) string {
	for attempt := range wechat.Attempts {
		hangUp := time.NewTimer(wechat.Deadline)
		ctx, cancel := context.WithCancel(context.Background())
		r := posted(message)
		if p.encrypted {
			r = current.posted(message)
		}
		select {
		case got := <-p.send(r.WithContext(ctx)):
			if attempt+1 < wechat.Attempts && p.chance(p.loses) {
				<-hangUp.C
			} else if got != (response{}) {
				cancel()
				return p.shown(t, r, got)
			}
		case <-hangUp.C:
		}
		cancel()
	}
	return prompt
}

// send returns where the response to a request arrives.
func (p *platform) send(r *http.Request) <-chan response {
	there, back := p.upTo(100*time.Millisecond), p.upTo(100*time.Millisecond)
	arrives := make(chan response, 1)
	go func() {
		time.Sleep(there)
		got := serve(p.handler, r)
		time.Sleep(back)
		arrives <- got
	}()
	return arrives
}

func (p *platform) shown(t *testing.T, r *http.Request, got response) string {
	switch {
	case got.status != http.StatusOK || got.body == "":
		return prompt
	case got == acked:
		return ""
	case p.encrypted:
		return current.opened(t, r, got)
	}
	return got.body
}

// story is what becomes of one message.
type story struct {
	message string
	label   string // which no other message has
	takes   time.Duration
	silent  bool // it takes no reply
	handled atomic.Int32
	late    atomic.Int32
	shown   string
}

// traffic is a test of the whole.
type traffic struct {
	messages           int
	encrypted, stretch bool
}

// stories are the messages of two hundred users, who have the same ids. What a user does within one second, CreateTime
// does not tell.
func (c traffic) stories(r *rand.Rand) []*story {
	all := make([]*story, c.messages)
	for i := range all {
		user, n := fmt.Sprintf("o%d", i%200), i/200
		s := &story{takes: time.Duration(r.Int64N(int64(20 * time.Second)))}
		event := fmt.Sprintf("<xml><ToUserName>gh_1</ToUserName><FromUserName>%s</FromUserName><CreateTime>%d</CreateTime><MsgType>event</MsgType>", user, 1348831860+n/10)
		switch n % 5 {
		case 0, 1:
			s.label = fmt.Sprintf("text %d of %s", n, user)
			s.message = textFrom(user, n+1, s.label)
		case 2, 3:
			s.label = fmt.Sprintf("click %d of %s", n, user)
			s.message = event + "<Event>CLICK</Event><EventKey>" + s.label + "</EventKey></xml>"
		case 4:
			s.label, s.silent = fmt.Sprintf("location %d.5 of %s", n, user), true
			s.message = event +
				fmt.Sprintf(
					"<Event>LOCATION</Event><Latitude>%d.5</Latitude><Longitude>113</Longitude><Precision>1</Precision></xml>", n)
		}
		all[i] = s
	}
	return all
}

func (c traffic) run(t *testing.T) {
	p := &platform{encrypted: c.encrypted, loses: 0.2, r: rand.New(rand.NewPCG(11, 11))}
	all := c.stories(p.r)
	byLabel := make(map[string]*story, len(all))
	for _, s := range all {
		byLabel[s.label] = s
	}
	// handle is the work on a message: the answer is its label. Its context lasts, whoever hangs up meanwhile.
	handle := func(ctx context.Context, label string) *story {
		s := byLabel[label]
		s.handled.Add(1)
		select {
		case <-time.After(s.takes):
		case <-ctx.Done():
			t.Errorf("%s: %v", label, ctx.Err())
		}
		return s
	}
	var mux wechat.Mux
	mux.OnText(func(ctx context.Context, m *wechat.TextMessage) (wechat.Reply, error) {
		return m.ReplyText(handle(ctx, m.Content).label).Build()
	})
	mux.OnClick(func(ctx context.Context, m *wechat.ClickEvent) (wechat.Reply, error) {
		return m.ReplyText(handle(ctx, m.EventKey).label).Build()
	})
	mux.OnLocationEvent(func(ctx context.Context, m *wechat.LocationEvent) (wechat.Reply, error) {
		handle(ctx, fmt.Sprintf("location %.1f of %s", m.Latitude, m.FromUserName))
		return nil, nil
	})
	mux.OnOther(func(_ context.Context, m wechat.Message) (wechat.Reply, error) {
		t.Errorf("%#v", m)
		return nil, nil
	})
	config := wechat.Config{StretchRetries: c.stretch, OnLate: func(_ context.Context, m wechat.Message, r wechat.Reply) {
		text := r.(*wechat.TextReply)
		byLabel[text.Content].late.Add(1)
		if text.ToUserName != m.Header().FromUserName {
			t.Errorf("%s goes to %s", text.Content, text.ToUserName)
		}
	}}
	if c.encrypted {
		config.AppID, config.EncodingAESKey, config.RequireEncryption = current.receiver, current.encodingAESKey, true
	}
	h := newHandler(t, config, &mux)
	p.handler = h

	var deliveries sync.WaitGroup
	for _, s := range all {
		at := p.upTo(5 * time.Minute)
		deliveries.Go(func() {
			time.Sleep(at)
			s.shown = p.push(t, s.message)
		})
	}
	deliveries.Wait()
	if err := h.Shutdown(context.Background()); err != nil {
		t.Error(err)
	}
	judge(t, all)
}

func judge(t *testing.T, all []*story) {
	shown, late := 0, 0
	for _, s := range all {
		if n := s.handled.Load(); n != 1 {
			t.Errorf("%s: handled %d times", s.label, n)
		}
		answers := int(s.late.Load())
		late += answers
		if s.shown != "" {
			shown++
			answers++
			if !strings.Contains(s.shown, "<![CDATA["+s.label+"]]>") {
				t.Errorf("%s: the user sees %s", s.label, s.shown)
			}
		}
		if (answers == 1) == s.silent || answers > 1 {
			t.Errorf("%s: %d answers", s.label, answers)
		}
	}
	t.Logf("%d messages: %d answered, %d late", len(all), shown, late)
}

func TestPlatformOfPlainMessages(t *testing.T) {
	inFakeTime(t, traffic{messages: 2000}.run)
}

func TestPlatformOfEncryptedMessages(t *testing.T) {
	inFakeTime(t, traffic{messages: 2000, encrypted: true}.run)
}

func TestPlatformWhoseRetriesAreStretched(t *testing.T) {
	inFakeTime(t, traffic{messages: 1000, encrypted: true, stretch: true}.run)
}
