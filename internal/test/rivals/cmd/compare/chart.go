package main

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"text/template"

	"github.com/replygen/replygen/internal/test/rivals"
)

// colors are a chart's, as CSS has them.
type colors struct{ Background, Text, Muted, Grid, Ours, Other string }

var (
	light = colors{Background: "#ffffff", Text: "#1f2328", Muted: "#59636e", Grid: "#d1d9e0", Ours: "#0969da", Other: "#afb8c1"}
	dark  = colors{Background: "#0d1117", Text: "#f0f6fc", Muted: "#9198a1", Grid: "#30363d", Ours: "#4493f8", Other: "#545d68"}
)

// Of all that was measured, the chart shows what differs. The titles are short for its margin.
var (
	chartShapes  = []string{"text6", "text200", "chinese2k", "music", "news8", "mixed"}
	chartWriters = []string{rivals.Memcpy, rivals.Ours, "quicktemplate", "sprintf", "text-template", rivals.EncodingXML}
)

// Charted are the cells that the chart shows of a row, in its order.
func (r row) Charted() []cell {
	var out []cell
	for _, name := range chartWriters {
		out = append(out, r.of(name))
	}
	return out
}

//go:embed chart.svg.tmpl
var chartTemplate string

// chart returns rows as an SVG document: a group for each shape, with a bar for each writer on a logarithmic axis.
func chart(rows []row, conditions string, in colors) string {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return r.parallel || !slices.Contains(chartShapes, r.Name) })
	grid := []float64{1} // from 1 ns to the power of ten above the longest
	for _, r := range rows {
		for _, c := range r.Charted() {
			for len(grid) < 2 || grid[len(grid)-1] < c.Nanos {
				grid = append(grid, math.Pow10(len(grid)))
			}
		}
	}
	const axis = 520 // between the names of the writers and the values of the longest bars
	long := func(nanos float64) float64 { return axis * max(0, math.Log10(nanos)) / float64(len(grid)-1) }
	return execute(chartTemplate, template.FuncMap{
		"x": func(nanos float64, more ...float64) string {
			return fmt.Sprintf("%.1f", 150+long(nanos)+append(more, 0)[0])
		},
		"long": func(nanos float64) string { return fmt.Sprintf("%.1f", max(1, long(nanos))) },
		"y":    func(group, bar, more int) int { return 108 + 138*group + 17*bar + more },
	}, map[string]any{"Rows": rows, "Conditions": conditions, "Colors": in, "Grid": grid})
}

// execute fills in a template that uses some functions.
func execute(text string, functions template.FuncMap, data any) string {
	var b strings.Builder
	t := template.New("").Funcs(template.FuncMap{"thousands": thousands}).Funcs(functions)
	if err := template.Must(t.Parse(text)).Execute(&b, data); err != nil {
		panic(err) // the template is not for such data
	}
	return b.String()
}
