package probe_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/spec/probe"
)

func newBot() http.Handler {
	var mux wechat.Mux
	mux.OnText(func(_ context.Context, m *wechat.TextMessage) (wechat.Reply, error) {
		return m.ReplyText(m.Content).Build()
	})
	h, err := wechat.NewHandler(wechat.Config{
		Token: "test-token", Logger: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}, &mux)
	if err != nil {
		panic(err)
	}
	return h
}

// In a test, t is the function's argument.
func ExampleTest() {
	var t *testing.T
	probe.Test(t, newBot(), probe.Config{Token: "test-token", Skip: []string{"body.huge"}})
}

func TestBotPasses(t *testing.T) {
	probe.Test(t, newBot(), probe.Config{Token: "test-token"})
}

// brokenVariable makes TestBrokenBot run, in a process whose failure is no failure of ours.
const brokenVariable = "REPLYGEN_TEST_BROKEN"

func TestBrokenBot(t *testing.T) {
	token := os.Getenv(brokenVariable)
	if token == "" {
		t.Skip("runs for TestFailuresAreSubtests")
	}
	bot := newBot()
	probe.Test(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorded := httptest.NewRecorder()
		bot.ServeHTTP(recorded, r)
		w.WriteHeader(recorded.Code)
		_, _ = io.WriteString(w, strings.ReplaceAll(recorded.Body.String(), "]]]]><![CDATA[>", "]]>"))
	}), probe.Config{Token: token, Only: []string{"text"}})
}

func TestFailuresAreSubtests(t *testing.T) {
	for token, want := range map[string][]string{
		"test-token": {"--- FAIL: TestBrokenBot/text.cdata_end", "--- PASS: TestBrokenBot/text.markup", "contract: "},
		"wrong":      {"--- FAIL: TestBrokenBot/url.echo", "nothing could be tested", "--- SKIP: TestBrokenBot/text.markup"},
	} {
		command := exec.Command(os.Args[0], "-test.run=^TestBrokenBot$", "-test.v")
		command.Env = append(os.Environ(), brokenVariable+"="+token)
		out, err := command.CombinedOutput()
		if err == nil || strings.Count(string(out), "--- FAIL") != 2 {
			t.Errorf("%v\n%s", err, out)
		}
		for _, text := range want {
			if !strings.Contains(string(out), text) {
				t.Errorf("no %q in\n%s", text, out)
			}
		}
	}
}
