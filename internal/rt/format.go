package rt

import (
	"strings"
	"unicode"
)

// isURL reports whether s is an absolute URL with a host, without spaces and control characters.
// Characters outside ASCII may stand in it as they are: people paste what their browser shows.
func isURL(s string) bool {
	scheme := strings.IndexByte(s, ':')
	if scheme < 0 || !isScheme(s[:scheme]) || !strings.HasPrefix(s[scheme:], "://") {
		return false
	}
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return false
		}
	}
	authority := s[scheme+len("://"):]
	if end := strings.IndexAny(authority, "/?#"); end >= 0 {
		authority = authority[:end]
	}
	return hasHost(authority[strings.LastIndexByte(authority, '@')+1:])
}

// isScheme follows RFC 3986, section 3.1.
func isScheme(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return s != ""
}

// hasHost reports whether s, host[:port] of RFC 3986, names a host. An IPv6 address stands in
// brackets, for it has colons of its own.
func hasHost(s string) bool {
	end := strings.IndexByte(s, ':')
	if strings.HasPrefix(s, "[") {
		end = strings.IndexByte(s, ']') + 1
		if end <= len("[]") {
			return false
		}
	}
	if end < 0 || end == len(s) {
		return s != ""
	}
	return end > 0 && s[end] == ':' && strings.Trim(s[end+1:], "0123456789") == "" // no number is a port, too
}
