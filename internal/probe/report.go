package probe

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/template"
	"unicode/utf8"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/internal/platform"
)

// Write writes the report in a format: text, json or junit.
func (r *Report) Write(w io.Writer, format string, style Style) error {
	switch format {
	case "json":
		return r.writeJSON(w, style.Verbose)
	case "junit":
		return r.writeJUnit(w)
	}
	return r.writeText(w, style)
}

// statuses are all of them, in the order of a summary.
var statuses = []Status{Passed, Failed, Warned, Skipped, Known}

// redactor hides the secrets of an account in a text. This comes before all else: a cut may go through a secret.
type redactor func(string) string

// line returns a text in one line, fit for a terminal.
func (redact redactor) line(text string) string { return platform.Visible(redact(text)) }

// excerpt returns the beginning of a text, in one line.
func (redact redactor) excerpt(text string, most int) string {
	return platform.Visible(window(redact(text), most))
}

// writeJSON writes the report for programs.
func (r *Report) writeJSON(w io.Writer, verbose bool) error {
	redact := redactor(r.Account.Redact)
	checks := []object{}
	for _, c := range r.Results {
		violations, exchanges := []object{}, []object{}
		for _, f := range c.faults() {
			v := cmp.Or(f.Violation, &judge.Violation{Rule: string(f.Aspect), Detail: f.Message})
			violations = append(violations, object{
				{"field", v.Field}, {"rule", v.Rule}, {"limit", v.Limit}, {"got", v.Got}, {"detail", redact(v.Detail)},
			})
		}
		if verbose || c.isFinding() {
			for _, x := range c.Exchanges {
				exchanges = append(exchanges, redact.exchange(x))
			}
		}
		checks = append(checks, object{
			{"id", c.ID}, {"level", c.Level}, {"status", c.Status}, {"contract", c.Contract}, {"source", c.Source},
			{"ms", c.Took.Milliseconds()}, {"message", redact(c.Message)},
			{"violations", violations}, {"exchanges", exchanges},
		})
	}
	var summary object
	for _, s := range statuses {
		summary = append(summary, member{string(s), r.Count(s)})
	}
	summary = append(summary, member{"slowest_ms", r.Slowest.Milliseconds()})
	var untestable any
	if r.Untestable != "" {
		untestable = redact(r.Untestable)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(object{
		{"replygen", 1}, {"kind", "probe"}, {"platform", r.Account.Spec.ID}, {"url", redact(r.Account.URL())},
		{"modes", r.Modes}, {"untestable", untestable}, {"summary", summary}, {"checks", checks},
	})
}

// faults are those of the answer that failed the check, of what the check is about.
func (r *Result) faults() []platform.Fault {
	if r.Fault == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.At.Answer.Faults), func(f platform.Fault) bool {
		return f.Aspect != r.Fault.Aspect
	})
}

// exchange returns an exchange for programs.
func (redact redactor) exchange(x *platform.Exchange) object {
	var response object // null where none came
	var failure, inner any
	if x.Response != nil {
		response = object{{"status", x.Response.Status}, {"type", redact(x.Response.Type)}}
		response = append(response, content(redact.body(x.Response.Body))...)
	} else {
		failure = redact(x.Err.Error())
	}
	if x.Request.Mode != platform.Plain {
		answer := cmp.Or(x.Answer, &platform.Answer{})
		inner = object{{"request", valid(redact.body(x.Request.Plain))}, {"response", valid(redact.body(answer.XML))}}
	}
	request := object{{"method", x.Request.Method}, {"query", redact(x.Request.Query.Encode())}}
	return object{
		{"request", append(request, content(redact.body(x.Request.Body))...)}, {"response", response}, {"error", failure},
		{"ms", x.Took.Milliseconds()}, {"inner", inner},
	}
}

// body returns a body, cut to 64 KiB.
func (redact redactor) body(text string) string { return platform.Cut(redact(text), 64<<10) }

// valid returns a text in UTF-8.
func valid(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// content returns the members of a body: its text, and the same in base64 where it is not UTF-8.
func content(text string) object {
	if utf8.ValidString(text) {
		return object{{"body", text}}
	}
	return object{{"body", valid(text)}, {"base64", []byte(text)}}
}

// object is an object of JSON, whose members keep their order. Those that are nil are left out.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON is null for a nil object.
func (o object) MarshalJSON() ([]byte, error) {
	if o == nil {
		return []byte("null"), nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	separator := "{"
	for _, m := range o {
		if m.value == nil {
			continue
		}
		fmt.Fprintf(&b, "%s%q:", separator, m.name)
		separator = ","
		if err := e.Encode(m.value); err != nil {
			return nil, err
		}
	}
	return append(b.Bytes(), '}'), nil
}

// junit is the report as CI servers read it.
const junit = xml.Header +
	`<testsuite name="replygen probe {{xml .Account.Spec.ID}}" tests="{{sum (len .Results) errors}}" ` +
	`failures="{{.Count "failed"}}" errors="{{errors}}" skipped="{{sum (.Count "skipped") (.Count "known")}}">
{{- range .Results}}
  <testcase classname="replygen.probe.{{group .ID}}" name="{{xml .ID}}" time="{{printf "%.3f" .Took.Seconds}}">
{{- if eq .Status "failed"}}
    <failure message="{{line .Message}}">{{details .}}</failure>
  {{else if eq .Status "warned"}}
    <system-out>{{line .Message}}&#xA;{{details .}}</system-out>
  {{else if ne .Status "passed"}}
    <skipped message="{{if eq .Status "known"}}known: {{end}}{{line .Message}}"></skipped>
  {{end}}</testcase>
{{- end}}
{{- if .Untestable}}
  <testcase classname="replygen.probe" name="untestable" time="0.000">
    <error message="{{line .Untestable}}"></error>
  </testcase>
{{- end}}
</testsuite>
`

func (r *Report) writeJUnit(w io.Writer) error {
	redact := redactor(r.Account.Redact)
	escaped := func(text string) string {
		var b strings.Builder
		_ = xml.EscapeText(&b, []byte(text)) // a Builder has no errors
		return b.String()
	}
	return template.Must(template.New("").Funcs(template.FuncMap{
		"xml":     escaped,
		"group":   func(id string) string { return escaped(strings.SplitN(id, ".", 2)[0]) },
		"line":    func(text string) string { return escaped(redact.line(text)) },
		"details": func(r Result) string { return escaped(r.details(redact)) },
		"sum":     func(a, b int) int { return a + b },
		"errors":  func() int { return min(len(r.Untestable), 1) },
	}).Parse(junit)).Execute(w, r)
}
