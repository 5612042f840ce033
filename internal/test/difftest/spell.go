package difftest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// speller writes a document: as the platforms do, or in the odd ways that XML
// has for the same.
type speller struct {
	strings.Builder
	*maker
	plain bool
}

func (m *maker) spelled(root *element) []byte {
	s := &speller{maker: m, plain: m.one(2)}
	if !s.plain {
		s.WriteString(pick(m, []string{"", "\ufeff"}))
		s.WriteString(pick(m, []string{"", "<?xml version=\"1.0\"?>\n", "<?xml version='1.0' encoding='utf-8' standalone=\"yes\" ?>", "<?xml version='1.1' encoding='utf8'?>", "<!-- before -->\n", "<?pi x?>"}))
	}
	s.element(root)
	s.gap()
	return []byte(s.String())
}

// gap is what may stand between elements.
func (s *speller) gap() {
	if !s.plain {
		s.WriteString(pick(s.maker, []string{"", "", "", "", "\n", " \t\r\n", "<!-- - -->", "<?pi?>"}))
	}
}

func (s *speller) element(e *element) {
	if e.name == "" {
		s.WriteString(e.raw)
		return
	}
	s.WriteString("<" + e.name)
	if !s.plain && s.one(8) {
		s.WriteString(pick(s.maker, []string{" ", " a='1'", "\na=\"&lt;\" b:c = '>'", " xmlns='u'"}))
	}
	if !s.plain && e.text == "" && e.raw == "" && len(e.children) == 0 && s.one(2) {
		s.WriteString("/>")
		return
	}
	s.WriteString(">" + e.raw)
	if e.text != "" {
		s.text(e.text)
	}
	for _, child := range e.children {
		s.gap()
		s.element(child)
	}
	if len(e.children) > 0 {
		s.gap()
		if !s.plain && s.one(20) {
			s.WriteString("\u00a0") // the platforms' own samples hold some
		}
	}
	s.WriteString("</" + e.name)
	if !s.plain && s.one(12) {
		s.WriteString(" \n")
	}
	s.WriteString(">")
}

func (s *speller) text(text string) {
	if !s.one(100) {
		text = carried(text)
	}
	if s.plain || s.one(2) {
		s.whole(text, s.one(4))
		return
	}
	for text != "" {
		_, n := utf8.DecodeRuneInString(text)
		for n < len(text) && !s.one(10) {
			_, more := utf8.DecodeRuneInString(text[n:])
			n += more
		}
		s.whole(text[:n], s.one(2))
		s.WriteString(pick(s.maker, []string{"", "", "<!-- x -->", "<![CDATA[]]>", "<?pi x?>"}))
		text = text[n:]
	}
}

func (s *speller) whole(text string, escaped bool) {
	if !escaped {
		s.WriteString("<![CDATA[" + strings.ReplaceAll(text, "]]>", "]]]]><![CDATA[>") + "]]>")
		return
	}
	for _, r := range text {
		switch {
		case r == '<' || r == '&' || r == '>' || r == '\r' && s.one(2) || !s.plain && s.one(30):
			s.WriteString(s.reference(r))
		default:
			s.WriteRune(r)
		}
	}
}

func (s *speller) reference(r rune) string {
	names := map[rune]string{'<': "&lt;", '>': "&gt;", '&': "&amp;", '\'': "&apos;", '"': "&quot;"}
	if name := names[r]; name != "" && s.one(2) {
		return name
	}
	return fmt.Sprintf(pick(s.maker, []string{"&#%d;", "&#x%X;", "&#x00%x;"}), r)
}

// carried is a text with U+FFFD for each character that XML cannot carry.
func carried(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, text)
}
