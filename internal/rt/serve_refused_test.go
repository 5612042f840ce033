package rt

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// zeros is a body of any length.
type zeros struct{ left int64 }

func (z *zeros) Read(b []byte) (int, error) {
	if z.left <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(b)), z.left)
	clear(b[:n])
	z.left -= n
	return int(n), nil
}

func utf16Of(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// What is refused, with the status and the reason in the log. There is never a body: a user might see it.
func TestWhatIsRefused(t *testing.T) {
	plain := func(body string) *http.Request {
		return request("POST", signedQuery(servedToken, "", time.Now()), body)
	}
	sealed := func(t *testing.T, receiver, key, text string) *http.Request {
		k, err := newMessageKey(key, receiver)
		if err != nil {
			t.Fatal(err)
		}
		encrypt := sealedBy(t, k, text)
		return request("POST", signedQuery(servedToken, encrypt, time.Now()), envelopeOf(encrypt))
	}
	body := func(r io.Reader, length int64) *http.Request {
		q := plain("")
		q.Body, q.ContentLength = io.NopCloser(r), length
		return q
	}
	without := func(method, name string) *http.Request {
		q := signedQuery(servedToken, "", time.Now())
		q.Set("echostr", "1")
		q.Del(name)
		return request(method, q, hello.xml())
	}
	set := func(r *http.Request, name, value string) *http.Request {
		q := r.URL.Query()
		q.Set(name, value)
		r.URL.RawQuery = q.Encode()
		return r
	}
	for _, c := range []struct {
		name   string
		spoil  func(c *serveConfig)
		r      func(t *testing.T) *http.Request
		status int
		reason string
	}{
		{"PUT", nil, func(*testing.T) *http.Request { return without("PUT", "") }, 405, "method"},
		{"HEAD", nil, func(*testing.T) *http.Request { return without("HEAD", "") }, 405, "method"},
		{"OPTIONS", nil, func(*testing.T) *http.Request { return without("OPTIONS", "") }, 405, "method"},
		{"GET without echostr", nil, func(*testing.T) *http.Request { return without("GET", "echostr") }, 400, "query"},
		{"GET without signature", nil, func(*testing.T) *http.Request { return without("GET", "signature") }, 400, "query"},
		{"GET without timestamp", nil, func(*testing.T) *http.Request { return without("GET", "timestamp") }, 400, "query"},
		{"GET without nonce", nil, func(*testing.T) *http.Request { return without("GET", "nonce") }, 400, "query"},
		{"GET without a query", nil, func(*testing.T) *http.Request { return httptest.NewRequest("GET", "/", nil) }, 400, "query"},
		{"GET, a timestamp of 14 digits", nil, func(*testing.T) *http.Request { return set(without("GET", ""), "timestamp", "14096598130000") }, 400, "query"},
		{"GET, a nonce of 65 bytes", nil, func(*testing.T) *http.Request { return set(without("GET", ""), "nonce", strings.Repeat("1", 65)) }, 400, "query"},
		{"GET, not encrypted on a platform that always encrypts", func(c *serveConfig) { c.alwaysEncrypted = true }, func(*testing.T) *http.Request {
			return without("GET", "")
		}, 403, "mode"},
		{"GET, wrong signature", nil, func(*testing.T) *http.Request {
			return set(without("GET", ""), "signature", strings.Repeat("0", 40))
		}, 403, "signature"},
		{"GET, wrong msg_signature", nil, func(*testing.T) *http.Request {
			return set(without("GET", ""), "msg_signature", strings.Repeat("0", 40))
		}, 403, "signature"},
		{"GET, the signature for the msg_signature", nil, func(*testing.T) *http.Request {
			r := without("GET", "")
			return set(r, "msg_signature", r.URL.Query().Get("signature"))
		}, 403, "signature"},
		{"GET, echostr of another key", nil, func(t *testing.T) *http.Request {
			r := sealed(t, servedReceiver, "B"+wecomSampleKey[1:], "1")
			e, err := io.ReadAll(r.Body)
			if err != nil {
				t.Fatal(err)
			}
			env, err := parseEnvelope(e)
			if err != nil {
				t.Fatal(err)
			}
			r.Method = "GET"
			return set(r, "echostr", env)
		}, 400, "decrypt"},
		{"GET, old", func(c *serveConfig) { c.maxAge = time.Minute }, func(*testing.T) *http.Request {
			return set(request("GET", signedQuery(servedToken, "", time.Now().Add(-2*time.Minute)), ""), "echostr", "1")
		}, 403, "age"},

		{"no signature", nil, func(*testing.T) *http.Request { return without("POST", "signature") }, 400, "query"},
		{"no timestamp", nil, func(*testing.T) *http.Request { return without("POST", "timestamp") }, 400, "query"},
		{"no nonce", nil, func(*testing.T) *http.Request { return without("POST", "nonce") }, 400, "query"},
		{"no msg_signature", nil, func(*testing.T) *http.Request { return set(plain(hello.xml()), "encrypt_type", "aes") }, 400, "query"},
		{"a timestamp of 14 digits", nil, func(*testing.T) *http.Request { return set(plain(hello.xml()), "timestamp", "14096598130000") }, 400, "query"},
		{"a timestamp that is no number", nil, func(*testing.T) *http.Request { return set(plain(hello.xml()), "timestamp", "+1409659813") }, 400, "query"},
		{"a nonce of 65 bytes", nil, func(*testing.T) *http.Request { return set(plain(hello.xml()), "nonce", strings.Repeat("1", 65)) }, 400, "query"},
		{"nonce with a control character", nil, func(*testing.T) *http.Request { return set(plain(hello.xml()), "nonce", "\x02") }, 400, "query"},
		{"nonce with a carriage return", nil, func(*testing.T) *http.Request { return set(plain(hello.xml()), "nonce", "\r") }, 400, "query"},
		{"a byte too long", func(c *serveConfig) { c.maxBody = int64(len(hello.xml())) - 1 }, func(*testing.T) *http.Request { return plain(hello.xml()) }, 413, "too long"},
		{"wrong signature", nil, func(*testing.T) *http.Request { return set(plain(hello.xml()), "signature", strings.Repeat("0", 40)) }, 403, "signature"},
		{"signature of another token", nil, func(*testing.T) *http.Request {
			return request("POST", signedQuery("other", "", time.Now()), hello.xml())
		}, 403, "signature"},
		{"signature of another nonce", nil, func(*testing.T) *http.Request { return set(plain(hello.xml()), "nonce", "1") }, 403, "signature"},
		{"a wrong msg_signature is not saved by the signature", nil, func(t *testing.T) *http.Request {
			return set(sealed(t, servedReceiver, wecomSampleKey, hello.xml()), "msg_signature", strings.Repeat("0", 40))
		}, 403, "signature"},
		{"said to be encrypted, but plain", nil, func(*testing.T) *http.Request {
			r := plain(hello.xml())
			return set(r, "msg_signature", r.URL.Query().Get("signature"))
		}, 403, "signature"},
		{"old", func(c *serveConfig) { c.maxAge = time.Minute }, func(*testing.T) *http.Request {
			return request("POST", signedQuery(servedToken, "", time.Now().Add(-2*time.Minute)), hello.xml())
		}, 403, "age"},
		{"from the future", func(c *serveConfig) { c.maxAge = time.Minute }, func(*testing.T) *http.Request {
			return request("POST", signedQuery(servedToken, "", time.Now().Add(2*time.Minute)), hello.xml())
		}, 403, "age"},
		{"encrypted, and the message is old", func(c *serveConfig) { c.maxAge = time.Minute }, func(t *testing.T) *http.Request {
			return sealed(t, servedReceiver, wecomSampleKey, hello.xml())
		}, 403, "age"},
		{"plain where encryption is required", func(c *serveConfig) { c.requireEncryption = true }, func(*testing.T) *http.Request { return plain(hello.xml()) }, 403, "mode"},
		{"encrypted without a key", func(c *serveConfig) { c.keys = nil }, func(t *testing.T) *http.Request {
			return sealed(t, servedReceiver, wecomSampleKey, hello.xml())
		}, 403, "mode"},

		{"100 MB", nil, func(*testing.T) *http.Request {
			r := httptest.NewRequest("POST", "/?"+signedQuery(servedToken, "", time.Now()).Encode(), &zeros{100 << 20})
			r.ContentLength = 100 << 20
			return r
		}, 413, "too long"},
		{"100 MB without a length", nil, func(*testing.T) *http.Request {
			return httptest.NewRequest("POST", "/?"+signedQuery(servedToken, "", time.Now()).Encode(), &zeros{100 << 20})
		}, 413, "too long"},
		{"encrypted, empty body", nil, func(*testing.T) *http.Request {
			return request("POST", signedQuery(servedToken, "a", time.Now()), "")
		}, 400, "xml"},
		{"encrypted, JSON", nil, func(*testing.T) *http.Request {
			return request("POST", signedQuery(servedToken, "a", time.Now()), `{"Encrypt":"a"}`)
		}, 400, "xml"},
		{"encrypted, without a ciphertext", nil, func(*testing.T) *http.Request {
			return request("POST", signedQuery(servedToken, "a", time.Now()), "<xml></xml>")
		}, 403, "signature"},
		{"truncated envelope", nil, func(t *testing.T) *http.Request {
			r := sealed(t, servedReceiver, wecomSampleKey, hello.xml())
			b, err := io.ReadAll(r.Body)
			if err != nil {
				t.Fatal(err)
			}
			return request("POST", r.URL.Query(), string(b[:len(b)-10]))
		}, 400, "xml"},
		{"wrong key", nil, func(t *testing.T) *http.Request {
			return sealed(t, servedReceiver, "B"+wecomSampleKey[1:], hello.xml())
		}, 400, "decrypt"},
		{"wrong receiver", nil, func(t *testing.T) *http.Request {
			return sealed(t, "wx0000000000000000", wecomSampleKey, hello.xml())
		}, 400, "decrypt"},
		{"no base64", nil, func(*testing.T) *http.Request {
			return request("POST", signedQuery(servedToken, "!!!", time.Now()), envelopeOf("!!!"))
		}, 400, "decrypt"},
		{"the body breaks off", nil, func(*testing.T) *http.Request {
			return body(io.MultiReader(strings.NewReader("<xml>"), brokenReader{io.ErrUnexpectedEOF}), -1)
		}, 400, "cut off"},
		{"the connection breaks off", nil, func(*testing.T) *http.Request {
			return body(io.MultiReader(strings.NewReader("<xml>"), brokenReader{errors.New("connection reset")}), 6)
		}, 400, "cut off"},
		{"the body has all that was announced, and cannot be read", nil, func(*testing.T) *http.Request {
			return body(io.MultiReader(strings.NewReader("<xml>"), brokenReader{errors.New("invalid checksum")}), 5)
		}, 400, "body"},
		{"the body cannot be read, whatever its length", nil, func(*testing.T) *http.Request {
			return body(brokenReader{errors.New("invalid byte in chunk length")}, -1)
		}, 400, "body"},
		{"too long for middleware", nil, func(*testing.T) *http.Request {
			r := plain(hello.xml())
			r.Body = http.MaxBytesReader(nil, r.Body, 100)
			return r
		}, 413, "too long"},
		{"too slow", nil, func(*testing.T) *http.Request {
			return body(brokenReader{&net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}}, 100)
		}, 408, "too slow"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config, log := serveTestConfig(t)
			config.work = func(context.Context, deliverable) (answerable, error) {
				t.Error("it is handled")
				return nil, nil
			}
			if c.spoil != nil {
				c.spoil(&config)
			}
			w := httptest.NewRecorder()
			mustHandler(t, config).ServeHTTP(w, c.r(t))
			if w.Code != c.status || w.Body.Len() != 0 {
				t.Errorf("%d, %q", w.Code, w.Body)
			}
			if allow := w.Header().Get("Allow"); (allow == "GET, POST") != (c.status == 405) {
				t.Errorf("Allow: %q", allow)
			}
			if left := c.status == 413 || c.status == 408; (w.Header().Get("Connection") == "close") != left {
				t.Errorf("Connection: %q", w.Header().Get("Connection"))
			}
			logged := log.records(t)
			level := "WARN"
			if c.name == "HEAD" || c.name == "GET without a query" { // health checks
				level = "DEBUG"
			}
			if len(logged) != 1 || logged[0]["level"] != level || logged[0]["msg"] != "request refused" || logged[0]["reason"] != c.reason {
				t.Fatalf("%v", logged)
			}
			for name, value := range logged[0] {
				for _, secret := range []string{servedToken, wecomSampleKey, "hello"} {
					if s, ok := value.(string); ok && strings.Contains(s, secret) {
						t.Errorf("%s: %s", name, s)
					}
				}
			}
		})
	}
}

