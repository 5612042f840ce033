package rt

import "strings"

// leaf is an element with one value, and the pointer through which the value is stored: a *string, a *trimmed, or a
// pointer to a number or bool, optional or not. An alias of the element follows it, with the same pointer.
type leaf struct {
	name string
	into any
}

// trimmed is a text without the white space around it: an address, an id.
type trimmed string

// leaves reads the children of the element just opened, of which the first of each name counts. Others are skipped.
func (d *decoder) leaves(leaves ...leaf) {
	var seen uint64
	for name, ok := d.next(); ok; name, ok = d.next() {
		if into, bit := leafNamed(leaves, name); into == nil {
			d.skip()
		} else {
			d.readFirst(into, &seen, bit)
		}
	}
}

// leafNamed returns what takes the value of the element of that name, nil for none, and the number of the element.
func leafNamed(leaves []leaf, name string) (into any, element int) {
	element = -1
	for i := range leaves {
		if i == 0 || leaves[i].into != leaves[i-1].into {
			element++
		}
		if leaves[i].name == name {
			return leaves[i].into, element
		}
	}
	return nil, 0
}

// readFirst reads the value of the element just opened into what a leaf has, if it is the first of its name: see first.
func (d *decoder) readFirst(into any, seen *uint64, bit int) {
	if !d.first(seen, bit) {
		return
	}
	switch v := into.(type) {
	case *string:
		*v = d.text()
	case *trimmed:
		*v = trimmed(trimSpace(d.text()))
	case *int64:
		*v = d.wholeNumber().Value
	case *OptionalInt:
		*v = d.wholeNumber()
	case *float64:
		*v = d.number().Value
	case *OptionalFloat:
		*v = d.number()
	case *bool:
		*v = d.truth().Value
	case *OptionalBool:
		*v = d.truth()
	}
}

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
