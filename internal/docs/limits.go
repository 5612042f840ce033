package docs

import (
	"fmt"
	"strconv"

	"github.com/replygen/replygen/spec"
)

// limits are the rules of one value, each with its unit.
func (w *writer) limits(k spec.Kind) []string {
	switch k := k.(type) {
	case *spec.String:
		out := w.stringLimits(k.Rules)
		if k.Truncates {
			out = append(out, w.truncates)
		}
		return out
	case *spec.Int:
		out := bounds(k.Min, k.Max)
		if k.Enum.IsSet() {
			values := make([]string, len(k.Enum.V))
			for i, v := range k.Enum.V {
				values[i] = strconv.FormatInt(v, 10)
			}
			out = append(out, fmt.Sprintf(w.oneOfValues, w.codes(values)))
		}
		return out
	case *spec.Float:
		return bounds(k.Min, k.Max)
	case *spec.UnixTime:
		return bounds(k.Min, k.Max)
	case *spec.List:
		return w.listLimits(k)
	}
	return nil
}

func (w *writer) stringLimits(r spec.StringRules) []string {
	var out []string
	number := func(v spec.Value[int], words string) {
		if v.IsSet() {
			out = append(out, fmt.Sprintf(words, v.V))
		}
	}
	number(r.MaxBytes, w.maxBytes)
	number(r.MinRunes, w.minRunes)
	number(r.MaxRunes, w.maxRunes)
	if r.Enum.IsSet() {
		out = append(out, fmt.Sprintf(w.oneOfValues, w.codes(r.Enum.V)))
	}
	if r.Pattern.IsSet() {
		out = append(out, fmt.Sprintf(w.pattern, code(r.Pattern.V)))
	}
	if r.Format.IsSet() {
		out = append(out, fmt.Sprintf(w.format, code(r.Format.V)))
	}
	return out
}

func bounds[T int64 | float64](low, high spec.Value[T]) []string {
	var out []string
	if low.IsSet() {
		out = append(out, "≥ "+fmt.Sprint(low.V))
	}
	if high.IsSet() {
		out = append(out, "≤ "+fmt.Sprint(high.V))
	}
	return out
}

func (w *writer) listLimits(k *spec.List) []string {
	var out []string
	if k.MinItems.IsSet() && k.MinItems.V > 0 {
		out = append(out, fmt.Sprintf(w.minItems, k.MinItems.V))
	}
	if k.MaxItems.IsSet() {
		out = append(out, fmt.Sprintf(w.maxItems, k.MaxItems.V))
	}
	for _, r := range k.MaxItemsReplyingTo {
		out = append(out, fmt.Sprintf(w.maxItemsReplyingTo, code(r.Type), r.Limit.V))
	}
	return out
}
