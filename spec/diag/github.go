package diag

import (
	"strconv"
	"strings"
)

// The escapes of a workflow command, see toolkit/packages/core/src/command.ts
// of github.com/actions/toolkit. The percent sign is replaced in the same pass
// as the others, so that no escape is escaped again.
var (
	annotationMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	annotationProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// writeAnnotation writes
//
//	::error file=a.yaml,line=14,col=11,endColumn=31,title=overlay-target::reply "text" has …
//
// A property without a value is left out: GitHub refuses a column without a
// line.
func writeAnnotation(b *strings.Builder, d Diagnostic) {
	var properties []string
	add := func(name, value string) {
		if value != "" && value != "0" {
			properties = append(properties, name+"="+annotationProperty.Replace(visibleLines(value)))
		}
	}
	add("file", d.Span.File)
	add("line", strconv.Itoa(d.Span.Line))
	add("col", strconv.Itoa(d.Span.Col))
	add("endColumn", strconv.Itoa(endCol(d.Span)))
	add("title", string(d.Code))

	lines := []string{d.Message}
	if d.Hint != "" {
		lines = append(lines, d.Hint)
	}
	for _, n := range d.Notes {
		text := "note: " + n.Message
		if place := n.Span.String(); place != "" {
			text = place + ": " + text
		}
		lines = append(lines, text)
	}
	message := annotationMessage.Replace(visibleLines(strings.Join(lines, "\n")))

	b.WriteString("::" + d.Severity.String())
	if len(properties) > 0 {
		b.WriteString(" " + strings.Join(properties, ","))
	}
	b.WriteString("::" + message + "\n")
}

// visibleLines is [visible] but for the ends of lines, which have an escape of
// their own in an annotation.
func visibleLines(s string) string {
	var b strings.Builder
	for {
		end := strings.IndexAny(s, "\r\n")
		if end < 0 {
			return b.String() + visible(s)
		}
		b.WriteString(visible(s[:end]))
		b.WriteByte(s[end])
		s = s[end+1:]
	}
}
