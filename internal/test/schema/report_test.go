package schema

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

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

	for name, handler := range map[string]http.Handler{
		"bot":    bot(t),
		"broken": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }),
	} {
		if err := validate(t, schema, reportOf(t, handler)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
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
func reportOf(t *testing.T, handler http.Handler) []byte {
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
	if err := probe.Run(t.Context(), account, probe.Options{}).Write(&b, "json", probe.Style{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
