package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
)

// probed starts a bot that repeats texts and, where it is broken, breaks on some of them.
func probed(t *testing.T, broken bool) (url string) {
	t.Helper()
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	h, err := wechat.NewHandler(wechat.Config{Token: "test-token", Logger: quiet}, wechat.HandlerFunc(
		func(_ context.Context, m wechat.Message) (wechat.Reply, error) {
			if text, ok := m.(*wechat.TextMessage); ok {
				return text.ReplyText(text.Content).Build()
			}
			return nil, nil
		}))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorded := httptest.NewRecorder()
		h.ServeHTTP(recorded, r)
		body := recorded.Body.String()
		if broken {
			body = strings.ReplaceAll(body, "]]]]><![CDATA[>", "]]>")
		}
		w.WriteHeader(recorded.Code)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestProbeReportsAndExitsByWhatItFinds(t *testing.T) {
	inDir(t, map[string]string{"probe.known": "text.cdata_end  # later\n", "stale.known": "text.markup\n"})
	env := environment{"REPLYGEN_TOKEN": "test-token"}
	good, bad := probed(t, false), probed(t, true)
	only := func(more ...string) []string { return append([]string{"probe", "--only", "text"}, more...) }

	env.run("", only(good)...).want(t, exitFine, "0 failed", "")
	env.run("", only(bad)...).want(t, exitFindings, "replygen probe --only text.cdata_end "+bad, "")
	env.run("", only("--known", "probe.known", bad)...).want(t, exitFine, "(known: later)", "")
	env.run("", only("--known", "stale.known", good)...).want(t, exitFindings, "stale.known:1", "")
	env.run("", only("--wait", "1ms", "http://127.0.0.1:1/")...).want(t, exitUsage, "0 passed", "nothing could be tested: http://127.0.0.1:1/ does not answer")
	environment{"REPLYGEN_TOKEN": "wrong"}.run("", only(good)...).want(t, exitUsage, "0 passed", "the URL check fails with this token")

	env.run("", only("--format", "json", "--out", "probe.json", bad)...).want(t, exitFindings, "", "1 failed")
	var report struct{ Summary struct{ Failed int } }
	if err := json.Unmarshal([]byte(readFile(t, "probe.json")), &report); err != nil || report.Summary.Failed != 1 {
		t.Error(err, readFile(t, "probe.json"))
	}
	for _, format := range []string{"text", "json", "junit"} {
		r := env.run("", only("--format", format, "--verbose", bad)...)
		if strings.Contains(r.out+r.err, "test-token") {
			t.Errorf("%s shows the token:\n%s", format, r.out)
		}
	}
}

// A file at fault is named without the usage, and before the server gets a request.
func TestProbeChecksItsFilesFirst(t *testing.T) {
	inDir(t, map[string]string{"wrong.known": "text.markup later\n"})
	unasked := listening(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a request") }))
	for _, d := range []struct{ flag, file, want string }{
		{"--known", "none", "replygen probe: open none: "},
		{"--known", "wrong.known", "replygen probe: wrong.known:1: "},
		{"--out", "none/probe.json", "replygen probe: open none/probe.json: "},
	} {
		r := replygen("probe", "--token", "t", d.flag, d.file, unasked)
		r.want(t, exitUsage, "", d.want)
		if strings.Contains(r.err, "usage") {
			t.Errorf("%s %s: %s", d.flag, d.file, r.err)
		}
	}
}

func TestProbeListsItsChecks(t *testing.T) {
	replygen("probe", "--list", "--only", "url.echo").want(t, exitFine, "url.echo", "")
	if r := replygen("probe", "--list"); !strings.Contains(r.out, "server.alive") || r.code != exitFine {
		t.Error(r.out)
	}
}

func TestRepeatedCommandIsOneForAShell(t *testing.T) {
	env := environment{"REPLYGEN_KEY": "key"}
	c := &invocation{env: env.get, spec: "wecom", overlays: texts{"my overlay.yaml"}, remote: true}
	c.settings.Receiver, c.settings.Token, c.settings.EncodingAESKey = "corp", "secret", "key"
	const want = `replygen probe --spec wecom --overlay 'my overlay.yaml' --token … --receiver corp --slow 'it'\''s' --only text --remote 'http://a/?b&c'`
	if got := c.repeat("text", "it's", "http://a/?b&c"); got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}
