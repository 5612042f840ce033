package probe

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/test/builtins"
)

func TestNoCheckPassesOnAServerThatServesNothing(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"closes": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"hangs": func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // only then is a client that hangs up noticed
			<-r.Context().Done()
		},
		"404":       http.NotFound,
		"500":       func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "oops", http.StatusInternalServerError) },
		"garbage":   func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "\x00\x01<<<") },
		"empty":     func(http.ResponseWriter, *http.Request) {},
		"success":   func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "success") },
		"redirects": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) },
	} {
		for _, o := range []Options{{}, {Skip: []string{"url"}}} {
			if len(o.Skip) > 0 && (name == "empty" || name == "success" || name == "garbage") {
				continue // these answer with status 200
			}
			t.Run(name+strings.Join(o.Skip, ""), func(t *testing.T) {
				t.Parallel()
				server := httptest.NewServer(h)
				defer server.Close()
				s := settings(server.URL, "")
				s.Deadline = 50 * time.Millisecond
				a, err := platform.NewAccount(load(t, "wechat"), s)
				if err != nil {
					t.Fatal(err)
				}
				r := Run(t.Context(), a, o)
				if n := r.Count(Passed); n > 0 || r.Untestable == "" {
					t.Errorf("%d passed, untestable: %q", n, r.Untestable)
				}
				if findings := unfit(r); len(findings) > 1 {
					t.Error(findings)
				}
			})
		}
	}
}

// What one defect causes is not reported again by other checks.
func TestOneDefectIsOneFinding(t *testing.T) {
	acked := func(ack string) func(http.Handler) http.Handler {
		return edits(every, func(answer string) string {
			if answer == "success" {
				return ack
			}
			return answer
		})
	}
	twice := envelopes(func(reply string) string { return sealedReply(sealedReply(reply)) })
	for name, tt := range map[string]struct {
		key    string
		breaks func(http.Handler) http.Handler
		id     string
	}{
		"ack of another word":                       {"", acked("OK"), "reply.nothing"},
		"ack with a newline":                        {"", acked("success\n"), "reply.nothing"},
		"empty document":                            {"", acked("<xml></xml>"), "reply.nothing"},
		"ack of another word to encrypted messages": {builtins.EncodingAESKey, acks(func(string) string { return "OK" }), "reply.nothing"},

		"encrypted twice": {builtins.EncodingAESKey, twice, "crypto.reply"},
	} {
		r := probe(t, load(t, "wechat"), tt.breaks(echoBot(t, tt.key)), tt.key, Options{Skip: []string{"body.huge"}})
		if bad := unfit(r); len(bad) != 1 || bad[tt.id] == "" {
			t.Errorf("%s: %v", name, bad)
		}
	}
}

// An error page may have status 200, and be well-formed.
func TestPageThatRefusesAMessageIsNoReply(t *testing.T) {
	h := bot(func(x *exchange) bool {
		q := x.request.URL.Query()
		if x.request.Method == http.MethodGet || q.Get("signature") == platform.Sign(builtins.Token, q.Get("timestamp"), q.Get("nonce")) {
			return false
		}
		fmt.Fprint(x, "<html><body>wrong signature</body></html>")
		return true
	})(echoBot(t, ""))
	r := probe(t, load(t, "wechat"), h, "", Options{Only: []string{"signature"}})
	if bad := unfit(r); len(bad) > 0 {
		t.Error(bad)
	}
}

// Each other check would wait as long.
func TestServerThatIsAlwaysLateIsOneFinding(t *testing.T) {
	h := bot(func(x *exchange) bool {
		if x.request.Method == http.MethodPost {
			time.Sleep(testDeadline * 5 / 4)
		}
		return false
	})(echoBot(t, ""))
	r := probe(t, load(t, "wechat"), h, "", Options{Slow: "slow"})
	if bad := unfit(r); len(bad) != 1 || !strings.Contains(bad["reply.status"], "longer than 800ms") {
		t.Error(bad)
	}
}

func TestInterruptedCheckIsNoFinding(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	h := bot(func(x *exchange) bool {
		if strings.Contains(x.plain, "]]]]") {
			cancel()
			<-x.request.Context().Done()
		}
		return false
	})(echoBot(t, ""))
	server := httptest.NewServer(h)
	defer server.Close()
	a, err := platform.NewAccount(load(t, "wechat"), settings(server.URL, ""))
	if err != nil {
		t.Fatal(err)
	}
	r := Run(ctx, a, Options{Only: []string{"text"}})
	if bad := unfit(r); len(bad) > 0 || r.Count(Passed) == 0 {
		t.Error(bad, r.Count(Passed))
	}
}

func TestNobodyAnswers(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	a, err := platform.NewAccount(load(t, "wechat"), settings(server.URL, ""))
	if err != nil {
		t.Fatal(err)
	}
	r := Run(t.Context(), a, Options{})
	if r.Count(Passed) > 0 || !strings.Contains(r.Untestable, "does not answer") {
		t.Error(unfit(r), r.Untestable)
	}
	var b bytes.Buffer
	if err := r.Write(&b, "text", Style{}); err != nil || strings.Contains(b.String(), "url.echo failed") {
		t.Errorf("%v: the checks that did not run hide the finding:\n%s", err, b.String())
	}
}

func TestWrongTokenIsSaidAndNothingElse(t *testing.T) {
	server := httptest.NewServer(echoBot(t, ""))
	defer server.Close()
	s := settings(server.URL, "")
	s.Token = "another"
	a, err := platform.NewAccount(load(t, "wechat"), s)
	if err != nil {
		t.Fatal(err)
	}
	if r := Run(t.Context(), a, Options{}); len(unfit(r)) != 1 || !strings.Contains(r.Untestable, "wrong token") {
		t.Error(unfit(r), r.Untestable)
	}
}

// A process that dies takes its port with it.
func TestServerThatDiesIsOneFinding(t *testing.T) {
	var server *httptest.Server
	server = httptest.NewServer(bot(func(x *exchange) bool {
		if !strings.Contains(x.plain, "\x02") {
			return false
		}
		go server.Close()
		panic(http.ErrAbortHandler)
	})(echoBot(t, "")))
	defer server.Close()
	a, err := platform.NewAccount(load(t, "wechat"), settings(server.URL, ""))
	if err != nil {
		t.Fatal(err)
	}
	r := Run(t.Context(), a, Options{Only: []string{"text", "body", "server"}})
	findings := unfit(r)
	died := strings.Contains(findings["text.control_raw"], "does not answer any more")
	if len(findings) != 1 || !died || r.Untestable != "" {
		t.Error(findings, r.Untestable)
	}
	if last := r.Results[len(r.Results)-1]; last.ID != "server.alive" || last.Status != Skipped {
		t.Errorf("%s %s", last.ID, last.Status)
	}
}

func TestRunWithoutSlowChecksIsShort(t *testing.T) {
	began := time.Now()
	probe(t, load(t, "wechat"), echoBot(t, builtins.EncodingAESKey), builtins.EncodingAESKey, Options{})
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}
