package redisstore

import (
	"context"
	"crypto/sha1"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/replygen/replygen/generated/wechat"
)

// worker works on messages of the account that several handlers of this process serve.
type worker struct {
	runs, lates atomic.Int32
	started     chan struct{}
	release     chan struct{}
}

func newWorker() *worker {
	return &worker{started: make(chan struct{}, 1000), release: make(chan struct{})}
}

func (w *worker) HandleMessage(_ context.Context, m wechat.Message) (wechat.Reply, error) {
	w.runs.Add(1)
	w.started <- struct{}{}
	<-w.release
	text := m.(*wechat.TextMessage)
	return text.ReplyText(text.Content).Build()
}

// log is what a handler has logged.
type log struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) hasError() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(l.text.String(), "level=ERROR")
}

// serve returns a handler as another process has it: with a client, a store and a log of its own.
func (w *worker) serve(t *testing.T, client *redis.Client, change func(*wechat.Config)) (*wechat.Handler, *log) {
	t.Helper()
	logged := &log{}
	config := wechat.Config{Token: "token", Store: NewRedisStore(client, "bot:"), Logger: slog.New(slog.NewTextHandler(logged, nil))}
	if change != nil {
		change(&config)
	}
	h, err := wechat.NewHandler(config, w)
	if err != nil {
		t.Fatal(err)
	}
	return h, logged
}

// deliver posts a text as the platform does, and returns the response's body.
func deliver(t *testing.T, h http.Handler, id int) string {
	t.Helper()
	signed := []string{"token", "1409304348", "nonce"}
	slices.Sort(signed)
	target := fmt.Sprintf("/?signature=%x&timestamp=1409304348&nonce=nonce", sha1.Sum([]byte(strings.Join(signed, ""))))
	message := fmt.Sprintf("<xml><ToUserName>account</ToUserName><FromUserName>user</FromUserName><CreateTime>1</CreateTime>"+
		"<MsgType>text</MsgType><Content>text %d</Content><MsgId>%d</MsgId></xml>", id, id)
	response := httptest.NewRecorder()
	h.ServeHTTP(response, httptest.NewRequest(http.MethodPost, target, strings.NewReader(message)))
	if response.Code != http.StatusOK {
		t.Errorf("status %d", response.Code)
	}
	return response.Body.String()
}

func isAnswer(body string, id int) bool {
	return strings.Contains(body, fmt.Sprintf("<Content><![CDATA[text %d]]>", id))
}

func TestRetryOnTheOtherHandlerJoinsAndRepeats(t *testing.T) {
	s, w := startServer(t), newWorker()
	here, _ := w.serve(t, s.client(t, nil), nil)
	there, _ := w.serve(t, s.client(t, nil), nil)
	var first, second string
	var both sync.WaitGroup
	both.Add(2)
	go func() {
		defer both.Done()
		first = deliver(t, here, 1)
	}()
	<-w.started
	go func() {
		defer both.Done()
		second = deliver(t, there, 1)
	}()
	untilDelivered(t, s, 2)
	close(w.release)
	both.Wait()
	if !isAnswer(first, 1) || second != first {
		t.Errorf("joined: %q and %q", first, second)
	}
	for _, h := range []*wechat.Handler{there, here} {
		if got := deliver(t, h, 1); got != first {
			t.Errorf("repeated: %q, not %q", got, first)
		}
	}
	if n := w.runs.Load(); n != 1 {
		t.Errorf("the message was worked on %d times", n)
	}
}

// untilDelivered waits until the one message that the server knows has been delivered so often.
func untilDelivered(t *testing.T, s *server, n int) {
	t.Helper()
	client, ctx := s.client(t, nil), context.Background()
	for {
		keys, err := client.Keys(ctx, "bot:*").Result()
		if err != nil || len(keys) > 1 {
			t.Fatal(keys, err)
		}
		if len(keys) == 1 {
			if got, err := client.HGet(ctx, keys[0], "n").Int(); err == nil && got >= n {
				return
			}
		}
		time.Sleep(time.Millisecond)
	}
}

func TestAnswerThatIsLateEverywhereGoesToOnLateOnce(t *testing.T) {
	s, w := startServer(t), newWorker()
	impatient := func(c *wechat.Config) {
		c.Margin = wechat.Deadline - 100*time.Millisecond
		c.OnLate = func(context.Context, wechat.Message, wechat.Reply) { w.lates.Add(1) }
	}
	here, _ := w.serve(t, s.client(t, nil), impatient)
	there, _ := w.serve(t, s.client(t, nil), impatient)
	for i, h := range []*wechat.Handler{here, there, here} {
		if i == 2 {
			close(w.release)
			if err := here.Shutdown(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		if got := deliver(t, h, 1); got != wechat.Ack {
			t.Errorf("delivery %d: %q", i+1, got)
		}
	}
	if w.runs.Load() != 1 || w.lates.Load() != 1 {
		t.Errorf("%d runs, %d late replies", w.runs.Load(), w.lates.Load())
	}
}

func TestManyMessagesOverTwoHandlersAreEachWorkedOnOnce(t *testing.T) {
	s, w := startServer(t), newWorker()
	close(w.release)
	var handlers []*wechat.Handler
	for range 2 {
		h, _ := w.serve(t, s.client(t, nil), nil)
		handlers = append(handlers, h)
	}
	const messages = 200
	r := rand.New(rand.NewPCG(1, 2))
	bodies := make([][3]string, messages)
	var all sync.WaitGroup
	for i := range bodies {
		for j := range bodies[i] {
			h := handlers[r.IntN(2)]
			all.Add(1)
			go func() {
				defer all.Done()
				bodies[i][j] = deliver(t, h, i)
			}()
		}
	}
	all.Wait()
	for i, body := range bodies {
		if !isAnswer(body[0], i) || body[1] != body[0] || body[2] != body[0] {
			t.Errorf("message %d: %q", i, body)
		}
	}
	if n := w.runs.Load(); n != messages {
		t.Errorf("%d runs of %d messages", n, messages)
	}
}

// A message that does not say when it was sent may have been delivered for the last time.
func TestServerThatIsDownMeansAcksAndALoggedErrorWhereNobodyMayAskAgain(t *testing.T) {
	s, w := startServer(t), newWorker()
	close(w.release)
	h, logged := w.serve(t, s.client(t, nil), nil)
	s.kill()
	if got := deliver(t, h, 1); got != wechat.Ack || !logged.hasError() || w.runs.Load() != 0 {
		t.Errorf("%q, error logged: %v, %d runs", got, logged.hasError(), w.runs.Load())
	}
}
