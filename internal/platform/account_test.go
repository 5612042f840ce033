package platform

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/spec"
)

const testKey = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s"

// fakeServer is a server, the network and the clock. A response takes as long as serve returns, in no real time.
type fakeServer struct {
	now    time.Time
	serve  func(r *http.Request, body string) (status int, response string, takes time.Duration)
	bodies []string
	urls   []string
}

func (f *fakeServer) Now() time.Time { return f.now }

type deadlineKey struct{}

// WithTimeout returns a context that ends when the fake time comes.
func (f *fakeServer) WithTimeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	inner, cancel := context.WithCancel(context.WithValue(ctx, deadlineKey{}, f.now.Add(d)))
	return &fakeContext{inner, f, cancel}, cancel
}

type fakeContext struct {
	context.Context
	f      *fakeServer
	cancel func()
}

// Done waits: nothing else happens until the context ends.
func (c *fakeContext) Done() <-chan struct{} {
	if end := c.Value(deadlineKey{}).(time.Time); end.After(c.f.now) {
		c.f.now = end
	}
	c.cancel()
	return c.Context.Done()
}

func (f *fakeServer) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	f.bodies, f.urls = append(f.bodies, string(body)), append(f.urls, r.URL.String())
	status, response, takes := f.serve(r, string(body))
	if end, ok := r.Context().Value(deadlineKey{}).(time.Time); ok && f.now.Add(takes).After(end) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	f.now = f.now.Add(takes)
	if status == 0 {
		return nil, errors.New("connection refused")
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(response))}, nil
}

// register returns an account of a builtin platform on a fake server.
func register(t *testing.T, name string, s Settings, serve func(*http.Request, string) (int, string, time.Duration)) (*Account, *fakeServer) {
	t.Helper()
	p, err := spec.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	f := &fakeServer{now: time.Unix(1_800_000_000, 0), serve: serve}
	s.URL, s.Token, s.Transport, s.Clock = "http://bot/wechat?a=b", "token", f, f
	a, err := NewAccount(p, s)
	if err != nil {
		t.Fatal(err)
	}
	return a, f
}

func deliver(t *testing.T, a *Account) *Delivery {
	t.Helper()
	m, err := a.NewMessage("text", Setting{"Content", "你好"})
	if err != nil {
		t.Fatal(err)
	}
	return a.Deliver(t.Context(), m)
}

func TestPlatformTriesThreeTimesForFiveSecondsEach(t *testing.T) {
	for name, tt := range map[string]struct {
		serve    func(attempt int) (int, time.Duration)
		attempts int
		takes    time.Duration
	}{
		"at once":           {func(int) (int, time.Duration) { return 200, time.Second }, 1, time.Second},
		"at last":           {func(n int) (int, time.Duration) { return 200, time.Duration(12-4*n) * time.Second }, 2, 9 * time.Second},
		"never":             {func(int) (int, time.Duration) { return 200, time.Minute }, 3, 15 * time.Second},
		"down, then up":     {func(n int) (int, time.Duration) { return 200 * (n / 2), 0 }, 2, 5 * time.Second},
		"down":              {func(int) (int, time.Duration) { return 0, 0 }, 3, 10 * time.Second},
		"an error response": {func(int) (int, time.Duration) { return 500, 0 }, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			attempts := 0
			a, f := register(t, "wechat", Settings{}, func(*http.Request, string) (int, string, time.Duration) {
				attempts++
				status, takes := tt.serve(attempts)
				return status, "success", takes
			})
			began := f.now
			d := deliver(t, a)
			if len(d.Attempts) != tt.attempts || f.now.Sub(began) != tt.takes {
				t.Errorf("%d attempts in %v", len(d.Attempts), f.now.Sub(began))
			}
			for i, body := range f.bodies {
				if body != f.bodies[0] {
					t.Error("the message changed between attempts")
				}
				if i > 0 && f.urls[i] == f.urls[i-1] {
					t.Error("a nonce was used twice")
				}
			}
		})
	}
}

