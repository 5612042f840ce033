package rt

import "strings"

// A platform sends the same elements in the same order, one CDATA section or number in each. Where
// that is so, two comparisons read an element; where it is not, these functions leave it to next,
// which takes them all.

// expectText reads the next child of the open element into value if it begins with open, a start
// tag and that of a CDATA section, and ends with end. It notes in seen that the element was met, as
// first does.
func expectText[S ~string](d *decoder, value *S, seen *uint64, bit int, open, end string) {
	if text, ok := d.expectSection(open, end); ok {
		*value = S(text)
		*seen |= 1 << bit
	}
}

// expectTrimmed is expectText for a text without the white space around it.
func expectTrimmed[S ~string](d *decoder, value *S, seen *uint64, bit int, open, end string) {
	if text, ok := d.expectSection(open, end); ok {
		*value = S(trimSpace(text))
		*seen |= 1 << bit
	}
}

func (d *decoder) expectSection(open, end string) (string, bool) {
	at, ok := d.expect(open)
	if !ok {
		return "", false
	}
	i := sectionTextEnd(d.s, at)
	if i < 0 || !strings.HasPrefix(d.s[i:], end) {
		return "", false
	}
	d.pos = i + len(end)
	return d.s[at:i], true
}

// expectBare is expectTrimmed for a text outside of a section.
func expectBare[S ~string](d *decoder, value *S, seen *uint64, bit int, open, end string) {
	at, ok := d.expect(open)
	if !ok {
		return
	}
	i := bareEnd(d.s, at)
	if !strings.HasPrefix(d.s[i:], end) {
		return
	}
	*value = S(trimSpace(d.s[at:i]))
	*seen |= 1 << bit
	d.pos = i + len(end)
}

// expectInt is expectText for up to 18 bare digits.
func (d *decoder) expectInt(value *int64, seen *uint64, bit int, open, end string) {
	at, ok := d.expect(open)
	if !ok {
		return
	}
	v, i := leadingDigits(d.s, at)
	if i < 0 || !strings.HasPrefix(d.s[i:], end) {
		return
	}
	*value = v
	*seen |= 1 << bit
	d.pos = i + len(end)
}

// expect returns where the next child of the open element goes on if it begins with open.
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
