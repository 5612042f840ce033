package judge

import (
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

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
	_, isText := e.kind.(*spec.String)
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
	e.inside("format", e.base)
	for _, text := range form.Valid {
		e.inside("format", text)
	}
	for i, text := range form.Spoil(e.base) {
		if i == 0 {
			e.outside("format", text, e.fit(text, "a"))
		}
		e.only("format", text, e.fit(text, "/"))
	}
}