// A message is signed, and sealed where it is encrypted; what opens it is written here, not in the code under test.
func TestRequestsAreThoseOfTheMode(t *testing.T) {
	for _, tt := range []struct {
		platform string
		key      string
		mode     Mode
		query    string
	}{
		{"wechat", "", Plain, "a nonce signature timestamp"},
		{"wechat", testKey, Encrypted, "a encrypt_type msg_signature nonce signature timestamp"},
		{"wechat", testKey, Compatible, "a encrypt_type msg_signature nonce signature timestamp"},
		{"wecom", testKey, Encrypted, "a msg_signature nonce timestamp"},
	} {
		a, f := register(t, tt.platform, Settings{EncodingAESKey: tt.key, Receiver: "corp"}, func(*http.Request, string) (int, string, time.Duration) {
			return 200, "", 0
		})
		m, err := a.NewMessage("text")
		if err != nil {
			t.Fatal(err)
		}
		x := a.Send(t.Context(), a.NewRequestFor(m, m.XML(), tt.mode))
		q := x.Request.Query
		var names []string
		for _, name := range []string{"a", "encrypt_type", "msg_signature", "nonce", "signature", "timestamp"} {
			if q.Has(name) {
				names = append(names, name)
			}
		}
		if got := strings.Join(names, " "); got != tt.query {
			t.Errorf("%s %s: %s", tt.platform, tt.mode, got)
		}
		if q.Has("signature") && q.Get("signature") != Sign("token", q.Get("timestamp"), q.Get("nonce")) {
			t.Error("the signature is wrong")
		}
		document, err := ParseDocument(f.bodies[0])
		if err != nil {
			t.Fatal(err)
		}
		if (document.Child("Content") == nil) != (tt.mode == Encrypted) || (document.Child("Encrypt") == nil) != (tt.mode == Plain) {
			t.Errorf("%s %s: %s", tt.platform, tt.mode, f.bodies[0])
		}
		if tt.mode == Plain {
			continue
		}
		sealed := document.Child("Encrypt").Text
		if q.Get("msg_signature") != Sign("token", q.Get("timestamp"), q.Get("nonce"), sealed) {
			t.Error("the msg_signature is wrong")
		}
		if opened, receiver, err := a.Key.Open(sealed); opened != m.XML() || receiver != "corp" || err != nil {
			t.Error(opened, receiver, err)
		}
	}
}

