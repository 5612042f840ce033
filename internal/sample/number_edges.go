package sample

import (
	"math"
	"slices"

	"github.com/replygen/replygen/spec"
)

// NumberEdge is a number at the edge of a rule, as Edge is a text.
type NumberEdge[T int64 | float64] struct {
	Rule   string
	Inside bool
	Value  T
}

// IntEdges returns, for each rule of k, numbers just inside and just outside
// of it, as far as there are any.
func IntEdges(k *spec.Int) []NumberEdge[int64] {
	e := &numberEdges[int64]{broken: func(v int64) []string { return BrokenInt(k, v) }}
	wholeLimits(e, k.Min, k.Max)
	if k.Enum.IsSet() {
		var others []int64
		for _, v := range k.Enum.V {
			e.inside(ruleEnum, v)
			others = append(others, v+1, v-1) // one that wraps around is another number, too
		}
		e.outside(ruleEnum, others...)
	}
	return e.list
}

// TimeEdges is IntEdges for seconds since 1970. It leaves out 0, which says
// that a time is absent.
func TimeEdges(k *spec.UnixTime) []NumberEdge[int64] {
	e := &numberEdges[int64]{broken: func(v int64) []string { return BrokenTime(k, v) }}
	wholeLimits(e, k.Min, k.Max)
	return slices.DeleteFunc(e.list, func(e NumberEdge[int64]) bool { return e.Value == 0 })
}

// FloatEdges is IntEdges for floating-point numbers, which have the rule
// finite at all times.
func FloatEdges(k *spec.Float) []NumberEdge[float64] {
	e := &numberEdges[float64]{broken: func(v float64) []string { return BrokenFloat(k, v) }}
	if k.Min.IsSet() {
		e.inside(ruleMin, k.Min.V)
		e.outside(ruleMin, finite(math.Nextafter(k.Min.V, math.Inf(-1)))...)
	}
	if k.Max.IsSet() {
		e.inside(ruleMax, k.Max.V)
		e.outside(ruleMax, finite(math.Nextafter(k.Max.V, math.Inf(1)))...)
	}
	for _, v := range []float64{math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64} {
		e.inside(ruleFinite, v)
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		e.outside(ruleFinite, v)
	}
	return e.list
}

func finite(v float64) []float64 {
	if math.IsInf(v, 0) {
		return nil
	}
	return []float64{v}
}

// numberEdges collects the edges of one kind.
type numberEdges[T int64 | float64] struct {
	broken func(T) []string
	list   []NumberEdge[T]
}

func (e *numberEdges[T]) inside(rule string, v T) {
	if len(e.broken(v)) == 0 {
		e.list = append(e.list, NumberEdge[T]{rule, true, v})
	}
}

// outside adds the first value that breaks the rule, one that breaks no other
// if possible.
func (e *numberEdges[T]) outside(rule string, values ...T) {
	best := slices.IndexFunc(values, func(v T) bool { return slices.Equal(e.broken(v), []string{rule}) })
	if best < 0 {
		best = slices.IndexFunc(values, func(v T) bool { return slices.Contains(e.broken(v), rule) })
	}
	if best >= 0 {
		e.list = append(e.list, NumberEdge[T]{rule, false, values[best]})
	}
}

func wholeLimits(e *numberEdges[int64], low, high spec.Value[int64]) {
	if low.IsSet() {
		e.inside(ruleMin, low.V)
		e.outside(ruleMin, low.V-1) // wraps around to a number that does not break the rule, and is left out
	}
	if high.IsSet() {
		e.inside(ruleMax, high.V)
		e.outside(ruleMax, high.V+1)
	}
}