type brokenReader struct{ err error }

func (r brokenReader) Read([]byte) (int, error) {
	return 0, r.err
}

// What looks strange and is a message all the same.
func TestWhatIsNotRefused(t *testing.T) {
	c, log := serveTestConfig(t)
	h := mustHandler(t, c)
	for name, body := range map[string]string{
		"byte order mark":             "\uFEFF" + hello.xml(),
		"declaration":                 `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + hello.xml(),
		"elements that are not known": strings.Replace(hello.xml(), "<MsgId>", "<Idx><A/></Idx><MsgId>", 1),
	} {
		if got := serve(h, request("POST", signedQuery(servedToken, "", time.Now()), body)); got != (served{200, helloAnswer}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	q := signedQuery(servedToken, "", time.Unix(1, 0))
	q.Set("encrypt_type", "raw")
	if got := serve(h, request("POST", q, hello.xml())); got != (served{200, helloAnswer}) {
		t.Errorf("an old message: %+v", got)
	}
	if logged := log.records(t); len(logged) != 0 {
		t.Errorf("%v", logged)
	}
}

// One bit, wherever it is, even where the signature is made for what it has become: the status is that of any other
// damage, and the log does not quote what is in the message.
func TestFlippedBitsAreRefused(t *testing.T) {
	c, log := serveTestConfig(t)
	c.work = func(context.Context, deliverable) (answerable, error) { return nil, nil }
	h := mustHandler(t, c)
	sealed, err := base64.StdEncoding.DecodeString(sealedBy(t, firstKey(c), hello.xml()))
	if err != nil {
		t.Fatal(err)
	}
	for i := range sealed {
		damaged := bytes.Clone(sealed)
		damaged[i] ^= 1 << (i % 8)
		encrypt := base64.StdEncoding.EncodeToString(damaged)
		got := serve(h, request("POST", signedQuery(servedToken, base64.StdEncoding.EncodeToString(sealed), time.Now()), envelopeOf(encrypt)))
		if got != (served{403, ""}) {
			t.Fatalf("byte %d: %+v", i, got)
		}
		got = serve(h, request("POST", signedQuery(servedToken, encrypt, time.Now()), envelopeOf(encrypt)))
		if got != (served{400, ""}) && got != (served{200, "success"}) {
			t.Fatalf("byte %d, signed: %+v", i, got)
		}
		// In CBC, a bit of one block spoils that block and flips a bit of the next. Whoever can sign that can send any
		// message, but not for another receiver.
		const block = 16
		length := i/block == plaintextRandom/block || i+block < plaintextHead
		behind := max(i/block*block, i+1)+block > plaintextHead+len(hello.xml())
		if refused := got.status == 400; refused != (length || behind) {
			t.Errorf("byte %d: refused %v", i, refused)
		}
	}
	for _, r := range log.records(t) {
		if s, ok := r["error"].(string); ok && strings.Contains(s, "hello") {
			t.Errorf("%v", r)
		}
	}
}

// A replayed request gets what the first one got, and is not handled again.
func TestReplayIsAnsweredFromTheStore(t *testing.T) {
	c, _ := serveTestConfig(t)
	c.maxAge = time.Minute
	calls := 0
	c.work = func(ctx context.Context, m deliverable) (answerable, error) { calls++; return echo(ctx, m) }
	h := mustHandler(t, c)
	for range 3 {
		if got := serve(h, plainPost(hello)); got != (served{200, helloAnswer}) {
			t.Errorf("%+v", got)
		}
	}
	if calls != 1 || h.remembered < 2*c.maxAge+3*c.deadline {
		t.Errorf("%d calls, remembered for %v", calls, h.remembered)
	}
}
