package probe

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/internal/test/builtins"
)

func TestEchoBotPassesEachCheckThatApplies(t *testing.T) {
	for name, key := range map[string]string{"plain": "", "encrypted": builtins.EncodingAESKey} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := probe(t, load(t, "wechat"), echoBot(t, key), key, Options{Slow: "slow", Skip: []string{"body.huge"}})
			if bad := unfit(r); len(bad) > 0 {
				t.Error(bad)
			}
			// The bot acks late messages by the platform's own deadline, which is longer than this one.
			expected := []string{"url.encrypted", "url.receiver", "retry.in_flight", "reply.plain"}
			for _, result := range r.Results {
				other := strings.HasPrefix(result.ID, "crypto.") && key == ""
				if result.Status == Skipped && !other && !slices.Contains(expected, result.ID) {
					t.Errorf("%s: %s", result.ID, result.Message)
				}
			}
		})
	}
}

func TestReplySealedForAnotherReceiverFails(t *testing.T) {
	h := envelopes(func(a string) string { return envelope(testKey.Seal(a, "other"), now()) })(echoBot(t, builtins.EncodingAESKey))
	r := probe(t, load(t, "wechat"), h, builtins.EncodingAESKey, Options{Skip: []string{"body.huge"}})
	if bad := unfit(r); len(bad) != 1 || !strings.Contains(bad["crypto.reply"], `"other"`) {
		t.Error(bad)
	}
}

// A URL check that is answered with more than its echostr is a finding; the server can be tested all the same.
func TestDecoratedEchoIsAFindingAndNoWrongToken(t *testing.T) {
	h := check(func(x *exchange) { fmt.Fprint(x, "\uFEFF"); x.next.ServeHTTP(x, x.request) })(echoBot(t, ""))
	if r := probe(t, load(t, "wechat"), h, "", Options{}); r.Untestable != "" || r.Count(Failed) != 1 || r.Count(Passed) != 0 {
		t.Error(unfit(r), r.Untestable)
	}
}

// A browser looks into a response without a type, and takes one that begins with a tag for HTML.
func TestEchoWithoutATypeIsAFinding(t *testing.T) {
	h := check(func(x *exchange) {
		x.Header()["Content-Type"] = nil
		fmt.Fprint(x, x.request.URL.Query().Get("echostr"))
	})(echoBot(t, ""))
	r := probe(t, load(t, "wechat"), h, "", Options{Only: []string{"url.type"}})
	if bad := unfit(r); len(bad) != 1 || !strings.Contains(bad["url.type"], "no Content-Type") {
		t.Error(bad)
	}
}

func TestServerMayRefuseAMethodAsNotImplemented(t *testing.T) {
	h := bot(func(x *exchange) bool {
		if x.request.Method == http.MethodPut {
			http.Error(x, "", http.StatusNotImplemented)
		}
		return x.request.Method == http.MethodPut
	})(echoBot(t, ""))
	if bad := unfit(probe(t, load(t, "wechat"), h, "", Options{Only: []string{"method"}})); len(bad) > 0 {
		t.Error(bad)
	}
}

// It says nothing about the messages of users, which deadline.text is about.
func TestSlowAnswerToAHugeBodyIsAFindingOfItsOwn(t *testing.T) {
	h := bot(func(x *exchange) bool {
		if len(x.plain) > 1<<20 {
			time.Sleep(testDeadline * 3 / 2)
			return x.refuse()
		}
		return false
	})(echoBot(t, ""))
	o := Options{Only: []string{"body.huge", "deadline.text"}, Slow: "slow"}
	if bad := unfit(probe(t, load(t, "wechat"), h, "", o)); len(bad) != 1 || bad["body.huge"] == "" {
		t.Error(bad)
	}
}

func TestStackTraceInAResponseIsAFinding(t *testing.T) {
	for _, text := range []string{
		"goroutine 7 [running]:\nmain.main()", "Traceback (most recent call last):\n  File \"bot.py\"",
		"TypeError: x\n    at handle (/srv/bot.js:3:7)\n", "Stack trace:\n#0 bot.php",
	} {
		h := bot(func(x *exchange) bool {
			if x.request.Method != http.MethodPost || x.plain != "" {
				return false
			}
			http.Error(x, text, http.StatusBadRequest)
			return true
		})(echoBot(t, ""))
		r := probe(t, load(t, "wechat"), h, "", Options{Only: []string{"body.empty", "body.cut"}})
		if bad := unfit(r); len(bad) != 1 || !strings.Contains(bad["body.empty"], "where the server failed") {
			t.Errorf("%q: %v", text, bad)
		}
	}
}

// What a bot writes beside the text may change from message to message: a time, an id.
func TestTextBesideWhichSomethingChangesIsUnchanged(t *testing.T) {
	var mux wechat.Mux
	mux.OnText(func(_ context.Context, m *wechat.TextMessage) (wechat.Reply, error) {
		if len(m.Content) > 2000 {
			return nil, nil
		}
		return m.ReplyText(m.MsgID + ": " + m.Content + " (" + m.MsgID + ")").Build()
	})
	h, err := wechat.NewHandler(wechat.Config{Token: builtins.Token}, &mux)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range probe(t, load(t, "wechat"), h, "", Options{}).Results {
		if r.Status == Failed {
			t.Errorf("%s: %s", r.ID, r.Message)
		}
	}
}

// A spec may state how messages are encrypted, and no messages.
func TestPlatformWithoutMessagesHasItsURLChecked(t *testing.T) {
	p := *load(t, "wechat")
	p.Messages, p.Events = nil, nil
	r := probe(t, &p, echoBot(t, builtins.EncodingAESKey), builtins.EncodingAESKey, Options{})
	if bad := unfit(r); len(bad) > 0 {
		t.Error(bad)
	}
	passed(t, r, "url.echo", "url.signature", "server.alive")
}

// What follows a failure would only repeat it.
func TestCheckEndsAtItsFirstFailure(t *testing.T) {
	h := opened32(func(n int) bool { return n > 16 })(echoBot(t, builtins.EncodingAESKey))
	r := probe(t, load(t, "wechat"), h, builtins.EncodingAESKey, Options{Only: []string{"crypto.padding"}})
	last := r.Results[len(r.Results)-1]
	if n := len(last.Exchanges); last.Status != Failed || n == 0 || last.At != last.Exchanges[n-1] {
		t.Errorf("%s %s: %d exchanges", last.ID, last.Status, n)
	}
}
