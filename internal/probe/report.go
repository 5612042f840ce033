package probe

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

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

// jsonReport is the report as programs read it.
type jsonReport struct {
	Replygen   int             `json:"replygen"`
	Kind       string          `json:"kind"`
	Platform   string          `json:"platform"`
	URL        string          `json:"url"`
	Modes      []platform.Mode `json:"modes"`
	Untestable string          `json:"untestable,omitempty"`
	Summary    jsonSummary     `json:"summary"`
	Checks     []jsonCheck     `json:"checks"`
}

type jsonSummary struct {
	Passed    int   `json:"passed"`
	Failed    int   `json:"failed"`
	Warned    int   `json:"warned"`
	Skipped   int   `json:"skipped"`
	Known     int   `json:"known"`
	SlowestMs int64 `json:"slowest_ms"`
}

type jsonCheck struct {
	ID         string          `json:"id"`
	Level      Level           `json:"level"`
	Status     Status          `json:"status"`
	Contract   string          `json:"contract"`
	Source     string          `json:"source"`
	Ms         int64           `json:"ms"`
	Message    string          `json:"message"`
	Violations []jsonViolation `json:"violations"`
	Exchanges  []jsonExchange  `json:"exchanges"`
}

type jsonViolation struct {
	Field  string `json:"field"`
	Rule   string `json:"rule"`
	Limit  int    `json:"limit"`
	Got    int    `json:"got"`
	Detail string `json:"detail"`
}

type jsonExchange struct {
	Request  jsonRequest   `json:"request"`
	Response *jsonResponse `json:"response"`
	Error    string        `json:"error,omitempty"`
	Ms       int64         `json:"ms"`
	Inner    *jsonInner    `json:"inner,omitempty"`
}

type jsonRequest struct {
	Method string `json:"method"`
	Query  string `json:"query"`
	jsonBody
}

type jsonResponse struct {
	Status int    `json:"status"`
	Type   string `json:"type"`
	jsonBody
}

// jsonBody is a body as text, and in base64 where it is not UTF-8.
type jsonBody struct {
	Body   string `json:"body"`
	Base64 []byte `json:"base64,omitempty"`
}

// jsonInner is what was encrypted.
type jsonInner struct {
	Request  string `json:"request"`
	Response string `json:"response"`
}

func (r *Report) writeJSON(w io.Writer, verbose bool) error {
	redact := r.Account.Redact
	out := jsonReport{
		Replygen: 1, Kind: "probe", Platform: r.Account.Spec.ID, URL: redact(r.Account.URL()),
		Modes: r.Modes, Untestable: redact(r.Untestable),
		Summary: jsonSummary{
			r.Count(Passed), r.Count(Failed), r.Count(Warned), r.Count(Skipped), r.Count(Known), r.Slowest.Milliseconds(),
		},
		Checks: []jsonCheck{},
	}
	for _, result := range r.Results {
		c := jsonCheck{
			ID: result.ID, Level: result.Level, Status: result.Status, Contract: result.Contract, Source: result.Source,
			Ms: result.Took.Milliseconds(), Message: redact(result.Message),
			Violations: []jsonViolation{}, Exchanges: []jsonExchange{},
		}
		for _, f := range result.faults() {
			v := jsonViolation{Rule: string(f.Aspect), Detail: redact(f.Message)}
			if f.Violation != nil {
				broken := f.Violation
				v = jsonViolation{broken.Field, broken.Rule, broken.Limit, broken.Got, redact(broken.Detail)}
			}
			c.Violations = append(c.Violations, v)
		}
		if verbose || result.isFinding() {
			for _, x := range result.Exchanges {
				c.Exchanges = append(c.Exchanges, exchangeJSON(x, redact))
			}
		}
		out.Checks = append(out.Checks, c)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// faults are those of the answer that failed the check, of what the check is about.
func (r *Result) faults() []platform.Fault {
	if r.Fault == nil {
		return nil
	}
	if r.At == nil || r.At.Answer == nil || r.Fault.Violation == nil {
		return []platform.Fault{*r.Fault}
	}
	var out []platform.Fault
	for _, f := range r.At.Answer.Faults {
		if f.Aspect == r.Fault.Aspect {
			out = append(out, f)
		}
	}
	return out
}

// isFinding reports whether the check did not do as it should.
func (r *Result) isFinding() bool {
	return r.Status == Failed || r.Status == Warned || r.Status == Known
}

func exchangeJSON(x *platform.Exchange, redact func(string) string) jsonExchange {
	out := jsonExchange{
		Request: jsonRequest{x.Request.Method, redact(x.Request.Query.Encode()), body(redact(x.Request.Body))},
		Ms:      x.Took.Milliseconds(),
	}
	if x.Response != nil {
		out.Response = &jsonResponse{x.Response.Status, redact(x.Response.Type), body(redact(x.Response.Body))}
	} else {
		out.Error = redact(x.Err.Error())
	}
	if x.Request.Mode != platform.Plain {
		out.Inner = &jsonInner{Request: body(redact(x.Request.Plain)).Body}
		if x.Answer != nil {
			out.Inner.Response = body(redact(x.Answer.XML)).Body
		}
	}
	return out
}

// body cuts a body to 64 KiB.
func body(text string) jsonBody {
	text = platform.Cut(text, 64<<10)
	if utf8.ValidString(text) {
		return jsonBody{Body: text}
	}
	return jsonBody{Body: strings.ToValidUTF8(text, "\uFFFD"), Base64: []byte(text)}
}

// junitSuite is the report as CI servers read it.
type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Time    string        `xml:"time,attr"`
	Failure *junitMessage `xml:"failure"`
	Error   *junitMessage `xml:"error"`
	Skipped *junitMessage `xml:"skipped"`
	Output  string        `xml:"system-out,omitempty"`
}

type junitMessage struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func (r *Report) writeJUnit(w io.Writer) error {
	suite := junitSuite{
		Name:     "replygen probe " + r.Account.Spec.ID,
		Failures: r.Count(Failed), Skipped: r.Count(Skipped) + r.Count(Known),
	}
	for _, result := range r.Results {
		group, _, _ := strings.Cut(result.ID, ".")
		took := fmt.Sprintf("%.3f", result.Took.Seconds())
		c := junitCase{Class: "replygen.probe." + group, Name: result.ID, Time: took}
		message := legible(r.Account.Redact(result.Message))
		switch result.Status {
		case Failed:
			c.Failure = &junitMessage{message, result.details(r.Account.Redact)}
		case Warned:
			c.Output = message + "\n" + result.details(r.Account.Redact)
		case Skipped:
			c.Skipped = &junitMessage{Message: message}
		case Known:
			c.Skipped = &junitMessage{Message: "known: " + message}
		case Passed:
		}
		suite.Cases = append(suite.Cases, c)
	}
	if r.Untestable != "" {
		suite.Errors = 1
		why := &junitMessage{Message: legible(r.Account.Redact(r.Untestable))}
		suite.Cases = append(suite.Cases, junitCase{Class: "replygen.probe", Name: "untestable", Time: "0.000", Error: why})
	}
	suite.Tests = len(suite.Cases)
	out, err := xml.MarshalIndent(suite, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+string(out)+"\n")
	return err
}
