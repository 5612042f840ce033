package rt

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// A provider serves several accounts with one key. Each message says for whom it was, is another one than the same
// message to somebody else, and is answered under that receiver's seal.
func TestMessagesOfSeveralReceivers(t *testing.T) {
	c, log := serveTestConfig(t)
	c.keys = keysAccepting(t, func(id string) bool { return id == "ww1" || id == "ww2" })
	var receivers []string
	c.work = func(ctx context.Context, m deliverable) (answerable, error) {
		receivers = append(receivers, m.receipt().Receiver)
		return echo(ctx, m)
	}
	h := mustHandler(t, c)
	for range 2 {
		for _, receiver := range []string{servedReceiver, "ww1", "ww2", "ww3"} {
			platform, err := newMessageKey(wecomSampleKey, receiver)
			if err != nil {
				t.Fatal(err)
			}
			got, echoed := serve(h, encryptedPost(t, platform, hello)), sealedBy(t, platform, "1")
			q := signedQuery(servedToken, echoed, time.Now())
			q.Set("echostr", echoed)
			check := serve(h, request("GET", q, ""))
			if receiver == "ww3" {
				if got != (served{400, ""}) || check != (served{400, ""}) {
					t.Errorf("%s: %+v, %+v", receiver, got, check)
				}
				continue
			}
			if opened := openedReply(t, platform, servedToken, got.body); opened != helloAnswer || check != (served{200, "1"}) {
				t.Errorf("%s: %s, %+v", receiver, opened, check)
			}
		}
	}
	if got := serve(h, plainPost(hello)); got != (served{200, helloAnswer}) {
		t.Errorf("%+v", got)
	}
	if !slices.Equal(receivers, []string{servedReceiver, "ww1", "ww2", ""}) {
		t.Errorf("handled for %q", receivers)
	}
	logged := log.records(t)
	if cause, _ := firstRecord(logged)["error"].(string); len(logged) != 4 || !strings.Contains(cause, `"ww3"`) {
		t.Errorf("%v", logged)
	}
}

// Of messages that their XML identifies, too.
func TestReceiverIsPartOfEveryKey(t *testing.T) {
	c, _ := serveTestConfig(t)
	c.keys = keysAccepting(t, func(string) bool { return true })
	var keys []string
	c.store = &keyStore{newTestStore(t, 0, 0), &keys}
	h := mustHandler(t, c)
	long := strings.Repeat("1", 2*maxKey)
	for _, id := range []string{"", "1", long} {
		for _, receiver := range []string{"", "ww1", "ww2", servedReceiver} {
			platform, err := newMessageKey(wecomSampleKey, receiver)
			if err != nil {
				t.Fatal(err)
			}
			for _, content := range []string{"a", "b"} {
				if got := serve(h, encryptedPost(t, platform, &servedMessage{from: "o1", id: id, content: content})); got.status != 200 {
					t.Errorf("%+v", got)
				}
			}
		}
	}
	slices.Sort(keys)
	if n := len(slices.Compact(slices.Clone(keys))); n != 4*2+4+4 { // without an id, their XML
		t.Errorf("%d keys: %q", n, keys)
	}
	for _, key := range keys {
		if len(key) > maxKey {
			t.Errorf("a key of %d bytes", len(key))
		}
	}
}

// The panic must not reach net/http, which would send no response.
func TestPanicOfAcceptReceiverIsAcked(t *testing.T) {
	c, log := serveTestConfig(t)
	c.keys = keysAccepting(t, func(string) bool { panic("no such account") })
	h := mustHandler(t, c)
	platform, err := newMessageKey(wecomSampleKey, "ww1")
	if err != nil {
		t.Fatal(err)
	}
	echoed := sealedBy(t, platform, "1")
	check := signedQuery(servedToken, echoed, time.Now())
	check.Set("echostr", echoed)
	for _, r := range []*http.Request{encryptedPost(t, platform, hello), request("GET", check, "")} {
		if got := serve(h, r); got != (served{200, "success"}) {
			t.Errorf("%s: %+v", r.Method, got)
		}
		if logged := log.records(t); len(logged) != 1 || logged[0]["level"] != "ERROR" || logged[0]["panic"] != "no such account" {
			t.Errorf("%s: logged %v", r.Method, logged)
		}
	}
}
