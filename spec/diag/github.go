package diag

import (
	"regexp"
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

	message := d.Message
	if d.Hint != "" {
		message += "\n" + d.Hint
	}
	for _, n := range d.Notes {
		message += "\n"
		if place := n.Span.String(); place != "" {
			message += place + ": "
		}
		message += "note: " + n.Message
	}
	b.WriteString("::" + d.Severity.String())
	if len(properties) > 0 {
		b.WriteString(" " + strings.Join(properties, ","))
	}
	b.WriteString("::" + annotationMessage.Replace(visibleLines(message)) + "\n")
}

// withinLine matches what stands between the ends of lines.
var withinLine = regexp.MustCompile("[^\r\n]+")

// visibleLines is [visible] but for the ends of lines, which have an escape of
// their own in an annotation.
func visibleLines(s string) string { return withinLine.ReplaceAllStringFunc(s, visible) }
