package judge

import (
	"math"
	"strconv"

	"github.com/replygen/replygen/spec"
)

func wholeLimits(e *edges, low, high spec.Value[int64]) {
	text := func(v int64) string { return strconv.FormatInt(v, 10) }
	if low.IsSet() {
		e.inside("min", text(low.V))
		e.outside("min", text(low.V-1)) // wraps around to a number that does not break the rule, and is left out
	}
	if high.IsSet() {
		e.inside("max", text(high.V))
		e.outside("max", text(high.V+1))
	}
}

func (e *edges) wholeEnum(values []int64) {
	var others []int64
	for _, v := range values {
		e.inside("enum", strconv.FormatInt(v, 10))
		others = append(others, v+1, v-1) // one that wraps around is another number, too
	}
	e.outside("enum", wholeTexts(others)...)
}

func (e *edges) float(k *spec.Float) {
	if k.Min.IsSet() {
		e.inside("min", floatText(k.Min.V))
		e.outside("min", floatText(math.Nextafter(k.Min.V, math.Inf(-1)))) // an infinity breaks another rule
	}
	if k.Max.IsSet() {
		e.inside("max", floatText(k.Max.V))
		e.outside("max", floatText(math.Nextafter(k.Max.V, math.Inf(1))))
	}
	for _, v := range []float64{math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64} {
		e.inside(spec.FiniteRule, floatText(v))
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		e.outside(spec.FiniteRule, floatText(v))
	}
}
