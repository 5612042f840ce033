package judge

import (
	"slices"
	"strconv"

	"github.com/replygen/replygen/spec"
)

// moment is the platforms' own sample of a Unix time.
const moment = 12345678

// Value returns a value that satisfies all rules of a kind, spelled as on the wire: a short one, and the same one each
// time. A text with a pattern is the example that matches it; where the rules leave a text free, it is name. Value
// returns false when it finds none: the rules contradict each other, or ask for more than a search finds.
//
// It is a present value: neither the empty text nor the Unix time 0, which stand for an absent field.
func Value(name string, k spec.Kind) (string, bool) {
	m := newMaker(k)
	switch k := k.(type) {
	case *spec.String:
		return m.text(name)
	case *spec.Int:
		if k.Enum.IsSet() {
			return m.first(wholeTexts(k.Enum.V...))
		}
		return m.first(wholeTexts(1, k.Min.V, k.Max.V))
	case *spec.UnixTime:
		return m.first(wholeTexts(moment, 1, -1, k.Min.V, k.Max.V))
	case *spec.Float:
		var texts []string
		for _, v := range []float64{1.5, k.Min.V/2 + k.Max.V/2, k.Min.V, k.Max.V} {
			texts = append(texts, floatText(v))
		}
		return m.first(texts)
	case *spec.Bool:
		return "true", true
	case *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union:
	}
	return "", false // no value of its own
}

func wholeTexts(values ...int64) []string {
	var out []string
	for _, v := range values {
		out = append(out, strconv.FormatInt(v, 10))
	}
	return out
}

// maker makes values of one kind.
type maker struct {
	kind      spec.Kind
	textRules spec.StringRules // of a text, with those of its type
	example   string           // of the pattern, "" when there is none
	filler    string           // the last character of the example, which often can repeat; else "a"
}

// first returns the first text that satisfies all rules.
func (m *maker) first(texts []string) (string, bool) {
	if i := slices.IndexFunc(texts, m.valid); i >= 0 {
		return texts[i], true
	}
	return "", false
}

// valid reports whether a text is a present value that satisfies all rules.
func (m *maker) valid(text string) bool {
	return m.isPresent(text) && len(spec.ViolatedRules(m.kind, text)) == 0
}

func (m *maker) isPresent(text string) bool {
	return text != "" && !(text == "0" && is[*spec.UnixTime](m.kind))
}
