package docs

import (
	"fmt"

	"github.com/replygen/replygen/spec"
)

// limits are the rules of one value, each with its unit.
func (w *writer) limits(k spec.Kind) []string {
	out := w.rulesOfValue(spec.RulesOf(k))
	switch k := k.(type) {
	case *spec.String:
		if k.Truncates {
			out = append(out, w.truncates)
		}
	case *spec.List:
		for _, r := range k.MaxItemsReplyingTo {
			out = append(out, fmt.Sprintf(w.maxItemsReplyingTo, code(r.Type), r.Limit.V))
		}
	case *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.Union:
	}
	return out
}

func (w *writer) rulesOfValue(rules []spec.StatedRule) []string {
	var out []string
	for _, r := range rules {
		value := r.Values[0]
		switch r.Bound {
		case spec.AtLeast:
			if r.Unit != "" && value == "0" {
				continue // no limit
			}
		case spec.OneOfSet, spec.OfForm:
			value = w.codes(r.Values)
		}
		out = append(out, fmt.Sprintf(w.valueRules[r.Key], value))
	}
	return out
}
