package sample

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

// maxMade is the length of the longest text that is made, in characters. A
// rule may ask for more than anybody wants to see in a test.
const maxMade = 1 << 20

// site is what a made URL starts with.
const site = "https://example.com/"

// Text returns a text that satisfies all rules of k: a short one, and the same
// one each time. With a pattern, it is the example that matches it; where the
// rules leave it free, it is name. It returns false when it finds none: the
// rules contradict each other, or ask for more than a search finds.
func Text(name string, k *spec.String) (text string, ok bool) {
	return newMaker(k).text(name)
}

// maker makes texts for one kind.
type maker struct {
	*judge
	example string // of the pattern, "" when there is none
	filler  string // the last character of the example, which often can repeat; else "a"
}

func newMaker(k *spec.String) *maker {
	m := &maker{judge: newJudge(k), example: k.Matching, filler: "a"}
	if m.example != "" {
		m.filler = strings.TrimPrefix(m.example, dropLast(m.example))
	}
	return m
}

func (m *maker) text(name string) (string, bool) {
	minRunes, _ := m.limits()
	// One after the other: the later ones cost more and read worse.
	for _, texts := range []func() []string{
		func() []string { return append([]string{m.example, name}, m.rules.Enum.V...) },
		func() []string { return []string{m.fit(name, name), m.fit("a", "a")} },
		func() []string { return []string{m.fit(site+name, "a"), m.fit("a://a", "a")} },
		func() []string { return m.filled(m.filler, minRunes, utf8.RuneCountInString) },
	} {
		for _, text := range texts() {
			if m.valid(text) {
				return text, true
			}
		}
	}
	return "", false
}

func (m *maker) valid(text string) bool { return text != "" && len(m.broken(text)) == 0 }

// limits returns how many characters a text may have: max_bytes bounds them
// too.
func (m *maker) limits() (minRunes, maxRunes int) {
	minRunes, maxRunes = 1, math.MaxInt
	if r := m.rules.MinRunes; r.IsSet() {
		minRunes = max(minRunes, r.V)
	}
	for _, r := range []spec.Value[int]{m.rules.MaxRunes, m.rules.MaxBytes} {
		if r.IsSet() {
			maxRunes = min(maxRunes, max(r.V, 0))
		}
	}
	return minRunes, maxRunes
}

// fit cuts text to what max_runes and max_bytes allow, and repeats pad behind
// it until there are min_runes characters.
func (m *maker) fit(text, pad string) string {
	minRunes, maxRunes := m.limits()
	if minRunes > maxMade || !utf8.ValidString(text) || pad == "" {
		return ""
	}
	runes := []rune(text)
	runes = runes[:min(len(runes), maxRunes)]
	for more := []rune(pad); len(runes) < minRunes; {
		runes = append(runes, more[:min(len(more), minRunes-len(runes))]...)
	}
	text = string(runes)
	if most := m.rules.MaxBytes; most.IsSet() && len(text) > most.V {
		end := max(most.V, 0)
		for !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end]
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
