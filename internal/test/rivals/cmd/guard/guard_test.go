package main

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/replygen/replygen/internal/test/rivals"
)

func TestBounds(t *testing.T) {
	b := newBounds(map[string]fastest{"text": {rivals.Ours: 60, rivals.Memcpy: 10, rivals.EncodingXML: 2000}})
	for name, c := range map[string]struct {
		shape  string
		m      fastest
		beyond int
	}{
		"as recorded":              {"text", fastest{rivals.Ours: 60, rivals.Memcpy: 10, rivals.EncodingXML: 2000}, 0},
		"on a slower machine":      {"text", fastest{rivals.Ours: 600, rivals.Memcpy: 100, rivals.EncodingXML: 20000}, 0},
		"nearly twice as slow":     {"text", fastest{rivals.Ours: 119, rivals.Memcpy: 10, rivals.EncodingXML: 2000}, 0},
		"more than twice as slow":  {"text", fastest{rivals.Ours: 121, rivals.Memcpy: 10, rivals.EncodingXML: 2000}, 2},
		"one of the others faster": {"text", fastest{rivals.Ours: 60, rivals.Memcpy: 4, rivals.EncodingXML: 2000}, 1},
		"a shape without a bound":  {"new", fastest{rivals.Ours: 60, rivals.Memcpy: 10, rivals.EncodingXML: 2000}, 2},
		"nothing measured":         {"text", fastest{}, 2},
	} {
		if lines := b.beyond(c.shape, c.m); len(lines) != c.beyond {
			t.Errorf("%s: %q", name, lines)
		}
	}
}

// A shape that bounds.json does not know could become as slow as it likes.
func TestEveryShapeHasBounds(t *testing.T) {
	b, err := load(filepath.Join("..", "..", file))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range rivals.Shapes() {
		for _, other := range others {
			if !(b.Ratios[s.Name][other] > 0) {
				t.Errorf("%s: none for %s", s.Name, other)
			}
		}
	}
	if len(b.Ratios) != len(rivals.Shapes()) || b.Slack < 1.5 || b.Slack > 3 {
		t.Errorf("%d shapes, slack %v", len(b.Ratios), b.Slack)
	}
}

func TestFurtherMeasurementsOnlyLowerTimes(t *testing.T) {
	shape := rivals.Shapes()[0]
	times := map[string]fastest{shape.Name: {rivals.Ours: math.Inf(1), rivals.Memcpy: 1e-9, rivals.EncodingXML: math.Inf(1)}}
	measure([]rivals.Shape{shape}, times)
	if got := times[shape.Name]; math.IsInf(got[rivals.Ours], 0) || got[rivals.Memcpy] != 1e-9 || math.IsInf(got[rivals.EncodingXML], 0) {
		t.Error(got)
	}
}
