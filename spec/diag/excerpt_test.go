package diag

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// The place of the span is marked by « and » in the source.
func TestCaretsStandUnderTheSpan(t *testing.T) {
	tests := []struct {
		name   string
		source string
		shown  string
		carets string
	}{
		{"ascii", "a: «bc» d", "a: bc d", "   ^~"},
		{"Chinese before", "doc: 消息 «x»", "doc: 消息 x", "          ^"},
		{"Chinese under", "«消息»", "消息", "^~~~"},
		{"full-width punctuation", "「标题」\uff0c。\uff1a«x»", "「标题」\uff0c。\uff1ax", strings.Repeat(" ", 14) + "^"},
		{"ideographic space", "\u3000«x»", "\u3000x", "  ^"},
		{"half-width katakana", "\uff71«x»", "\uff71x", " ^"},
		{"Hangul", "한국«x»", "한국x", "    ^"},
		{"conjoining Hangul", "\u1112\u1161\u11ab«x»", "\u1112\u1161\u11abx", "  ^"},
		{"ambiguous is narrow", "“”…①«x»", "“”…①x", "    ^"},
		{"rare ideograph", "𠮷«x»", "𠮷x", "  ^"},
		{"ideograph variation", "葛\U000E0100«x»", "葛\U000E0100x", "  ^"},
		{"emoji", "😀«x»", "😀x", "  ^"},
		{"skin tone", "👍🏽«x»", "👍🏽x", "  ^"},
		{"skin tone alone", "🏽«x»", "🏽x", "  ^"},
		{"family", "👨\u200d👩\u200d👧\u200d👦«x»", "👨\u200d👩\u200d👧\u200d👦x", "  ^"},
		{"joined with a selector", "❤️\u200d🔥«x»", "❤️\u200d🔥x", "  ^"},
		{"joined narrow part", "🤷🏽\u200d♂️«x»", "🤷🏽\u200d♂️x", "  ^"},
		{"text form is narrow", "❤«x»", "❤x", " ^"},
		{"emoji form is wide", "❤️«x»", "❤️x", "  ^"},
		{"keycap", "1️⃣«x»", "1️⃣x", "  ^"},
		{"flag", "🇨🇳🇨🇳«x»", "🇨🇳🇨🇳x", "    ^"},
		{"one flag marked of two", "🇨🇳«🇨🇳»", "🇨🇳🇨🇳", "  ^~"},
		{"combining mark", "e\u0301«x»", "e\u0301x", " ^"},
		{"span begins at a mark", "e«\u0301»x", "e\u0301x", "^"},
		{"span ends within a cluster", "«👨»\u200d👩x", "👨\u200d👩x", "^~"},
		{"mark at the start", "\u0301«x»", `\u0301x`, "      ^"},
		{"tab", "\t«x»", "    x", "    ^"},
		{"tab to the next stop", "ab\t«x»", "ab  x", "    ^"},
		{"tab after Chinese", "消\t«x»", "消  x", "    ^"},
		{"tab under", "a«\t»x", "a   x", " ^~~"},
		{"escape", "\x1b[31m«x»", `\x1b[31mx`, "        ^"},
		{"delete", "\x7f«x»", `\x7fx`, "    ^"},
		{"C1", "\u009b«x»", `\u009bx`, "      ^"},
		{"bidi", "\u202e«x»", `\u202ex`, "      ^"},
		{"zero-width space", "\u200b«x»", `\u200bx`, "      ^"},
		{"stray joiner", "a\u200d«x»", `a\u200dx`, "       ^"},
		{"joiner before an invalid byte", "👨\u200d«\xf0»", `👨\u200d\xf0`, "        ^~~~"},
		{"line separator", "\u2028«x»", `\u2028x`, "      ^"},
		{"tag", "\U000E0041«x»", `\U000e0041x`, "          ^"},
		{"blank letter", "\u3164«x»", `\u3164x`, "      ^"},
		{"invalid byte", "\xff«x»", `\xffx`, "    ^"},
		{"invalid under", "«\xe6\xb6»x", `\xe6\xb6x`, "^~~~~~~~"},
		{"replacement character itself", "\uFFFD«x»", "\uFFFDx", " ^"},
		{"end of line", "消息«»", "消息", "    ^"},
		{"empty line", "«»", "", "^"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, rest, _ := strings.Cut(tt.source, "«")
			under, after, _ := strings.Cut(rest, "»")
			col, width := utf8.RuneCountInString(before)+1, utf8.RuneCountInString(under)
			shown, indent, carets := excerpt(before+under+after, col, width)
			if diff := cmp.Diff([]string{tt.shown, tt.carets}, []string{shown, indent + carets}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestALongLineIsShownAroundTheSpan(t *testing.T) {
	long := strings.Repeat("0123456789", 50)
	chinese := strings.Repeat("〇一二三四", 50) // as wide as long
	tests := []struct {
		name       string
		text       string
		col, width int
		shown      string
		before     int // cells before the first caret
		carets     int
	}{
		{"just fits", long[:160], 160, 1, long[:160], 159, 1},
		{"at the start", long, 1, 5, long[:160] + "…", 0, 5},
		{"in the middle", long, 201, 5, "…" + long[140:300] + "…", 61, 5},
		{"at the end", long, 501, 1, "…" + long[340:], 161, 1},
		{"reaches out of the window", long, 201, 300, "…" + long[140:300] + "…", 61, 100},
		{"whole line", long, 0, 0, long[:160] + "…", 0, 160},
		{"Chinese", chinese, 101, 3, "…" + strings.Repeat("〇一二三四", 16) + "…", 61, 6},
		{"cut within a wide character", "x" + chinese, 103, 1, "…" + strings.Repeat("一二三四〇", 16) + "…", 61, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shown, indent, carets := excerpt(tt.text, tt.col, tt.width)
			if shown != tt.shown || len(indent) != tt.before || len(carets) != tt.carets {
				t.Errorf("got %q, %d blanks, %d carets", shown, len(indent), len(carets))
			}
		})
	}
}

func TestMarksPiledOnOneCharacterAreCutOff(t *testing.T) {
	shown, _, _ := excerpt("a"+strings.Repeat("\u0301", 1000), 1, 1)
	if n := strings.Count(shown, "\u0301"); n != maxMarked {
		t.Errorf("%d marks on one character, want %d", n, maxMarked)
	}
}

func TestWideRangesAreInOrder(t *testing.T) {
	for i, r := range wide {
		if r[0] > r[1] || i > 0 && wide[i-1][1] >= r[0] {
			t.Errorf("range %d, %04X to %04X, is out of order", i, r[0], r[1])
		}
	}
}
