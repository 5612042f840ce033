package main

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/internal/test/rivals"
)

const somewhere = "A <fast> & old processor; go1; medians of 1 run; 2026-01-02"

// rows are as measure returns them, with times from 6 ns up to those of the slowest.
func rows() []row {
	all := newRows()
	for _, r := range all {
		nanos := 6.0
		for i := range r.Cells {
			r.Cells[i].Nanos, r.Cells[i].Allocs = nanos, 1
			nanos *= 4
		}
	}
	return all
}

func TestMeasureFillsEveryCell(t *testing.T) {
	measured, err := measure(1, time.Microsecond)
	if err != nil || len(measured) != len(rivals.Shapes())+1 {
		t.Fatalf("%d rows, %v", len(measured), err)
	}
	for _, r := range measured {
		for _, c := range r.Cells {
			if c.Nanos <= 0 || c.Name == "" {
				t.Errorf("%s: %+v", r.Title, c)
			}
		}
	}
}

func TestChartIsReadable(t *testing.T) {
	for _, in := range []colors{light, dark} {
		svg := chart(rows(), somewhere, in)
		var texts []string
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			token, err := d.Token()
			if token == nil {
				if err.Error() != "EOF" {
					t.Fatal(err)
				}
				break
			}
			if text, ok := token.(xml.CharData); ok {
				texts = append(texts, string(text))
			}
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "rect" {
				if end := number(start, "x") + number(start, "width"); end > 800 || number(start, "width") <= 0 {
					t.Errorf("%v: ends at %v", start, end)
				}
			}
		}
		if !slices.Contains(texts, somewhere) {
			t.Errorf("no conditions in %q", texts)
		}
		for _, s := range rivals.Shapes() {
			if slices.Contains(chartShapes, s.Name) != slices.Contains(texts, s.Title) {
				t.Errorf("%s: wrongly there, or not", s.Title)
			}
		}
		for _, w := range rivals.Writers() {
			if w.Name != rivals.Ours && slices.Contains(chartWriters, w.Name) != slices.Contains(texts, w.Title) {
				t.Errorf("%s: wrongly there, or not", w.Title)
			}
		}
	}
}

func number(e xml.StartElement, name string) float64 {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			n, _ := strconv.ParseFloat(a.Value, 64)
			return n
		}
	}
	return 0
}

func TestTableHasACellForEach(t *testing.T) {
	measured, _, _ := strings.Cut(tables(rows(), somewhere, false), "What a parser reads")
	columns := len(rivals.Writers()) + 1
	lines, broken := 0, 0
	for line := range strings.Lines(measured) {
		if strings.HasPrefix(line, "|") {
			lines++
			if n := strings.Count(line, "|") - 1; n != columns {
				t.Errorf("%d columns: %s", n, line)
			}
			if strings.Contains(line, "†") {
				broken++
			}
		}
	}
	if lines != len(rivals.Shapes())+3 || broken != 1 {
		t.Errorf("%d lines, %d with output that is not XML", lines, broken)
	}
}

func TestHazardsSayWhenLibxmlDidNotRun(t *testing.T) {
	if n := strings.Count(tables(rows(), somewhere, false), "| not run |\n"); n != len(rivals.Hostiles()) {
		t.Errorf("%d lines say so", n)
	}
}

func TestNumbersForPeople(t *testing.T) {
	for want, got := range map[string]string{
		"7": thousands(6.6), "999": thousands(999), "1,000": thousands(999.9), "1,234,567": thousands(1234567),
		"0.17×": times(1 / 6.0), "1.0×": times(1), "9.9×": times(9.94), "39×": times(39.4), "1,200×": times(1200),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
