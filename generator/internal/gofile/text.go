package gofile

import (
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

// Doc turns texts into comment lines, a paragraph each. Text of a spec is hostile: every line starts with `// `,
// whatever it holds, and characters that steer a display are left out.
func Doc(paragraphs ...string) []string {
	var out []string
	for _, p := range paragraphs {
		if strings.TrimSpace(p) == "" {
			continue
		}
		switch {
		case len(out) == 0:
		case strings.HasPrefix(p, "See http"): // a link ends the paragraph before it
			out[len(out)-1] = Sentence(out[len(out)-1])
		default:
			out = append(out, "//")
		}
		for _, line := range strings.FieldsFunc(p, IsLineBreak) {
			if line = Clean(line); line != "" {
				out = append(out, "// "+line)
			}
		}
	}
	return out
}

// IsLineBreak reports whether a character ends a line.
func IsLineBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085'
}

// Clean drops what has no place on a comment's line. Leading white space and marks would make a code block, a list or
// a heading of it.
func Clean(line string) string {
	line = strings.Map(func(r rune) rune {
		if spec.IsTextHazard(r) {
			return -1
		}
		return r
	}, line)
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "+build") {
		return `"` + line + `"` // the old form of a build constraint needs no more than this start
	}
	return line
}

// WithArticle is "an ImageReply", "a TextReply", "an UpdateReply", "a UserReply".
func WithArticle(name string) string {
	if strings.ContainsRune("AEIO", rune(name[0])) || strings.HasPrefix(name, "Up") {
		return "an " + name
	}
	return "a " + name
}

// Sentence ends a text with a full stop unless it ends with one of its own.
func Sentence(s string) string {
	s = Clean(strings.Join(strings.FieldsFunc(s, IsLineBreak), " "))
	if s == "" {
		return ""
	}
	if last, _ := utf8.DecodeLastRuneInString(s); strings.ContainsRune(".!?;:。！？；：", last) {
		return s
	}
	return s + "."
}

// NextSentence is Sentence for a text that follows another sentence: it begins with a capital if it begins with a word.
func NextSentence(s string) string {
	s = Sentence(s)
	notLetter := func(r rune) bool { return r < 'a' || r > 'z' }
	if first, _, ok := strings.Cut(s, " "); ok && !strings.ContainsFunc(first, notLetter) {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	return s
}

// See is the paragraph that links to a page, "" without one.
func See(url string) string {
	if url == "" {
		return ""
	}
	return "See " + url
}
