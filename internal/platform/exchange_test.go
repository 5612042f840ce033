package platform

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/spec"
)

const exampleKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

// registered returns an account whose server is a function of the request.
func registered(t *testing.T, name string, s Settings, serve func(q string, body string) (int, string)) *Account {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		status, answer := serve(r.URL.Query().Get("echostr"), string(body))
		w.WriteHeader(status)
		fmt.Fprint(w, answer)
	}))
	t.Cleanup(server.Close)
	p, err := spec.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	s.URL, s.Token, s.Deadline = server.URL, "token", cmp.Or(s.Deadline, 2*time.Second)
	a, err := NewAccount(p, s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func ack(string, string) (int, string) { return 200, "success" }

func TestDroppedResponseIsFollowedByAnotherAttemptAfterTheDeadline(t *testing.T) {
	t.Parallel() // it waits
	a := registered(t, "wechat", Settings{}, ack)
	m, err := a.NewMessage("text")
	if err != nil {
		t.Fatal(err)
	}
	var attempts []*Exchange
	began := time.Now()
	for x := range a.Exchanges(context.Background(), func() *Request { return a.NewRequest(m) }) {
		if attempts = append(attempts, x); len(attempts) == 1 {
			x.Drop()
		}
	}
	if len(attempts) != 2 || attempts[0].Answer.Outcome != None || attempts[1].Answer.Outcome != Acked {
		t.Fatalf("%d attempts", len(attempts))
	}
	if after := attempts[1].Began.Sub(began); after < a.Deadline {
		t.Errorf("the second attempt came after %v", after)
	}
}

func TestRedatedRequestHasSignaturesOfItsTime(t *testing.T) {
	for name, key := range map[string]string{"wechat": "", "offiaccount": exampleKey} {
		a := registered(t, name, Settings{EncodingAESKey: key, Receiver: "app"}, ack)
		m, err := a.NewMessage("text")
		if err != nil {
			t.Fatal(err)
		}
		r := a.NewRequest(m)
		a.Redate(r, time.Unix(1, 0))
		q := r.Query
		if q.Get("timestamp") != "1" || q.Get("signature") != Sign("token", "1", q.Get("nonce")) {
			t.Error(name, q)
		}
		if key != "" && q.Get("msg_signature") != Sign("token", "1", q.Get("nonce"), r.ciphertext) {
			t.Error(name, q)
		}
	}
}

func TestRedatedRequestHasTheSignaturesThatItHad(t *testing.T) {
	for _, name := range []string{"wechat", "wecom"} {
		s := Settings{}
		if name == "wecom" {
			s = Settings{EncodingAESKey: exampleKey, Receiver: "corp"}
		}
		a := registered(t, name, s, ack)
		m, err := a.NewMessage("text")
		if err != nil {
			t.Fatal(err)
		}
		r := a.NewRequest(m)
		keys := func() (out []string) {
			for k := range r.Query {
				out = append(out, k)
			}
			slices.Sort(out)
			return out
		}
		before := keys()
		if a.Redate(r, time.Now()); !slices.Equal(before, keys()) {
			t.Errorf("%s: %v, not %v", name, keys(), before)
		}
	}
}

func TestReplyToAnEditedMessageGoesToItsSender(t *testing.T) {
	a := registered(t, "wechat", Settings{}, ack)
	m, err := a.NewMessage("text")
	if err != nil {
		t.Fatal(err)
	}
	edited, err := m.Edited(strings.ReplaceAll(m.XML(), m.Sender(), "another"))
	if err != nil || edited.Sender() != "another" || edited.Receiver() != m.Receiver() || m.Sender() == "another" {
		t.Error(err, edited, m.Sender())
	}
	if _, err := m.Edited("<xml>"); err == nil {
		t.Error("a document that is cut off is read")
	}
}

func TestCheckOfTheURLNamesWhatMayBeMistyped(t *testing.T) {
	t.Parallel() // it waits
	key := Settings{EncodingAESKey: exampleKey, Receiver: "corp"}
	for _, d := range []struct {
		platform string
		settings Settings
		serve    func(echostr, body string) (int, string)
		want     string
	}{
		{"wechat", Settings{}, func(echo, _ string) (int, string) { return 200, echo }, ""},
		{"wechat", Settings{}, func(echo, _ string) (int, string) { return 200, "\ufeff" + echo }, "not the echostr"},
		{"wechat", Settings{}, func(string, string) (int, string) { return 403, "" }, "with this token: status 403"},
		{"wechat", Settings{}, func(string, string) (int, string) { return 404, "" }, "not found"},
		{"wecom", key, func(string, string) (int, string) { return 403, "" }, "token, key or receiver"},
		{"wecom", key, func(echo, _ string) (int, string) { return 200, echo }, "not the echostr"},
		{"wechat", Settings{Deadline: 100 * time.Millisecond}, func(string, string) (int, string) {
			time.Sleep(time.Second)
			return 200, ""
		}, "does not answer"},
	} {
		err := registered(t, d.platform, d.settings, d.serve).CheckURL(context.Background())
		if (err == nil) != (d.want == "") || err != nil && !strings.Contains(err.Error(), d.want) {
			t.Errorf("%v, not %q", err, d.want)
		}
	}
}

// Not every server announces that it closes a connection after a response.
func TestEachRequestHasAConnectionOfItsOwn(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if !r.Close {
			t.Error("the connection is kept for another request")
		}
	}))
	defer server.Close()
	p, err := spec.Load("wechat")
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAccount(p, Settings{URL: server.URL, Token: "token"})
	if err != nil {
		t.Fatal(err)
	}
	if x := a.Wait(t.Context(), a.NewCheck("1"), 5*time.Second); x.Response == nil {
		t.Error(x.Err)
	}
}
