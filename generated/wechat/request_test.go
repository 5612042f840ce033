//go:build go1.25

package wechat_test

import (
	"bytes"
	"context"
	"crypto/sha1"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

// These tests play the platform: they know its protocol from its pages, and nothing of how the package does its part.

const token = "QDG6eK"
const appID = "wx5823bf96d3bd56c7"

// sign is the platform's signature over any number of values.
func sign(values ...string) string {
	slices.Sort(values)
	return fmt.Sprintf("%x", sha1.Sum([]byte(strings.Join(values, ""))))
}

// signed is the query of a request: in the encrypted modes, what is encrypted is signed as well.
func signed(token, encrypt string) url.Values {
	timestamp, nonce := strconv.FormatInt(time.Now().Unix(), 10), "415670741"
	q := url.Values{"signature": {sign(token, timestamp, nonce)}, "timestamp": {timestamp}, "nonce": {nonce},
		"openid": {"o1"}}
	if encrypt != "" {
		q.Set("encrypt_type", "aes")
		q.Set("msg_signature", sign(token, timestamp, nonce, encrypt))
	}
	return q
}

func request(method string, q url.Values, body string) *http.Request {
	return httptest.NewRequest(method, "/wechat?"+q.Encode(), strings.NewReader(body))
}

// posted is a message in the plain mode.
func posted(message string) *http.Request {
	return request(http.MethodPost, signed(token, ""), message)
}

// response is what the platform gets; the zero value is a connection that ends without one.
type response struct {
	status int
	body   string
}

var acked = response{200, "success"}

func serve(h http.Handler, r *http.Request) (got response) {
	w := httptest.NewRecorder()
	defer func() {
		if cause := recover(); cause != nil && cause != http.ErrAbortHandler {
			panic(cause)
		} else if cause == nil {
			got = response{w.Code, w.Body.String()}
		}
	}()
	h.ServeHTTP(w, r)
	return got
}

// inFakeTime runs a test to which no machine is too slow for the deadline.
func inFakeTime(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		defer time.Sleep(time.Hour) // in which the stores forget everything, and have no timers left
		f(t)
	})
}

func newHandler(t *testing.T, c wechat.Config, h wechat.MessageHandler) *wechat.Handler {
	t.Helper()
	if c.Token == "" {
		c.Token = token
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	handler, err := wechat.NewHandler(c, h)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

// textFrom is a text message to the account gh_1.
func textFrom(user string, id int, content string) string {
	return fmt.Sprintf("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName><CreateTime>1348831860</CreateTime>"+
		"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[%s]]></Content><MsgId>%d</MsgId></xml>", user, content, id)
}

// echo answers a text with the same text, in a reply that can be told beforehand.
func echo(_ context.Context, m wechat.Message) (wechat.Reply, error) {
	text := m.(*wechat.TextMessage)
	return text.ReplyText(text.Content).CreatedAt(time.Unix(12345678, 0)).Build()
}

// echoed is the document that answers a text of a user.
func echoed(user, content string) string {
	return "<xml><ToUserName><![CDATA[" + user +
		"]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName><CreateTime>12345678</CreateTime>" +
		"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[" + content + "]]></Content></xml>"
}

// journal is what a handler has logged.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) logger() *slog.Logger { return slog.New(slog.NewTextHandler(j, nil)) }

// has says how many entries of a level there are.
func (j *journal) has(level string) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return strings.Count(j.text.String(), "level="+level)
}
