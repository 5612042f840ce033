package schema

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/joshdk/go-junit"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/probe"
	"github.com/replygen/replygen/internal/test/builtins"
	"github.com/replygen/replygen/spec"
)

const reports = "../../probe/testdata/"

func validate(t *testing.T, schema *jsonschema.Schema, report []byte) error {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(report))
	if err != nil {
		t.Fatalf("%v:\n%s", err, report)
	}
	return schema.Validate(document)
}

func TestReportsOfProbeFollowTheirSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(reports + "report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile(reports + "report.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(t, schema, golden); err != nil {
		t.Error(err)
	}
	for old, replacement := range map[string]string{
		`"status": "warned"`: `"status": "odd"`,
		`"level": "must",`:   "",
		`"passed": 1`:        `"passed": -1`,
		`"no slow text"`:     `""`,
		`"kind": "probe"`:    `"kind": "probe", "more": 1`,
	} {
		damaged := strings.Replace(string(golden), old, replacement, 1)
		if damaged == string(golden) || validate(t, schema, []byte(damaged)) == nil {
			t.Errorf("a report with %q in place of %q is valid", replacement, old)
		}
	}

	for name, handler := range handlers(t) {
		if err := validate(t, schema, reportOf(t, handler, "json")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A reader of JUnit counts what the JSON report counts, and knows each check by its class and name: GitLab drops one that
// it has met before.
func TestReportsOfProbeAreReadAsJUnit(t *testing.T) {
	for name, handler := range handlers(t) {
		var report struct {
			Summary struct{ Passed, Failed, Warned, Skipped, Known int }
			Checks  []struct{ ID, Status string }
		}
		if err := json.Unmarshal(reportOf(t, handler, "json"), &report); err != nil {
			t.Fatal(err)
		}
		suites, err := junit.Ingest(reportOf(t, handler, "junit"))
		if err != nil || len(suites) != 1 {
			t.Fatalf("%s: %v, %d suites", name, err, len(suites))
		}
		tests, of, got := suites[0].Tests, report.Summary, suites[0].Totals
		if name == "broken" { // why nothing could be tested is a case of its own
			got.Tests, got.Error, tests = got.Tests-1, got.Error-1, tests[:len(report.Checks)]
		}
		want := junit.Totals{
			Tests: len(report.Checks), Passed: of.Passed + of.Warned, Skipped: of.Skipped + of.Known, Failed: of.Failed,
			Duration: got.Duration,
		}
		if got != want {
			t.Errorf("%s: %+v, not %+v", name, got, want)
		}
		seen := map[string]bool{}
		for i, test := range tests {
			class, _, _ := strings.Cut(test.Name, ".")
			if test.Name != report.Checks[i].ID || test.Classname != "replygen.probe."+class || seen[test.Name] {
				t.Errorf("%s: %q %q, not %q once", name, test.Classname, test.Name, report.Checks[i].ID)
			}
			seen[test.Name] = true
			if failed := report.Checks[i].Status == "failed"; failed != (test.Status == junit.StatusFailed) ||
				failed && test.Error == nil {
				t.Errorf("%s: %s is %s with %v", name, test.Name, test.Status, test.Error)
			}
		}
	}
}

func handlers(t *testing.T) map[string]http.Handler {
	return map[string]http.Handler{
		"bot":    bot(t),
		"broken": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }),
		"errors": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				w.WriteHeader(http.StatusInternalServerError)
				return
			}
			bot(t).ServeHTTP(w, r)
		}),
	}
}

// bot is a handler that acks all messages.
func bot(t *testing.T) http.Handler {
	h, err := builtins.Packages["wechat"].NewHandler(func(any) []byte { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// reportOf probes a handler and returns all that is reported.
func reportOf(t *testing.T, handler http.Handler, format string) []byte {
	p, err := spec.Load("wechat")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	account, err := platform.NewAccount(p, platform.Settings{
		URL: server.URL, Token: builtins.Token, EncodingAESKey: builtins.EncodingAESKey, Receiver: builtins.Receiver,
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := probe.Run(t.Context(), account, probe.Options{}).Write(&b, format, probe.Style{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
