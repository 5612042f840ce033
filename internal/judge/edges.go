package judge

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

// Edge is a value at the edge of a rule, spelled as on the wire.
type Edge struct {
	// Rule is the rule's name, as Broken has it.
	Rule string
	// Inside is set where the text breaks no rule at all; otherwise it breaks
	// Rule, and others only when it cannot be helped.
	Inside bool
	Text   string
}

// Edges returns, for each rule of a single value in the order of Broken, values just inside and just outside of it, as far
// as there are any.
func Edges(k spec.Kind) []Edge {
	e := &edges{maker: newMaker(k)}
	rules := spec.RulesOf(k)
	if is[*spec.String](k) {
		e.base, _ = e.text("text")
		e.chars()
		rules = e.textRules.Stated()
	}
	for _, r := range rules {
		switch {
		case r.Unit == spec.Items: // a list is no single value
		case r.IsLimit() && r.Unit != "":
			e.sizes(r.ValueRule, int(wholeOf(r.Values[0])))
		case r.IsLimit():
			e.limit(r)
		case r.Bound == spec.OneOfSet:
			e.enum(r.Values)
		case r.Key == "pattern":
			e.aroundPattern()
		case r.Key == "format":
			e.format()
		}
	}
	if is[*spec.Float](k) {
		for _, v := range []float64{math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64} {
			e.inside(spec.FiniteRule, floatText(v))
		}
		for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			e.outside(spec.FiniteRule, floatText(v))
		}
	}
	return e.list
}

// edges collects the edges of one kind.
type edges struct {
	*maker
	base string // satisfies all rules, "" when no text was found that does
	list []Edge
}

// add adds the first text that breaks such rules, and reports whether there is one.
func (e *edges) add(rule string, inside bool, texts []string, fits func(broken []string) bool) bool {
	i := slices.IndexFunc(texts, func(text string) bool { return e.isPresent(text) && fits(Broken(e.kind, text)) })
	if i < 0 {
		return false
	}
	if edge := (Edge{rule, inside, texts[i]}); !slices.Contains(e.list, edge) {
		e.list = append(e.list, edge)
	}
	return true
}

// inside adds the first text that satisfies all rules.
func (e *edges) inside(rule string, texts ...string) bool {
	return e.add(rule, true, texts, func(broken []string) bool { return len(broken) == 0 })
}

// only adds the first text that breaks the rule and no other.
func (e *edges) only(rule string, texts ...string) bool {
	return e.add(rule, false, texts, func(broken []string) bool { return slices.Equal(broken, []string{rule}) })
}

// outside adds the first text that breaks the rule, one that breaks no other
// if possible.
func (e *edges) outside(rule string, texts ...string) {
	if !e.only(rule, texts...) {
		e.add(rule, false, texts, func(broken []string) bool { return slices.Contains(broken, rule) })
	}
}

// beyond is the direction in which a limit excludes values.
func beyond(r *spec.ValueRule) int {
	if r.Bound == spec.AtLeast {
		return -1
	}
	return 1
}

// limit adds the limit of a number and its neighbour outside. A neighbour that wraps around, or is infinite, does not
// break this rule alone and is left out.
func (e *edges) limit(r spec.StatedRule) {
	limit, outside := r.Values[0], strconv.FormatInt(wholeOf(r.Values[0])+int64(beyond(r.ValueRule)), 10)
	if is[*spec.Float](e.kind) {
		n := numberOf(limit)
		limit, outside = floatText(n), floatText(math.Nextafter(n, math.Inf(beyond(r.ValueRule))))
	}
	e.inside(r.Key, limit)
	e.outside(r.Key, outside)
}

// families are the characters that texts of a size are made of: three bytes
// and four bytes each, so that a limit in the wrong unit shows.
var families = []string{"汉", "😀"}

// sizes adds texts on both sides of a limit.
func (e *edges) sizes(rule *spec.ValueRule, limit int) {
	step := beyond(rule)
	e.sized(rule, limit, -step, e.inside)
	if !e.sized(rule, limit+step, step, e.only) {
		e.outside(rule.Key, e.filled(families[0], limit+step, rule.Measure)...)
	}
}

// sized adds texts of the first size that allows one: one of each family, or
// else one of the filler. The limit may lie between two sizes that a text can have.
func (e *edges) sized(rule *spec.ValueRule, size, step int, add func(rule string, texts ...string) bool) bool {
	for range rule.Measure("\U0010FFFF") {
		found := false
		for _, unit := range families {
			texts := e.filled(unit, size, rule.Measure)
			texts = slices.DeleteFunc(texts, func(text string) bool { return !strings.Contains(text, unit) })
			found = add(rule.Key, texts...) || found
		}
		if found || add(rule.Key, e.filled(e.filler, size, rule.Measure)...) {
			return true
		}
		size += step
	}
	return false
}

// chars puts a character into a text that is fine without it, so that what is
// judged is the character.
func (e *edges) chars() {
	for _, c := range []string{"]]>", "😀", "\u0085"} {
		e.inside(spec.CharsRule, e.holding(c)...)
	}
	for _, c := range []string{"\x01", "\uFFFE", "\xFF", "\xED\xA0\x80"} {
		e.outside(spec.CharsRule, e.holding(c)...)
	}
}

// holding returns texts with c in them.
func (e *edges) holding(c string) []string {
	texts := []string{c, e.base + c, c + e.base}
	// In the place of as much, for a text that is full.
	runes := utf8.RuneCountInString(c)
	short := e.base
	for short != "" && len(e.base)-len(short) < len(c) {
		short = dropLast(short)
		if runes--; runes == 0 {
			texts = append(texts, short+c)
		}
	}
	texts = append(texts, short+c)
	if n := e.missing(c); n > 0 && n <= maxMade {
		texts = append(texts, strings.Repeat("a", n)+c)
	}
	return texts
}

func dropLast(text string) string {
	_, size := utf8.DecodeLastRuneInString(text)
	return text[:len(text)-size]
}

// enum adds each of the values, and one that is none of them: a neighbour of a number, another spelling of a text.
func (e *edges) enum(values []string) {
	var others []string
	isText := is[*spec.String](e.kind)
	for _, value := range values {
		e.inside("enum", value)
		if isText {
			others = append(others, value+"x", strings.ToUpper(value), strings.ToLower(value))
		} else {
			others = append(others, wholeTexts(wholeOf(value)+1, wholeOf(value)-1)...)
		}
	}
	if isText {
		others = append(others, e.example, e.fit("other", "x"), e.fit("x", "x"), e.fit("yx", "x"))
	}
	e.outside("enum", others...)
}

// aroundPattern changes a text that matches until one does not. It tries a
// line break at the end by itself: a $ that matches before one is a common
// mistake.
func (e *edges) aroundPattern() {
	e.inside("pattern", e.base)
	e.only("pattern", e.base+"\n")
	others := []string{dropLast(e.base)}
	for _, s := range []string{"!", "a", "0", "-", " ", "汉", "😀"} {
		others = append(others, e.base+s, s+e.base, dropLast(e.base)+s, s, e.fit(s, s))
	}
	e.outside("pattern", append(others, e.base+e.base)...)
}

func (e *edges) format() {
	form := spec.FindFormat(e.textRules.Format.V)
	if form == nil {
		return
	}
	for _, text := range append([]string{e.base}, form.Valid...) {
		e.inside("format", text)
	}
	for i, text := range form.Spoil(e.base) {
		if i == 0 {
			e.outside("format", text, e.fit(text, "a"))
		}
		e.only("format", text, e.fit(text, "/"))
	}
}
