package rt

import "strings"

// expect reads the next child of the open element into a *string, a *trimmed or an *int64 if it begins with open and
// ends with end, and all that is between them is the text of the CDATA section that open begins, an id, or up to 18
// digits. It notes in seen that the element was met, as first does. It leaves any other element to next.
//
// A platform sends the same elements in the same order, one CDATA section or number in each. Where that is so, two
// comparisons read an element.
func (d *decoder) expect(into any, seen *uint64, bit int, open, end string) {
	if d.err != nil || d.depth == 0 || d.empty {
		return
	}
	at := d.pos
	if at < len(d.s) && d.s[at] == '\n' {
		at++
	}
	if !strings.HasPrefix(d.s[at:], open) {
		return
	}
	at += len(open)
	var number int64
	var i int
	switch _, isNumber := into.(*int64); {
	case isNumber:
		number, i = leadingDigits(d.s, at)
	case strings.HasSuffix(open, cdataStart):
		i = sectionTextEnd(d.s, at)
	default:
		i = bareEnd(d.s, at)
	}
	if i < 0 || !strings.HasPrefix(d.s[i:], end) {
		return
	}
	switch v := into.(type) {
	case *string:
		*v = d.s[at:i]
	case *trimmed:
		*v = trimmed(trimSpace(d.s[at:i]))
	case *int64:
		*v = number
	}
	*seen |= 1 << bit
	d.pos = i + len(end)
}
