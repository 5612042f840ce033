package rt

import "strings"

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

// add appends a part, with LF for its line ends, and then with the characters that its references
// stand for.
func (p *pieces) add(part string, references bool) {
	if p == nil {
		return
	}
	part = written(part)
	if references && strings.IndexByte(part, '&') >= 0 {
		part = expanded(part)
	}
	if p.joined == nil && p.only == "" {
		p.only = part
		return
	}
	if p.joined == nil {
		p.joined = append(make([]byte, 0, len(p.only)+len(part)), p.only...)
	}
	p.joined = append(p.joined, part...)
}
