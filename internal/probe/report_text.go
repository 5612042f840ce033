package probe

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
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
	var b strings.Builder
	modes := strings.Trim(fmt.Sprint(r.Modes), "[]")
	redact := r.Account.Redact
	fmt.Fprintf(&b, "probe %s as %s (%s), %d checks\n", redact(r.Account.URL()), r.Account.Spec.ID, modes, len(r.Results))
	for _, result := range r.Results {
		if r.Untestable == "" || !result.blocked { // one finding blocks all others
			b.WriteString(result.text(style, redact))
		}
	}
	b.WriteString(r.Summary() + "\n")
	if slices.ContainsFunc(r.Results, func(result Result) bool { return result.Message == noReply }) {
		b.WriteString("note: the server acks all messages, so no reply was checked. Is this the platform that it serves?\n")
	}
	if r.Untestable != "" {
		fmt.Fprintf(&b, "nothing could be tested: %s\n", legible(redact(r.Untestable)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Summary counts the checks by their status.
func (r *Report) Summary() string {
	var counts []string
	for _, s := range []Status{Passed, Failed, Warned, Skipped, Known} {
		if n := r.Count(s); n > 0 || s == Passed || s == Failed {
			counts = append(counts, fmt.Sprintf("%d %s", n, s))
		}
	}
	return fmt.Sprintf("%s; the slowest response took %v", strings.Join(counts, ", "), r.Slowest.Round(time.Millisecond))
}

// text returns the result in a line, followed by the details of a failure. Ids stay as they are, whatever is redacted.
func (r *Result) text(style Style, redact func(string) string) string {
	mark := marks[r.Status]
	word := fmt.Sprintf("%-5s", mark.word)
	if style.Colour {
		word = "\x1b[" + mark.colour + "m" + word + "\x1b[0m"
	}
	line := word + " " + r.ID
	switch {
	case r.Status == Skipped || r.Status == Known:
		line = fmt.Sprintf("%s %-24s %s", word, r.ID, legible(redact(r.Message)))
	case r.Status == Failed || r.Status == Warned:
		line = strings.TrimRight(fmt.Sprintf("%s %-24s %s", word, r.ID, r.where()), " ")
		line += "\n" + indented(r.Explain(redact))
		if style.Repeat != nil {
			line += "\n" + indented("repeat:   "+style.Repeat(r.ID))
		}
	}
	if style.Verbose {
		for _, x := range r.Exchanges {
			line += "\n" + indented("> "+x.Request.Method+" "+legible(shortened(redact(x.Request.Plain))))
			if x.Response != nil {
				line += "\n" + indented(fmt.Sprintf("< %d %s", x.Response.Status, legible(shortened(redact(x.Response.Body)))))
			} else {
				line += "\n" + indented("< "+legible(redact(x.Err.Error())))
			}
		}
	}
	return line + "\n"
}

// Explain is why the check did not pass, for people, "" if it did. Its texts are redacted before they are cut.
func (r *Result) Explain(redact func(string) string) string {
	message := legible(redact(r.Message))
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
		for i, x := range r.Exchanges {
			if x == r.At {
				out += fmt.Sprintf(" %d of %d", i+1, n)
			}
		}
	}
	if r.At.Response != nil {
		out += fmt.Sprintf(", %d in %v", r.At.Response.Status, r.At.Took.Round(time.Millisecond))
	}
	return out
}

// details are the place in the XML, and the contract.
func (r *Result) details(redact func(string) string) string {
	var b strings.Builder
	if r.At != nil {
		if sent := r.At.Request.Plain; sent != "" {
			fmt.Fprintf(&b, "sent:     %s\n", legible(window(redact(sent), 400)))
		}
		if r.Fault != nil && r.Fault.At >= 0 && r.At.Answer != nil && r.Fault.At <= len(r.At.Answer.XML) {
			before := redact(r.At.Answer.XML[:r.Fault.At])
			line, caret := pointed(before+redact(r.At.Answer.XML[r.Fault.At:]), len(before))
			fmt.Fprintf(&b, "received: %s\n          %s\n", line, caret)
		} else if r.At.Response != nil {
			fmt.Fprintf(&b, "received: %s\n", legible(window(redact(r.At.Response.Body), 400)))
			if w := r.At.Answer; w != nil && w.Envelope != nil && w.XML != "" {
				fmt.Fprintf(&b, "opened:   %s\n", legible(window(redact(w.XML), 400)))
			}
		}
	}
	fmt.Fprintf(&b, "contract: %s", r.Contract)
	if r.Source != "" {
		fmt.Fprintf(&b, "  [%s]", r.Source)
	}
	return b.String()
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

// pointed returns the part of a text around a byte, in one line, and a line with a caret below that byte.
func pointed(text string, at int) (line, caret string) {
	const before, after = 40, 40
	from, to := max(0, at-before), min(len(text), at+after)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	head, tail := legible(text[from:at]), legible(text[at:to])
	if from > 0 {
		head = "…" + head
	}
	if to < len(text) {
		tail += "…"
	}
	return head + tail, strings.Repeat(" ", width(head)) + "^"
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

// legible escapes characters that would control a terminal: a response may hold any.
func legible(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
	}
	return b.String()
}

// quote quotes a text that may be long.
func quote(text string) string { return strconv.Quote(shortened(text)) }

func indented(text string) string { return "      " + strings.ReplaceAll(text, "\n", "\n      ") }
