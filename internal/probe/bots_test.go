package probe

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/test/builtins"
	"github.com/replygen/replygen/spec"
)

// echoBot is a bot that is right in everything: the generated handler of wechat, which repeats texts and greets who
// subscribes. With a key it takes encrypted messages, too.
func echoBot(t *testing.T, key string) http.Handler {
	t.Helper()
	var mux wechat.Mux
	mux.OnText(func(_ context.Context, m *wechat.TextMessage) (wechat.Reply, error) {
		if m.Content == "slow" {
			time.Sleep(2 * testDeadline)
		}
		return m.ReplyText(m.Content).Build()
	})
	mux.OnScan(func(_ context.Context, m *wechat.ScanEvent) (wechat.Reply, error) {
		return m.ReplyText("scanned " + m.EventKey).Build()
	})
	config := wechat.Config{Token: builtins.Token, MaxAge: 5 * time.Minute}
	if key != "" {
		config.EncodingAESKey, config.AppID, config.RequireEncryption = key, builtins.Receiver, true
	}
	h, err := wechat.NewHandler(config, &mux)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// testDeadline is the platform's where a bot is slow.
const testDeadline = 800 * time.Millisecond

// settings are those of the handlers of package builtins.
func settings(url, key string) platform.Settings {
	s := platform.Settings{URL: url, Token: builtins.Token, EncodingAESKey: key}
	if key != "" {
		s.Receiver = builtins.Receiver
	}
	return s
}

// loads are the platforms that were loaded, by name.
var loads sync.Map

func load(t *testing.T, name string) *spec.Platform {
	t.Helper()
	once, _ := loads.LoadOrStore(name, sync.OnceValues(func() (*spec.Platform, error) { return spec.Load(name) }))
	p, err := once.(func() (*spec.Platform, error))()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// probe runs the checks on a handler.
func probe(t *testing.T, p *spec.Platform, h http.Handler, key string, o Options) *Report {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	s := settings(server.URL, key)
	if o.Slow != "" {
		s.Deadline = testDeadline
	}
	if p.Security == nil || p.Security.Receiver == "" {
		s.Receiver = ""
	}
	a, err := platform.NewAccount(p, s)
	if err != nil {
		t.Fatal(err)
	}
	return Run(t.Context(), a, o)
}

// unfit lists the checks that neither passed nor were skipped.
func unfit(r *Report) map[string]string {
	out := map[string]string{}
	for _, result := range r.Results {
		if result.isFinding() {
			out[result.ID] = string(result.Status) + ": " + result.Message
		}
	}
	return out
}
