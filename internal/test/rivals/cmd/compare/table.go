package main

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/replygen/replygen/internal/test/rivals"
)

//go:embed tables.md.tmpl
var tablesTemplate string

// tables returns as Markdown the rows, and what becomes of hostile texts.
func tables(rows []row, conditions string, libxml bool) string {
	writers := rivals.Writers()
	// Others write what one of these does.
	distinct := slices.DeleteFunc(slices.Clone(writers), func(w rivals.Writer) bool {
		return slices.Contains([]string{rivals.Memcpy, "ours-stream", "ours-fresh"}, w.Name)
	})
	fate := func(h rivals.Hostile, w rivals.Writer) rivals.Fate {
		return h.Judge(h.Write(w), rivals.ParseEncodingXML)
	}
	return execute(tablesTemplate, template.FuncMap{
		"fate": fate,
		"libxml": func(h rivals.Hostile) string {
			if !libxml {
				return "not run"
			}
			var differ []string
			for _, w := range distinct {
				if other := h.Judge(h.Write(w), rivals.ParseLibxml); other != fate(h, w) {
					differ = append(differ, w.Title+": "+string(other))
				}
			}
			if differ == nil {
				return "agrees"
			}
			return strings.Join(differ, ", ")
		},
	}, map[string]any{"Rows": rows, "Conditions": conditions, "Writers": writers, "Distinct": distinct, "Hostiles": rivals.Hostiles()})
}

// IsXML reports whether a writer writes well-formed XML for the shape.
func (r row) IsXML(c cell) bool {
	op := c.New(r.Replies)
	for i := range r.Replies {
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
