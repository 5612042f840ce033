package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/replygen/replygen/internal/test/rivals"
)

// table returns rows as Markdown.
func table(rows []row, c conditions) string {
	var b strings.Builder
	b.WriteString("Nanoseconds to write one reply, allocations in parentheses, and how many times the time of AppendXML into a reused buffer.\n")
	b.WriteString(c.String() + ".\n\n| reply |")
	for _, c := range rows[0].cells {
		b.WriteString(" " + c.writer.Title + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---:|", len(rows[0].cells)) + "\n")
	broken := false
	for _, r := range rows {
		ours := r.of(rivals.Ours).nanos
		fmt.Fprintf(&b, "| %s |", r.shape.Title)
		for _, c := range r.cells {
			fmt.Fprintf(&b, " %s (%d)", thousands(c.nanos), c.allocs)
			if c.writer.Name != rivals.Ours {
				b.WriteString(" " + times(c.nanos/ours))
			}
			if !writesXML(c.writer, r.shape) {
				b.WriteString(" †")
				broken = true
			}
			b.WriteString(" |")
		}
		b.WriteString("\n")
	}
	b.WriteString("\nmemcpy is the finished bytes copied into a reused buffer, which no writer can beat. AppendXML, WriteTo and encoding/xml take care of `]]>`; only the first two take care of characters that XML cannot carry; the others write texts as they are.\n")
	if broken {
		b.WriteString("† The output is not XML.\n")
	}
	return b.String()
}

// writesXML reports whether what w writes of s is XML.
func writesXML(w rivals.Writer, s rivals.Shape) bool {
	op := w.New(s.Replies)
	for i := range s.Replies {
		out := op(i)
		if out == nil {
			return true // went elsewhere; only the generated writers do that
		}
		if _, err := rivals.ParseEncodingXML(out); err != nil {
			return false
		}
	}
	return true
}

// hazards returns as Markdown what becomes of hostile texts.
func hazards(libxml bool) string {
	var writers []rivals.Writer
	for _, w := range rivals.Writers() {
		switch w.Name {
		case rivals.Memcpy, "ours-stream", "ours-fresh":
		default:
			writers = append(writers, w)
		}
	}
	var b strings.Builder
	b.WriteString("What a parser reads of a hostile text; \"broken\" is a document that it refuses. The parser is encoding/xml; the last column says whether libxml2 reads the same.\n\n| text |")
	for _, w := range writers {
		title := w.Title
		if w.Name == rivals.Ours {
			title = "replygen"
		}
		b.WriteString(" " + title + " |")
	}
	b.WriteString(" libxml2 |\n|---|" + strings.Repeat("---|", len(writers)+1) + "\n")
	for _, h := range rivals.Hostiles() {
		b.WriteString("| " + h.Name + " |")
		var differ []string
		for _, w := range writers {
			doc := h.Write(w)
			fate := h.Judge(doc, rivals.ParseEncodingXML)
			fmt.Fprintf(&b, " %s |", fate)
			if libxml {
				if other := h.Judge(doc, rivals.ParseLibxml); other != fate {
					differ = append(differ, fmt.Sprintf("%s: %s", w.Title, other))
				}
			}
		}
		switch {
		case !libxml:
			b.WriteString(" not run |\n")
		case differ == nil:
			b.WriteString(" agrees |\n")
		default:
			b.WriteString(" " + strings.Join(differ, ", ") + " |\n")
		}
	}
	return b.String()
}

// thousands returns n to the nearest integer, with commas.
func thousands(n float64) string {
	s := strconv.FormatFloat(n, 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// times returns a ratio with about two digits.
func times(ratio float64) string {
	switch {
	case ratio < 1:
		return strconv.FormatFloat(ratio, 'f', 2, 64) + "×"
	case ratio < 10:
		return strconv.FormatFloat(ratio, 'f', 1, 64) + "×"
	}
	return thousands(ratio) + "×"
}
