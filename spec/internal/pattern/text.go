package pattern

import (
	"strings"
	"unicode"
)

// urlForm is scheme://[userinfo@]host[:port] of RFC 3986, §3, and then anything. A host in brackets may contain
// colons.
var urlForm = Lazy(`(?s)\A[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#]*@)?(?:\[[^\]@/?#]+\]|[^\[:@/?#][^:@/?#]*)(?::[0-9]*)?(?:[/?#].*)?\z`)

// IsURL reports whether text is an absolute URL with a host. Beyond RFC 3986 it takes characters outside ASCII as they
// are.
func IsURL(text string) bool {
	blank := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	return urlForm().MatchString(text) && !strings.ContainsFunc(text, blank)
}

// IsXMLChar is the production Char of XML 1.0, section 2.2.
func IsXMLChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}
