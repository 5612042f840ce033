package rt

import "unicode/utf8"

// truncate cuts s at a character, so that it has at most maxBytes bytes and maxRunes characters as
// it is written, and reports whether it had more.
func truncate(s string, maxBytes, maxRunes int) (string, bool) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		bytes := size
		switch {
		case r == '\r' && i+1 < len(s) && s[i+1] == '\n':
			size = 2 // both leave as one LF
		case r == utf8.RuneError || !isChar(r):
			bytes = len("\uFFFD")
		}
		maxBytes, maxRunes = maxBytes-bytes, maxRunes-1
		if maxBytes < 0 || maxRunes < 0 {
			return s[:i], true
		}
		i += size
	}
	return s, false
}
