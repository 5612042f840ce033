package difftest

import (
	"math"
	"strconv"
	"strings"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// pool holds values of a field on both sides of its rules, as texts.
type pool struct {
	kind         spec.Kind
	right, wrong []string
}

func (m *maker) pool(f *spec.Field) *pool {
	if m.pools[f] == nil {
		m.pools[f] = newPool(f)
	}
	return m.pools[f]
}

func newPool(f *spec.Field) *pool {
	p := &pool{kind: f.Kind}
	var texts []string
	for _, e := range judge.Edges(f.Kind) {
		texts = append(texts, e.Text)
	}
	switch f.Kind.(type) {
	case *spec.String:
		for _, e := range f.Example {
			texts = append(texts, e.V)
		}
		text, _ := judge.Value(f.Name, f.Kind)
		texts = append(append(texts, odd...), text)
	case *spec.UnixTime:
		texts = append(texts, "12345678", "1", "-1", "9223372036854775807", "-9223372036854775808")
		p.wrong = []string{"0"}
	case *spec.Int:
		texts = append(texts, "0", "1", "-1", "2", "7", "2147483647", "-2147483649", "9223372036854775807", "-9223372036854775808")
	case *spec.Float:
		texts = append(texts, "0", "-0", "1.5", "-2.25", "0.000000001", "1000000000000000000000")
	default:
		texts = append(texts, "true", "false")
	}
	for _, text := range texts {
		switch {
		case text == "":
		case len(judge.Broken(f.Kind, text)) == 0:
			p.right = append(p.right, text)
		default:
			p.wrong = append(p.wrong, text)
		}
	}
	return p
}

// odd are texts that are the trouble of writers and parsers, most of them right
// where nothing limits a text.
var odd = []string{
	"]]>", "a]]", "]]>]]>", "<a>&amp;</a>", "&lt;", "<![CDATA[", " ", " a ", "\n", "a\tb", "你好", "😀", "\u0085", "\ufeff", "\ufffd", "\U0010FFFF", "\u2028\u00a0",
	"https://example.com/?a=1&b=2#c", "weixin://dl/business", "http://例子.中国/路径", "https://", "http://a b", "HTTP://U@[::1]:8/", "a@b", "a@b@c",
}

// wrongText is a value that no rule lets pass, or one that some do by chance.
func (m *maker) wrongText(p *pool) string {
	if len(p.wrong) > 0 && !m.one(3) {
		return pick(m, p.wrong)
	}
	switch p.kind.(type) {
	case *spec.String:
		return m.unicode()
	case *spec.Int, *spec.UnixTime:
		return strconv.FormatInt(int64(m.Uint64())>>m.IntN(64), 10)
	case *spec.Float:
		return strconv.FormatFloat(math.Float64frombits(m.Uint64()), 'f', -1, 64)
	default:
		return pick(m, p.right)
	}
}

// unicode draws from all of Unicode, and from bytes that are no UTF-8.
func (m *maker) unicode() string {
	switch m.IntN(12) {
	case 0:
		return ""
	case 1:
		return strings.Repeat(pick(m, []string{"a", "汉", "😀", "]]>", "\r\n"}), 1+m.IntN(3000))
	case 2:
		return pick(m, []string{"\x00", "\x02", "\x1f", "\uFFFE", "\uFFFF", "\xED\xA0\x80", "\xC0\x80", "\xF4\x90\x80\x80", "\xE4\xBD", "\xff"})
	}
	var b strings.Builder
	for range 1 + m.IntN(20) {
		switch m.IntN(16) {
		case 0:
			b.WriteByte(byte(m.IntN(256)))
		case 1, 2, 3:
			b.WriteRune(rune(m.IntN(0x110000)))
		case 4, 5, 6, 7:
			b.WriteRune(rune(0x4E00 + m.IntN(0x5200)))
		case 8:
			b.WriteString(pick(m, odd))
		default:
			b.WriteByte(byte(' ' + m.IntN(0x5F)))
		}
	}
	return b.String()
}
