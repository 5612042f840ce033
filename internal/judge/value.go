package judge

import (
	"math"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// Broken names the rules that a present value violates, as [spec.ViolatedRules] lists them.
func Broken(k spec.Kind, text string) []string {
	var out []string
	for _, r := range spec.ViolatedRules(k, text) {
		out = append(out, r.Key)
	}
	return out
}

// violation is that of a value which violates a rule, without its field. It gives the limit as a number where that is an
// int on every machine, else as a text.
func violation(k spec.Kind, r spec.StatedRule, text string) Violation {
	v := Violation{Rule: r.Key, Detail: strings.Join(r.Values, ", ")}
	switch _, isFloat := k.(*spec.Float); {
	case r.Key == spec.CharsRule:
		v.Offset = spec.Uncarriable(text)
	case r.Unit != "":
		return Violation{Rule: r.Key, Limit: int(wholeOf(r.Values[0])), Got: r.Measure(lineEnds.Replace(text))}
	case r.IsLimit() && !isFloat:
		if limit := wholeOf(r.Values[0]); int64(int32(limit)) == limit {
			return Violation{Rule: r.Key, Limit: int(limit), Got: int(wholeOf(text))}
		}
	}
	return v
}

func wholeOf(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // it was parsed before
	return n
}

func numberOf(text string) float64 {
	f, _ := strconv.ParseFloat(text, 64) // it was parsed before
	return f
}

func isFinite(text string) bool {
	f, err := strconv.ParseFloat(text, 64)
	return err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
}
