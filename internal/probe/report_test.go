package probe

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/test/builtins"
	"github.com/replygen/replygen/spec"
)

var update = flag.Bool("update", false, "write the goldens anew")

// fixed is a report with a check of each status.
func fixed(t *testing.T) *Report {
	t.Helper()
	a, err := platform.NewAccount(load(t, "wechat"), settings("http://user:password@127.0.0.1:8080/wechat", builtins.EncodingAESKey))
	if err != nil {
		t.Fatal(err)
	}
	m, err := a.NewMessage("text")
	if err != nil {
		t.Fatal(err)
	}
	m.Element, err = platform.ParseDocument("<xml><Content>你好 ]]&gt;</Content></xml>")
	if err != nil {
		t.Fatal(err)
	}
	const reply = "<xml><Content><![CDATA[你好 ]]>\x1b]]></Content></xml>"
	x := &platform.Exchange{
		Request: &platform.Request{
			Method: "POST", Query: map[string][]string{"nonce": {"n"}}, Body: "<xml><Encrypt>…</Encrypt></xml>", Plain: m.XML(),
			Mode: platform.Encrypted, Message: m,
		},
		Response: &platform.Response{Status: 200, Type: "text/xml", Body: "token " + builtins.EncodingAESKey + " \xff"},
		Took:     3 * time.Millisecond,
		Answer: &platform.Answer{XML: reply, Faults: []platform.Fault{
			{Aspect: platform.WellFormed, Message: "unescaped ]]> not in CDATA section", At: strings.Index(reply, "\x1b") + 1},
		}},
	}
	of := func(id string, s Status, message string) Result {
		for _, c := range Catalogue() {
			if c.ID == id {
				return Result{Check: c, Status: s, Message: message, Took: 3 * time.Millisecond}
			}
		}
		t.Fatal(id)
		return Result{}
	}
	failed := of("text.cdata_end", Failed, x.Answer.Faults[0].Message)
	failed.Exchanges, failed.At, failed.Fault = []*platform.Exchange{x}, x, &x.Answer.Faults[0]
	return &Report{
		Account: a, Modes: []platform.Mode{platform.Encrypted}, Slowest: 312 * time.Millisecond,
		Results: []Result{
			of("url.echo", Passed, ""), failed, of("body.huge", Warned, "no response within 10s"),
			of("deadline.slow", Skipped, "no slow text"), of("retry.same_answer", Known, "another reply (known: answers at random)"),
		},
	}
}

func TestReports(t *testing.T) {
	for _, format := range []string{"text", "json", "junit"} {
		t.Run(format, func(t *testing.T) {
			var b bytes.Buffer
			style := Style{Repeat: func(id string) string { return "replygen probe --only " + id + " URL" }}
			if err := fixed(t).Write(&b, format, style); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "report."+format)
			if *update {
				if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil || !bytes.Equal(want, b.Bytes()) {
				t.Errorf("%s: %v\n%s", golden, err, b.Bytes())
			}
			for _, secret := range []string{builtins.EncodingAESKey, "password", "\"token", ">token", "\x1b", ": token "} {
				if strings.Contains(b.String(), secret) {
					t.Errorf("the report holds %q", secret)
				}
			}
		})
	}
}

