package rt

import "strings"

// A platform sends the same elements in the same order, one CDATA section or
// number in each. Where that is so, two comparisons read an element; where it is
// not, these functions leave it to next, which takes them all.

// expectText reads the next child of the open element into value if it begins
// with open, a start tag and that of a CDATA section, and ends with end.
func expectText[S ~string](d *decoder, value *S, open, end string) {
	at, ok := d.expect(open)
	if !ok {
		return
	}
	i := sectionTextEnd(d.s, at)
	if i < 0 || !strings.HasPrefix(d.s[i:], end) {
		return
	}
	*value = S(d.s[at:i])
	d.pos = i + len(end)
}

// expectInteger is expectText for up to 18 bare digits.
func (d *decoder) expectInteger(value *int64, open, end string) {
	at, ok := d.expect(open)
	if !ok {
		return
	}
	v, i := leadingDigits(d.s, at)
	if i < 0 || !strings.HasPrefix(d.s[i:], end) {
		return
	}
	*value = v
	d.pos = i + len(end)
}

// expect returns where the next child of the open element goes on if it begins
// with open.
func (d *decoder) expect(open string) (at int, ok bool) {
	if d.err != nil || d.depth == 0 || d.empty {
		return 0, false
	}
	at = d.pos
	if at < len(d.s) && d.s[at] == '\n' {
		at++
	}
	return at + len(open), strings.HasPrefix(d.s[at:], open)
}
