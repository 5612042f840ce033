// Package probe tests a handler against the contract of its messaging platform, in the tests of a Go program: it plays
// the platform, as the command replygen probe does against a running server.
//
//	func TestBot(t *testing.T) {
//		probe.Test(t, newBot(), probe.Config{Spec: "reply/campus.yaml", Token: "test-token"})
//	}
//
// Each check is a subtest, named by its id: go test -run TestBot/text.cdata_end reports just that one. The ids do not
// change; replygen probe --list prints them with contract and source.
package probe

import (
	"cmp"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/probe"
	"github.com/replygen/replygen/spec"
)

// Config is what the platform knows about the handler, and which checks run.
type Config struct {
	// Spec is the platform as --spec names it: builtin:NAME, or a file; builtin:wechat when "". Overlays apply on top.
	Spec     string
	Overlays []string
	// Path is where the handler is registered, "/" when "".
	Path string
	// Token signs the platform's requests.
	Token string
	// EncodingAESKey is the key of encrypted messages. With one, messages are sent encrypted.
	EncodingAESKey string
	// Receiver is the id inside of encrypted messages: AppID, CorpID.
	Receiver string

	// Only and Skip are prefixes of the ids of checks to run, and to leave out: text, crypto.reply.
	Only, Skip []string
	// Slow is a text on which the handler takes longer than the platform's deadline, which some checks need. They last as
	// long as the platform tries.
	Slow string
	// Strict makes checks of level should fail, too, instead of being logged.
	Strict bool
}

// Test runs the checks on a handler, each as a subtest.
func Test(t *testing.T, handler http.Handler, c Config) {
	t.Helper()
	p, err := spec.Load(cmp.Or(c.Spec, "builtin:wechat"), c.Overlays...)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	account, err := platform.NewAccount(p, platform.Settings{
		URL: server.URL + c.Path, Token: c.Token, EncodingAESKey: c.EncodingAESKey, Receiver: c.Receiver,
	})
	if err != nil {
		t.Fatal(err)
	}
	o := probe.Options{
		Only: c.Only, Skip: c.Skip, Slow: c.Slow, Strict: c.Strict,
		Done: func(r probe.Result) { show(t, account, r) },
	}
	if err := o.Validate(); err != nil {
		t.Fatal(err)
	}
	if r := probe.Run(t.Context(), account, o); r.Untestable != "" {
		t.Errorf("nothing could be tested: %s", account.Redact(r.Untestable))
	}
}

// show makes a subtest of a result.
func show(t *testing.T, account *platform.Account, r probe.Result) {
	t.Run(r.ID, func(t *testing.T) {
		text := r.Explain(account.Redact)
		switch r.Status {
		case probe.Failed:
			t.Error(text)
		case probe.Warned:
			t.Log(text)
		case probe.Skipped:
			t.Skip(text)
		case probe.Passed, probe.Known:
		}
	})
}
