package judge

import (
	"math"
	"strconv"

	"github.com/replygen/replygen/spec"
)

// limit adds the limit of a number and its neighbour outside. A neighbour that wraps around, or is infinite, does not
// break this rule alone and is left out.
func (e *edges) limit(r spec.StatedRule) {
	beyond := 1
	if r.Bound == spec.AtLeast {
		beyond = -1
	}
	limit, outside := r.Values[0], ""
	if _, ok := e.kind.(*spec.Float); ok {
		limit = floatText(numberOf(limit))
		outside = floatText(math.Nextafter(numberOf(limit), math.Inf(beyond)))
	} else {
		outside = strconv.FormatInt(wholeOf(limit)+int64(beyond), 10)
	}
	e.inside(r.Key, limit)
	e.outside(r.Key, outside)
}

func (e *edges) finite() {
	for _, v := range []float64{math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64} {
		e.inside(spec.FiniteRule, floatText(v))
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		e.outside(spec.FiniteRule, floatText(v))
	}
}