func TestReportsOfARunAreReadByPrograms(t *testing.T) {
	r := probe(t, load(t, "wechat"), fails(has("\xff"))(echoBot(t, "")), "", Options{Only: []string{"text"}})
	for _, verbose := range []bool{false, true} {
		var b bytes.Buffer
		var got struct {
			Replygen int
			Summary  struct{ Failed int }
			Checks   []struct {
				ID        string
				Status    Status
				Exchanges []struct{ Request struct{ Base64 []byte } }
			}
		}
		if err := r.Write(&b, "json", Style{Verbose: verbose}); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b.Bytes(), &got); err != nil || got.Summary.Failed != 1 || got.Replygen != 1 {
			t.Errorf("%v %+v", err, got.Summary)
		}
		for _, c := range got.Checks {
			if (len(c.Exchanges) > 0) != (c.Status == Failed || verbose && c.Status == Passed) {
				t.Errorf("%s %s has %d exchanges", c.ID, c.Status, len(c.Exchanges))
			}
			if c.Status == Failed && len(c.Exchanges[0].Request.Base64) == 0 {
				t.Error("the body that is not UTF-8 is lost")
			}
		}
	}
	var b bytes.Buffer
	if err := r.Write(&b, "junit", Style{}); err != nil {
		t.Fatal(err)
	}
	var suite struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Cases    []struct {
			Class   string    `xml:"classname,attr"`
			Name    string    `xml:"name,attr"`
			Failure *struct{} `xml:"failure"`
			Skipped *struct{} `xml:"skipped"`
		} `xml:"testcase"`
	}
	if err := xml.Unmarshal(b.Bytes(), &suite); err != nil || suite.Failures != 1 || suite.Tests != len(suite.Cases) {
		t.Errorf("%v\n%s", err, b.Bytes())
	}
	names := map[string]bool{}
	for _, c := range suite.Cases {
		if names[c.Class+c.Name] || c.Name == "" || c.Failure != nil && c.Skipped != nil {
			t.Errorf("%+v", c)
		}
		names[c.Class+c.Name] = true
	}
}

func TestListOfKnownFailuresIsExact(t *testing.T) {
	known, err := ParseKnown("probe.known", []byte("# why\n\ntext.bad_utf8  # later\ntext.empty\ndeadline.slow # slow\ntext.nothing\nbody.huge\n"))
	if err != nil {
		t.Fatal(err)
	}
	r := probe(t, load(t, "wechat"), fails(has("\xff"))(echoBot(t, "")), "", Options{Only: []string{"text", "deadline"}, Known: known})
	want := map[string]string{
		"text.bad_utf8": "known: the status is 500, not 200 (known: later)",
		"text.empty":    "failed: probe.known:4 expects the check to fail, but it passes; remove the line",
		"deadline.slow": "failed: probe.known:5 expects the check to fail, but it is skipped: no slow text; remove the line",
		"text.nothing":  "failed: probe.known:6 expects the check to fail, but it does not exist; remove the line",
	}
	got := unfit(r)
	for id, message := range want {
		if got[id] != message {
			t.Errorf("%s: %q, not %q", id, got[id], message)
		}
	}
	if len(got) != len(want) {
		t.Error(got)
	}
	if _, err := ParseKnown("probe.known", []byte("a b\n")); err == nil {
		t.Error("two ids in a line")
	}
}

func TestCheckOfLevelShouldWarnsUnlessTheRunIsStrict(t *testing.T) {
	broken := mutations["reply.time"].breaks
	for strict, want := range map[bool]Status{false: Warned, true: Failed} {
		r := probe(t, load(t, "wechat"), broken(echoBot(t, "")), "", Options{Only: []string{"reply.time"}, Strict: strict})
		if last := r.Results[len(r.Results)-1]; last.ID != "reply.time" || last.Status != want {
			t.Errorf("strict %v: %s %s", strict, last.ID, last.Status)
		}
	}
}

func TestCatalogueIsInOrder(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Catalogue() {
		if seen[c.ID] || c.Contract == "" || c.Source == "" || c.test == nil || c.Level != Must && c.Level != Should {
			t.Errorf("%+v", c)
		}
		for _, need := range c.Needs {
			if !seen[need] {
				t.Errorf("%s needs %s, which does not precede it", c.ID, need)
			}
		}
		seen[c.ID] = true
	}
}

func TestSelectionBringsWhatItNeeds(t *testing.T) {
	ids := func(o Options) (out []string) {
		for _, c := range o.Checks() {
			out = append(out, c.ID)
		}
		return out
	}
	if got := strings.Join(ids(Options{Only: []string{"reply.single"}, Skip: []string{"crypto"}}), " "); got != "url.echo reply.status reply.plain reply.utf8 reply.single" {
		t.Error(got)
	}
	if got := ids(Options{Only: []string{"tex"}}); len(got) > 0 {
		t.Error(got)
	}
	if got := len(ids(Options{})); got != len(Catalogue()) {
		t.Error(got)
	}
}

