package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/test/rivals"
)

// colors are a chart's, as CSS has them.
type colors struct{ background, text, muted, grid, ours, other string }

var (
	light = colors{background: "#ffffff", text: "#1f2328", muted: "#59636e", grid: "#d1d9e0", ours: "#0969da", other: "#afb8c1"}
	dark  = colors{background: "#0d1117", text: "#f0f6fc", muted: "#9198a1", grid: "#30363d", ours: "#4493f8", other: "#545d68"}
)

// Of all that was measured, the chart shows what differs. The titles are short for its margin.
var (
	chartShapes  = []string{"text6", "text200", "chinese2k", "music", "news8", "mixed"}
	chartWriters = []string{rivals.Memcpy, rivals.Ours, "quicktemplate", "sprintf", "text-template", rivals.EncodingXML}
)

// Lengths in pixels.
const (
	width   = 800
	left    = 150 // where bars begin
	right   = 670 // where the axis ends; the values of long bars reach beyond
	top     = 108 // where the first group begins
	bar     = 13
	step    = 17
	heading = 22
	gap     = 14
)

// chart returns rows as an SVG document: a group for each shape, with a bar for each writer on a logarithmic axis.
func chart(rows []row, c conditions, in colors) string {
	var shown []row
	for _, r := range rows {
		first := !slices.ContainsFunc(shown, func(s row) bool { return s.shape.Name == r.shape.Name })
		if first && slices.Contains(chartShapes, r.shape.Name) {
			shown = append(shown, r)
		}
	}
	height := top + len(shown)*(heading+len(chartWriters)*step+gap) + 20
	// From 1 ns to the power of ten above the longest.
	decades := 1.0
	for _, r := range shown {
		for _, name := range chartWriters {
			decades = max(decades, math.Ceil(math.Log10(r.of(name).nanos)))
		}
	}
	x := func(nanos float64) float64 {
		return left + (right-left)*max(0, math.Log10(nanos))/decades
	}

	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="img" font-family="-apple-system, 'Segoe UI', Helvetica, Arial, 'Noto Sans', 'Noto Sans CJK SC', sans-serif" font-size="12">`+"\n", width, height)
	b.WriteString("<title>Time to write one reply, by writer</title>\n")
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="%s"/>`+"\n", width, height, in.background)
	text := func(x, y float64, fill, attributes, s string) {
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" fill="%s"%s>%s</text>`+"\n", x, y, fill, attributes, escape(s))
	}
	text(20, 28, in.text, ` font-size="17" font-weight="600"`, "Time to write one reply")
	text(20, 46, in.muted, "", "Nanoseconds, logarithmic: each grid line is ten times the one before. Shorter is better; × is relative to replygen.")
	text(20, 62, in.muted, "", "quicktemplate, fmt.Sprintf and text/template write texts unchecked; encoding/xml takes care of ]]> only.")
	text(20, 78, in.muted, "", c.String())
	// halo is for text that crosses grid lines.
	halo := fmt.Sprintf(` paint-order="stroke" stroke="%s" stroke-width="4"`, in.background)
	for i := range int(decades) + 1 {
		at := x(math.Pow10(i))
		fmt.Fprintf(&b, `<line x1="%.1f" y1="%d" x2="%.1[1]f" y2="%[3]d" stroke="%[4]s"/>`+"\n", at, top-6, height-16, in.grid)
		text(at, top-10, in.muted, ` text-anchor="middle" font-size="11"`, thousands(math.Pow10(i)))
	}
	y := float64(top)
	for _, r := range shown {
		text(20, y+heading-7, in.text, ` font-weight="600"`+halo, r.shape.Title)
		y += heading
		ours := r.of(rivals.Ours).nanos
		for _, name := range chartWriters {
			c := r.of(name)
			title, fill, ink, weight := c.writer.Title, in.other, in.muted, ""
			value := thousands(c.nanos) + " · " + times(c.nanos/ours)
			if name == rivals.Ours {
				title, fill, ink, weight, value = "replygen", in.ours, in.text, ` font-weight="600"`, thousands(c.nanos)
			}
			text(left-8, y+11, ink, ` text-anchor="end"`+weight, title)
			fmt.Fprintf(&b, `<rect x="%d" y="%.1f" width="%.1f" height="%d" rx="2" fill="%s"/>`+"\n", left, y, max(1, x(c.nanos)-left), bar, fill)
			text(x(c.nanos)+6, y+11, ink, weight+halo, value)
			y += step
		}
		y += gap
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