func TestMessagesAreOfNowAndOfOneUserEach(t *testing.T) {
	a, f := register(t, "wechat", Settings{}, nil)
	seen := map[string]bool{}
	for range 3 {
		m, err := a.NewMessage("text", Setting{"Content", "你好"})
		if err != nil {
			t.Fatal(err)
		}
		if m.Child("MsgDataId") != nil || m.Child("Content") == nil {
			t.Errorf("an invented value is sent, or a sample is not: %s", m.XML())
		}
		if seen[m.Sender()] || seen[m.Child("MsgId").Text] || !strings.HasPrefix(m.Sender(), "probe_") || m.Receiver() == "" {
			t.Error(m.XML())
		}
		seen[m.Sender()], seen[m.Child("MsgId").Text] = true, true
		if m.Child("CreateTime").Text != strconv.FormatInt(f.now.Unix(), 10) || m.Child("Content").Text != "你好" {
			t.Error(m.XML())
		}
	}
	if m, err := a.NewMessage("CLICK", Setting{"FromUserName", "me"}); err != nil || m.Sender() != "me" || m.Event != "CLICK" || m.Type != "event" {
		t.Error(m, err)
	}
	for name, want := range map[string]string{"txt": `"text"`, "text": `"Contnet"`} {
		if _, err := a.NewMessage(name, Setting{"Contnet", ""}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnswerIsJudgedByAspect(t *testing.T) {
	reply := func(to, created, rest string) string {
		return "<xml><ToUserName>" + to + "</ToUserName><FromUserName>gh</FromUserName><CreateTime>" + created + "</CreateTime>" + rest + "</xml>"
	}
	const now, text = "1800000000", "<MsgType>text</MsgType><Content>x</Content>"
	for _, tt := range []struct {
		status   int
		response string
		outcome  Outcome
		aspects  string
	}{
		{200, "success", Acked, ""},
		{200, "", Acked, ""},
		{500, "success", Refused, "status"},
		{0, "", None, ""},
		{200, "success\n", Unusable, "single"},
		{200, "ok", Unusable, "shape"},
		{200, "<html><body>an error page</body></html>", Unusable, "shape"},
		{200, "<xml>\xff</xml>", Unusable, "utf8"},
		{200, "\x1f\x8b\x08", Unusable, "utf8"},
		{200, "<xml>", Unusable, "wellformed"},
		{200, "<xml><Encrypt>x</Encrypt></xml>", Unusable, "sealed"},
		{200, reply("USER", now, text), Replied, ""},
		{200, reply("other", now, text), Replied, "addresses"},
		{200, reply("USER", now+"000", text), Replied, "time"},
		{200, reply("USER", now, strings.Replace(text, "x", "", 1)), Replied, "rules"},
		{200, reply("USER", now, text+"<Foo></Foo>"), Replied, "shape"},
		{200, reply("USER", now, text) + "success", Unusable, "single"},
	} {
		a, _ := register(t, "wechat", Settings{}, func(_ *http.Request, body string) (int, string, time.Duration) {
			document, err := ParseDocument(body)
			if err != nil {
				t.Fatal(err)
			}
			return tt.status, strings.Replace(tt.response, "USER", document.Child("FromUserName").Text, 1), 0
		})
		m, err := a.NewMessage("text", Setting{"ToUserName", "gh"})
		if err != nil {
			t.Fatal(err)
		}
		w := a.Send(t.Context(), a.NewRequest(m)).Answer
		var aspects []string
		for _, f := range w.Faults {
			aspects = append(aspects, string(f.Aspect))
			if f.At > len(w.XML) {
				t.Errorf("%q: at %d", tt.response, f.At)
			}
		}
		if got := strings.Join(aspects, " "); got != tt.aspects || w.Outcome != tt.outcome {
			t.Errorf("%d %q: %s, %q %v", tt.status, tt.response, w.Outcome, got, w.Faults)
		}
	}
}

func TestEncryptedAnswerIsOpenedAndItsEnvelopeJudged(t *testing.T) {
	key, err := ParseKey(testKey)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ message, receiver, timestamp, signature, aspects string }{
		{"<xml></xml>", "corp", "1800000000", "", "rules"},
		{"success", "corp", "1800000000", "", "plain ack"},
		{"success", "other", "1800000000", "", "recipient plain ack"},
		{"success", "corp", "1800000000000", "", "stamped plain ack"},
		{"success", "corp", "1700000000", "", "stamped plain ack"},
		{"success", "corp", "1800000000", "0", "signed plain ack"},
		{"<xml><Encrypt>x</Encrypt></xml>", "corp", "1800000000", "", "sealed"},
	} {
		a, _ := register(t, "wechat", Settings{EncodingAESKey: testKey, Receiver: "corp"}, func(*http.Request, string) (int, string, time.Duration) {
			sealed := key.Seal(tt.message, tt.receiver)
			return 200, fmt.Sprintf("<xml><Encrypt>%s</Encrypt><MsgSignature>%s%s</MsgSignature><TimeStamp>%s</TimeStamp><Nonce>n</Nonce></xml>",
				sealed, Sign("token", tt.timestamp, "n", sealed), tt.signature, tt.timestamp), 0
		})
		var aspects []string
		w := deliver(t, a).Answer()
		for _, f := range w.Faults {
			if f.Aspect != Addresses {
				aspects = append(aspects, string(f.Aspect))
			}
		}
		if got := strings.Join(aspects, " "); got != tt.aspects || w.XML != tt.message {
			t.Errorf("%+v: %q", tt, got)
		}
	}
}

// What is no XML is no reply that was left plain: it is a wrong ack.
func TestPlainResponseToAnEncryptedMessageIsAFaultOfItsOwn(t *testing.T) {
	for response, want := range map[string]Aspect{"ok": Shape, "<xml></xml>": Sealed, "success\n": Single} {
		a, _ := register(t, "wechat", Settings{EncodingAESKey: testKey, Receiver: "corp"}, func(*http.Request, string) (int, string, time.Duration) {
			return 200, response, 0
		})
		if w := deliver(t, a).Answer(); len(w.Faults) != 1 || w.Faults[0].Aspect != want {
			t.Errorf("%q: %+v", response, w.Faults)
		}
	}
}

func TestReplyHasAsManyItemsAsTheMessageAllows(t *testing.T) {
	for name, faults := range map[string]int{"text": 1, "CLICK": 0} {
		a, _ := register(t, "offiaccount", Settings{}, func(_ *http.Request, body string) (int, string, time.Duration) {
			m, err := ParseDocument(body)
			if err != nil {
				t.Fatal(err)
			}
			const item = "<item><Title>t</Title><Description>d</Description><PicUrl>http://p</PicUrl><Url>http://u</Url></item>"
			return 200, "<xml><ToUserName>" + m.Child("FromUserName").Text + "</ToUserName><FromUserName>" + m.Child("ToUserName").Text +
				"</FromUserName><CreateTime>1800000000</CreateTime><MsgType>news</MsgType><ArticleCount>2</ArticleCount><Articles>" +
				item + item + "</Articles></xml>", 0
		})
		m, err := a.NewMessage(name)
		if err != nil {
			t.Fatal(err)
		}
		w := a.Deliver(t.Context(), m).Answer()
		if len(w.Faults) != faults || faults > 0 && (w.Faults[0].Violation.Limit != 1 || w.Faults[0].At < 0) {
			t.Errorf("%s: %+v", name, w.Faults)
		}
	}
}