// A platform without encryption, addresses or messages has none of their checks.
func TestChecksApplyByWhatTheSpecSays(t *testing.T) {
	for _, id := range spec.Builtins() {
		p := load(t, id)
		s := &session{Account: &platform.Account{Spec: p, Mode: platform.Plain}}
		for _, c := range Catalogue() {
			why := c.obstacle(s)
			if strings.HasPrefix(c.ID, "crypto.") && why == "" {
				t.Errorf("%s: %s applies without a key", id, c.ID)
			}
			if c.ID == "reply.addresses" && (why == "") != (p.Inbound.Addresses != nil) {
				t.Errorf("%s: %s: %q", id, c.ID, why)
			}
			if c.ID == "url.encrypted" && (why == "") != (p.Security.Encrypts() && len(p.Security.Modes) == 1) {
				t.Errorf("%s: %s: %q", id, c.ID, why)
			}
		}
	}
}

func TestIDsStayWhereTheTokenIsAWordOfThem(t *testing.T) {
	r := fixed(t)
	s := settings("http://127.0.0.1/echo", "")
	s.Token = "echo"
	var err error
	if r.Account, err = platform.NewAccount(load(t, "wechat"), s); err != nil {
		t.Fatal(err)
	}
	r.Results[0].Status = Failed
	var b strings.Builder
	style := Style{Repeat: func(id string) string { return "probe --only " + id }}
	if err := r.Write(&b, "text", style); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"probe http://127.0.0.1/[token] as", "FAIL  url.echo\n", "repeat:   probe --only url.echo\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}

func TestReportsShowNoPartOfASecretWhereTheyAreCut(t *testing.T) {
	for _, body := range []string{
		strings.Repeat("a", 60) + builtins.EncodingAESKey,
		strings.Repeat("a", 380) + builtins.EncodingAESKey,
		strings.Repeat("a", 64<<10-20) + builtins.EncodingAESKey,
	} {
		for _, format := range []string{"text", "json", "junit"} {
			r := fixed(t)
			failed := &r.Results[1]
			failed.At.Response.Body, failed.Fault = body, nil
			var b strings.Builder
			if err := r.Write(&b, format, Style{Verbose: true}); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.String(), builtins.EncodingAESKey[:8]) {
				t.Errorf("%s shows the beginning of the key at byte %d", format, len(body)-len(builtins.EncodingAESKey))
			}
		}
	}
}

func TestLongBodyIsCutBetweenTwoCharacters(t *testing.T) {
	body := func(text string) (got struct {
		Body   string
		Base64 []byte
	}) {
		out, err := json.Marshal(content(redactor(strings.Clone).body(text)))
		if err == nil {
			err = json.Unmarshal(out, &got)
		}
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	chinese := "a" + strings.Repeat("好", 30000)
	if got := body(chinese); got.Base64 != nil || !strings.HasPrefix(chinese, got.Body) || len(got.Body) < 64<<10-utf8.UTFMax {
		t.Errorf("%d bytes, %d in base64", len(got.Body), len(got.Base64))
	}
	if got := body(strings.Repeat("\x80", 1<<17)); len(got.Base64) < 64<<10-utf8.UTFMax {
		t.Errorf("%d bytes in base64", len(got.Base64))
	}
}

// A server of another platform acks what it cannot read: a run without a failure must not look like a success.
func TestReportNotesThatTheServerRepliesToNothing(t *testing.T) {
	for replies, h := range map[bool]http.Handler{true: echoBot(t, ""), false: bot(func(x *exchange) bool {
		if x.request.Method == http.MethodPost {
			_, _ = io.WriteString(x, "success")
		}
		return x.request.Method == http.MethodPost
	})(echoBot(t, ""))} {
		var b bytes.Buffer
		r := probe(t, load(t, "wechat"), h, "", Options{Only: []string{"reply.shape"}})
		if err := r.Write(&b, "text", Style{}); err != nil {
			t.Fatal(err)
		}
		if noted := strings.Contains(b.String(), "note: the server acks all messages"); noted == replies {
			t.Errorf("replies %v: %s", replies, b.String())
		}
	}
}
