package rt

import (
	"strings"
	"unicode/utf8"
)

// pieces joins the parts of a text; as long as there is one that needs no change, it stays the
// substring that it is.
type pieces struct {
	only   string
	joined []byte
}

func (p *pieces) String() string {
	if p.joined != nil {
		return string(p.joined)
	}
	return p.only
}

func (p *pieces) add(part string, references bool) {
	if p == nil {
		return
	}
	plain := strings.IndexByte(part, '\r') < 0 && (!references || strings.IndexByte(part, '&') < 0)
	if plain && p.joined == nil && p.only == "" {
		p.only = part
		return
	}
	if p.joined == nil {
		p.joined = append(make([]byte, 0, len(p.only)+len(part)), p.only...)
	}
	if plain {
		p.joined = append(p.joined, part...)
		return
	}
	for i := 0; i < len(part); i++ {
		switch c := part[i]; {
		case c == '&' && references:
			r, n := joinedReference(part[i:])
			if !isChar(r) {
				r = utf8.RuneError
			}
			p.joined = utf8.AppendRune(p.joined, r)
			i += n - 1
		case c == '\r':
			p.joined = append(p.joined, '\n')
			if i+1 < len(part) && part[i+1] == '\n' {
				i++
			}
		default:
			p.joined = append(p.joined, c)
		}
	}
}
