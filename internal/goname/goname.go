// Package goname makes Go names of the names on the wire: MediaId becomes MediaID, transfer_customer_service
// TransferCustomerService.
package goname

import (
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"
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
	runes := append([]rune(name), ' ') // which ends the last word
	for i, r := range runes {
		isPart := unicode.IsLetter(r) || unicode.IsDigit(r)
		if len(word) > 0 {
			prev := word[len(word)-1]
			switch {
			case !isPart,
				unicode.IsUpper(r) && (unicode.IsLower(prev) || unicode.IsDigit(prev) || unicode.IsLower(runes[i+1])),
				unicode.IsDigit(r) && IsInitialism(string(word)): // MediaId16K: the digits do not hide the initialism
				out, word = append(out, string(word)), nil
			}
		}
		if isPart {
			word = append(word, r)
		}
	}
	return out
}

// Of returns the exported Go name of an element, type or value; "" when it has none.
func Of(name string) string {
	var b strings.Builder
	for _, w := range Words(name) {
		if IsInitialism(w) {
			w = strings.ToUpper(w)
		}
		r, size := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToUpper(r))
		b.WriteString(w[size:])
	}
	if out := b.String(); token.IsIdentifier(out) && token.IsExported(out) {
		return out
	}
	return ""
}
