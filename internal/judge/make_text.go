package judge

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

// maxMade is the length of the longest text that is made, in characters. A
// rule may ask for more than anybody wants to see in a test.
const maxMade = 1 << 20

// site is what a made URL starts with.
const site = "https://example.com/"

func newMaker(k spec.Kind) *maker {
	m := &maker{kind: k, filler: "a"}
	if text, ok := k.(*spec.String); ok {
		m.textRules, m.example = text.Enforced(), text.Matching
	}
	if m.example != "" {
		m.filler = strings.TrimPrefix(m.example, dropLast(m.example))
	}
	return m
}

// text tries one after the other: the later ones cost more and read worse.
func (m *maker) text(name string) (string, bool) {
	for _, texts := range []func() []string{
		func() []string { return append([]string{m.example, name}, m.textRules.Enum.V...) },
		func() []string { return []string{m.fit(name, name), m.fit("a", "a")} },
		func() []string { return []string{m.fit(site+name, "a"), m.fit("a://a", "a")} },
		m.shortest,
	} {
		if text, ok := m.first(texts()); ok {
			return text, true
		}
	}
	return "", false
}

// shortest returns texts of the filler that are as long as a lower limit asks.
func (m *maker) shortest() []string {
	out := m.filled(m.filler, 1, utf8.RuneCountInString)
	for rule, limit := range m.limits(spec.AtLeast) {
		out = append(out, m.filled(m.filler, limit, rule.Measure)...)
	}
	return out
}

// limits are the limits of the length, either the upper or the lower ones.
func (m *maker) limits(bound spec.Bound) iter.Seq2[*spec.ValueRule, int] {
	return func(yield func(*spec.ValueRule, int) bool) {
		for rule, limit := range m.textRules.Sizes() {
			if rule.Bound == bound && !yield(rule, limit.V) {
				return
			}
		}
	}
}

// missing is how many characters of ASCII a text lacks to reach the lower limits.
func (m *maker) missing(text string) int {
	n := 0
	for rule, limit := range m.limits(spec.AtLeast) {
		n = max(n, limit-rule.Measure(text))
	}
	return n
}

// fit cuts text to what the upper limits allow, and repeats pad behind it until
// it reaches the lower ones.
func (m *maker) fit(text, pad string) string {
	if m.missing("") > maxMade || !utf8.ValidString(text) || pad == "" {
		return ""
	}
	text = m.cut(text)
	for rule, limit := range m.limits(spec.AtLeast) {
		n, end := rule.Measure(text), 0
		padding := strings.Repeat(pad, max(0, limit-n)/rule.Measure(pad)+1)
		for n < limit {
			_, size := utf8.DecodeRuneInString(padding[end:])
			n += rule.Measure(padding[end : end+size])
			end += size
		}
		text += padding[:end]
	}
	return m.cut(text)
}

// cut cuts text to what the upper limits allow.
func (m *maker) cut(text string) string {
	for rule, limit := range m.limits(spec.AtMost) {
		n := 0
		for i, r := range text {
			if n += rule.Measure(string(r)); n > limit {
				text = text[:i]
				break
			}
		}
	}
	return text
}

// filled returns texts that are n long, as size counts them: units, a rest of
// ASCII, and around them what the pattern or the format may ask for.
func (m *maker) filled(unit string, n int, size func(string) int) []string {
	if n < 1 || n > maxMade {
		return nil
	}
	frames := [][2]string{{"", ""}, {site, ""}, {"a://a", ""}}
	if m.example != "" {
		frames = append(frames, [2]string{m.example, ""}, [2]string{"", m.example})
	}
	var out []string
	for _, f := range frames {
		room := n - size(f[0]) - size(f[1])
		if room < 0 {
			continue
		}
		out = append(out, f[0]+strings.Repeat(unit, room/size(unit))+strings.Repeat("a", room%size(unit))+f[1])
	}
	return out
}
