package probe

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/replygen/replygen/internal/platform"
)

// Style is how a report is written for people.
type Style struct {
	// Verbose shows all exchanges.
	Verbose bool
	Colour  bool
	// Repeat returns the command that runs a check again; nil for none.
	Repeat func(id string) string
}

// marks are the words and the ANSI colours of the statuses.
var marks = map[Status]struct{ word, colour string }{
	Passed: {"ok", "32"}, Failed: {"FAIL", "1;31"}, Warned: {"warn", "33"}, Skipped: {"skip", "2"}, Known: {"known", "2"},
}

func (r *Report) writeText(w io.Writer, style Style) error {
	redact := redactor(r.Account.Redact)
	modes := strings.Trim(fmt.Sprint(r.Modes), "[]")
	lines := []string{
		fmt.Sprintf("probe %s as %s (%s), %d checks", redact(r.Account.URL()), r.Account.Spec.ID, modes, len(r.Results)),
	}
	for _, result := range r.Results {
		if r.Untestable == "" || !result.blocked { // one finding blocks all others
			lines = append(lines, result.lines(style, redact))
		}
	}
	lines = append(lines, r.Summary())
	if slices.ContainsFunc(r.Results, func(result Result) bool { return result.Message == noReply }) {
		lines = append(lines, "note: the server acks all messages, so no reply was checked. Is this the platform that it serves?")
	}
	if r.Untestable != "" {
		lines = append(lines, "nothing could be tested: "+redact.line(r.Untestable))
	}
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

// Summary counts the checks by their status.
func (r *Report) Summary() string {
	var counts []string
	for _, s := range statuses {
		if n := r.Count(s); n > 0 || s == Passed || s == Failed {
			counts = append(counts, fmt.Sprintf("%d %s", n, s))
		}
	}
	return fmt.Sprintf("%s; the slowest response took %v", strings.Join(counts, ", "), r.Slowest.Round(time.Millisecond))
}

// lines are the result in a line, and the details of a failure. Ids stay as they are, whatever is redacted.
func (r *Result) lines(style Style, redact redactor) string {
	word := fmt.Sprintf("%-5s", marks[r.Status].word)
	if style.Colour {
		word = "\x1b[" + marks[r.Status].colour + "m" + word + "\x1b[0m"
	}
	beside, details := redact.line(r.Message), ""
	if r.Status == Failed || r.Status == Warned {
		beside, details = r.where(), "\n"+r.Explain(redact)
		if style.Repeat != nil {
			details += "\nrepeat:   " + style.Repeat(r.ID)
		}
	}
	if style.Verbose {
		for _, x := range r.Exchanges {
			received := redact.line(fmt.Sprint(x.Err))
			if x.Response != nil {
				received = fmt.Sprintf("%d %s", x.Response.Status, redact.excerpt(x.Response.Body, 80))
			}
			details += fmt.Sprintf("\n> %s %s\n< %s", x.Request.Method, redact.excerpt(x.Request.Plain, 80), received)
		}
	}
	first := strings.TrimRight(fmt.Sprintf("%s %-24s %s", word, r.ID, beside), " ")
	return first + strings.ReplaceAll(details, "\n", "\n      ")
}

// Explain is why the check did not pass, for people, "" if it did. Its texts are redacted before they are cut.
func (r *Result) Explain(redact func(string) string) string {
	message := redactor(redact).line(r.Message)
	if !r.isFinding() {
		return message
	}
	return message + "\n" + r.details(redact)
}

// where names the exchange that failed the check.
func (r *Result) where() string {
	if r.At == nil {
		return ""
	}
	out := r.At.Request.Method
	if n := len(r.Exchanges); n > 1 {
		out += fmt.Sprintf(" %d of %d", slices.Index(r.Exchanges, r.At)+1, n)
	}
	if r.At.Response != nil {
		out += fmt.Sprintf(", %d in %v", r.At.Response.Status, r.At.Took.Round(time.Millisecond))
	}
	return out
}

// details are the place in the XML, and the contract.
func (r *Result) details(redact redactor) string {
	var out string
	if r.At != nil && r.At.Request.Plain != "" {
		out += "sent:     " + redact.excerpt(r.At.Request.Plain, 400) + "\n"
	}
	if r.At != nil && r.At.Response != nil {
		answer := cmp.Or(r.At.Answer, &platform.Answer{})
		if f := r.Fault; f != nil && f.At >= 0 && f.At <= len(answer.XML) {
			line, caret := pointed(redact(answer.XML[:f.At]), redact(answer.XML[f.At:]))
			out += "received: " + line + "\n          " + caret + "\n"
		} else {
			out += "received: " + redact.excerpt(r.At.Response.Body, 400) + "\n"
			if answer.Envelope != nil && answer.XML != "" {
				out += "opened:   " + redact.excerpt(answer.XML, 400) + "\n"
			}
		}
	}
	out += "contract: " + r.Contract
	if r.Source != "" {
		out += "  [" + r.Source + "]"
	}
	return out
}

// shortened cuts a text to a line.
func shortened(text string) string { return window(text, 80) }

// window cuts a text to a number of bytes, and marks the cut.
func window(text string, most int) string {
	if short := platform.Cut(text, most); short != text {
		return short + "…"
	}
	return text
}

// pointed returns the texts around a place, in one line, and a line with a caret below that place.
func pointed(before, after string) (line, caret string) {
	from := max(0, len(before)-40)
	for from > 0 && !utf8.RuneStart(before[from]) {
		from--
	}
	head := platform.Visible(before[from:])
	if from > 0 {
		head = "…" + head
	}
	return head + platform.Visible(window(after, 40)), strings.Repeat(" ", width(head)) + "^"
}

// width is how many columns of a terminal a text takes. Characters of East Asia take two.
func width(text string) (n int) {
	for _, r := range text {
		n++
		if r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0xFF60 || r >= 0x1F300) {
			n++
		}
	}
	return n
}
