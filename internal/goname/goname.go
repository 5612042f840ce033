// Package goname makes Go names of the names on the wire: MediaId becomes MediaID, transfer_customer_service
// TransferCustomerService.
package goname

import (
	"go/token"
	"strings"
	"unicode"
)

// initialisms are written in one case. The list is fixed: a change of it renames what downstream code calls. It is
// the list of the linters that check Go names.
var initialisms = map[string]bool{
	"acl": true, "api": true, "ascii": true, "cpu": true, "css": true, "dns": true, "eof": true, "guid": true,
	"html": true, "http": true, "https": true, "id": true, "ip": true, "json": true, "qps": true, "ram": true,
	"rpc": true, "sla": true, "smtp": true, "sql": true, "ssh": true, "tcp": true, "tls": true, "ttl": true,
	"udp": true, "ui": true, "gid": true, "uid": true, "uuid": true, "uri": true, "url": true, "utf8": true,
	"vm": true, "xml": true, "xmpp": true, "xsrf": true, "xss": true, "sip": true, "rtp": true, "amqp": true,
	"db": true, "ts": true,
}

// IsInitialism reports whether a word is written in one case.
func IsInitialism(word string) bool { return initialisms[strings.ToLower(word)] }

// Words splits a name where its parts begin: HQMusicUrl is HQ, Music and Url, transfer_customer_service three words.
func Words(name string) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, string(word))
			word = nil
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			continue
		}
		if len(word) > 0 {
			prev := word[len(word)-1]
			lower := unicode.IsLower(prev) || unicode.IsDigit(prev)
			beforeLower := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if unicode.IsUpper(r) && (lower || beforeLower && !unicode.IsDigit(prev)) {
				flush()
			}
			// MediaId16K: the digits do not hide the initialism.
			if unicode.IsDigit(r) && IsInitialism(string(word)) {
				flush()
			}
		}
		word = append(word, r)
	}
	flush()
	return out
}

// Of returns the exported Go name of an element, type or value; "" when it has none.
func Of(name string) string {
	var b strings.Builder
	for _, w := range Words(name) {
		if IsInitialism(w) {
			b.WriteString(strings.ToUpper(w))
			continue
		}
		r := []rune(w)
		b.WriteRune(unicode.ToUpper(r[0]))
		b.WriteString(string(r[1:]))
	}
	if out := b.String(); token.IsIdentifier(out) && token.IsExported(out) {
		return out
	}
	return ""
}
