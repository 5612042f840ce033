package rt

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// servedMessage is what a generated package would have for a message.
type servedMessage struct {
	Receipt
	to, from, id, content string
	created               int64
	takesNone             bool
	err                   error
}

func (m *servedMessage) sentAt() int64 {
	return m.created
}

func (m *servedMessage) readError() error {
	return m.err
}

func (m *servedMessage) takesReply() bool {
	return !m.takesNone
}

func (m *servedMessage) appendDedupeKey(dst []byte) []byte {
	if m.id == "" {
		return dst
	}
	return appendKeyPart(appendKeyPart(appendKeyPart(dst, m.from), m.to), m.id)
}

func parseServed(xml []byte) (deliverable, error) {
	d := newMessageDecoder(xml)
	m := readServed(&d)
	if d.restart() {
		m = readServed(&d)
	}
	if m.err = d.finish(xml, &m.Receipt); m.err != nil {
		m.id, m.content = "", ""
	}
	return m, nil
}

func readServed(d *decoder) *servedMessage {
	m := new(servedMessage)
	d.root("xml")
	var seen uint64
	for name, ok := d.next(); ok; name, ok = d.next() {
		switch name {
		case "ToUserName":
			d.readFirst((*trimmed)(&m.to), &seen, 0)
		case "FromUserName":
			d.readFirst((*trimmed)(&m.from), &seen, 1)
		case "CreateTime":
			m.created, _ = strconv.ParseInt(d.text(), 10, 64)
		case "Content":
			d.readFirst(&m.content, &seen, 2)
		case "MsgId":
			d.readFirst((*trimmed)(&m.id), &seen, 3)
		case "TakesNone":
			m.takesNone = true
			d.skip()
		default:
			d.skip()
		}
	}
	return m
}

func (m *servedMessage) xml() string {
	b := append([]byte("<xml><ToUserName><![CDATA["), m.to...)
	b = append(append(b, "]]></ToUserName><FromUserName><![CDATA["...), m.from...)
	b = appendInt(append(b, "]]></FromUserName><CreateTime>"...), m.created)
	b = append(append(b, "</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA["...), m.content...)
	b = append(append(b, "]]></Content><MsgId>"...), m.id...)
	b = append(b, "</MsgId>"...)
	if m.takesNone {
		b = append(b, "<TakesNone/>"...)
	}
	return string(append(b, "</xml>"...))
}

type servedReply struct {
	to, from, content string
}

func (r *servedReply) isNil() bool {
	return r == nil
}

func (r *servedReply) Validate() error {
	var v violations
	if r.content == "" {
		v.add("Content", "required")
	}
	return v.err()
}

func (r *servedReply) AppendXML(dst []byte) []byte {
	dst = append(append(dst, "<xml><ToUserName><![CDATA["...), r.to...)
	dst = append(append(dst, "]]></ToUserName><FromUserName><![CDATA["...), r.from...)
	dst = append(dst, "]]></FromUserName><CreateTime>12345678</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA["...)
	return append(appendCDATA(dst, r.content), "]]></Content></xml>"...)
}

// echo answers a message with its content.
func echo(_ context.Context, m deliverable) (answerable, error) {
	in := m.(*servedMessage)
	return &servedReply{to: in.from, from: in.to, content: in.content}, nil
}

// hello has the CreateTime of the vendors' samples.
var hello = &servedMessage{to: "gh_1", from: "o1", id: "1", content: "hello", created: 1409659813}

var helloAnswer = string((&servedReply{to: "o1", from: "gh_1", content: "hello"}).AppendXML(nil))

// servedLog keeps what a handler logs.
type servedLog struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (l *servedLog) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.Write(b)
}

// records returns what has been logged since the last call.
func (l *servedLog) records(t testing.TB) []map[string]any {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []map[string]any
	for d := json.NewDecoder(&l.all); ; {
		var r map[string]any
		if err := d.Decode(&r); err == io.EOF {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
}

const servedToken = "QDG6eK"
const servedReceiver = "wx5823bf96d3bd56c7"

// serveTestConfig is that of a platform with all modes.
func serveTestConfig(t testing.TB) (serveConfig, *servedLog) {
	t.Helper()
	keys, err := newMessageKeys("AppID", servedReceiver, nil, wecomSampleKey, "")
	if err != nil {
		t.Fatal(err)
	}
	log := new(servedLog)
	return serveConfig{
		token: servedToken, keys: keys, ack: "success", deadline: 5 * time.Second, attempts: 3,
		logger: slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})), parse: parseServed, work: echo,
	}, log
}

func firstKey(c serveConfig) *messageKey { return c.keys.(messageKeys)[0] }

func mustHandler(t testing.TB, c serveConfig) *Handler {
	t.Helper()
	if c.store == nil {
		c.store = newTestStore(t, 0, 0)
	}
	h, err := newHandler(c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// signedQuery signs as the platform does in the plain mode, or, with an encrypted text, in the others.
func signedQuery(token, encrypt string, at time.Time) url.Values {
	timestamp, nonce := string(appendInt(nil, at.Unix())), "415670741"
	q := url.Values{"timestamp": {timestamp}, "nonce": {nonce}, "openid": {"o1"}}
	q.Set("signature", signatureByTheBook(token, timestamp, nonce, ""))
	if encrypt != "" {
		q.Set("encrypt_type", "aes")
		q.Set("msg_signature", signatureByTheBook(token, timestamp, nonce, encrypt))
	}
	return q
}

func request(method string, q url.Values, body string) *http.Request {
	return httptest.NewRequest(method, "/wechat?"+q.Encode(), strings.NewReader(body))
}

func plainPost(m *servedMessage) *http.Request {
	return request("POST", signedQuery(servedToken, "", time.Now()), m.xml())
}

// encryptedPost returns a message of the encrypted mode and what its Encrypt holds.
func encryptedPost(t testing.TB, k *messageKey, m *servedMessage) *http.Request {
	t.Helper()
	encrypt := sealedBy(t, k, m.xml())
	return request("POST", signedQuery(servedToken, encrypt, time.Now()), envelopeOf(encrypt))
}

func sealedBy(t testing.TB, k *messageKey, message string) string {
	t.Helper()
	encrypt, err := k.appendSealed(nil, []byte(message))
	if err != nil {
		t.Fatal(err)
	}
	return string(encrypt)
}

func envelopeOf(encrypt string) string {
	return "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[" + encrypt + "]]></Encrypt></xml>"
}

// served is a response, as far as it matters.
type served struct {
	status int
	body   string
}

// serve returns the response of a handler; status 0 stands for none at all.
func serve(h http.Handler, r *http.Request) (out served) {
	w := httptest.NewRecorder()
	defer func() {
		if cause := recover(); cause == http.ErrAbortHandler {
			out = served{}
		} else if cause != nil {
			panic(cause)
		}
	}()
	h.ServeHTTP(w, r)
	return served{w.Code, w.Body.String()}
}
