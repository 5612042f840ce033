package sample

import (
	"math"
	"slices"

	"github.com/replygen/replygen/spec"
)

// The rules that a number can break, next to ruleEnum.
const (
	ruleMin    = "min"
	ruleMax    = "max"
	ruleFinite = "finite"
)

// moment is the platforms' own sample of a Unix time.
const moment = 12345678

// Int returns a number that satisfies all rules of k, false when there is
// none.
func Int(k *spec.Int) (int64, bool) {
	values := []int64{1}
	if k.Enum.IsSet() {
		values = k.Enum.V
	}
	return firstWhole(k.Min, k.Max, values, func(v int64) bool { return len(BrokenInt(k, v)) == 0 })
}

// Time returns seconds since 1970 that satisfy all rules of k, and are not 0,
// which says that a time is absent. It returns false when there are none.
func Time(k *spec.UnixTime) (int64, bool) {
	return firstWhole(k.Min, k.Max, []int64{moment, 1, -1}, func(v int64) bool { return v != 0 && len(BrokenTime(k, v)) == 0 })
}

// firstWhole returns the first of values, or else of the limits, that is fine.
func firstWhole(low, high spec.Value[int64], values []int64, fine func(int64) bool) (int64, bool) {
	for _, v := range append(slices.Clip(values), low.V, high.V) {
		if fine(v) {
			return v, true
		}
	}
	return 0, false
}

// Float returns a number that satisfies all rules of k, false when there is
// none.
func Float(k *spec.Float) (float64, bool) {
	for _, v := range []float64{1.5, k.Min.V/2 + k.Max.V/2, k.Min.V, k.Max.V} {
		if len(BrokenFloat(k, v)) == 0 {
			return v, true
		}
	}
	return 0, false
}

// BrokenInt names the rules of k that v violates, in the order min, max, enum.
func BrokenInt(k *spec.Int, v int64) []string {
	out := brokenLimits(k.Min, k.Max, v)
	if k.Enum.IsSet() && !slices.Contains(k.Enum.V, v) {
		out = append(out, ruleEnum)
	}
	return out
}

// BrokenTime names the rules of k that v, in seconds since 1970, violates, in
// the order min, max.
func BrokenTime(k *spec.UnixTime, v int64) []string { return brokenLimits(k.Min, k.Max, v) }

// BrokenFloat names the rules of k that v violates, in the order min, max,
// finite. A NaN lies on no side of a limit: it violates finite alone. An
// infinity violates the limit on its side, too.
func BrokenFloat(k *spec.Float, v float64) []string {
	out := brokenLimits(k.Min, k.Max, v)
	if math.IsNaN(v) || math.IsInf(v, 0) {
		out = append(out, ruleFinite)
	}
	return out
}

func brokenLimits[T int64 | float64](low, high spec.Value[T], v T) []string {
	var out []string
	if low.IsSet() && v < low.V {
		out = append(out, ruleMin)
	}
	if high.IsSet() && v > high.V {
		out = append(out, ruleMax)
	}
	return out
}
