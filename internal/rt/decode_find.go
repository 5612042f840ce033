package rt

import "slices"

// find returns the text of the open element's first child of that name, or of one of its other
// spellings, without moving: for the element that names the type of the rest. The walk that
// follows reads the children before it in full. In a message, it reports the faults as well.
func (d *decoder) find(name string, aliases ...string) (string, bool) {
	if d.err != nil {
		return "", false
	}
	defer d.comeBack(d.pos, d.depth, d.empty)
	for child, ok := d.next(); ok; child, ok = d.next() {
		if child != name && !slices.Contains(aliases, child) {
			d.skip()
			continue
		}
		text := d.text()
		if d.lenient {
			text = trimSpace(text)
		}
		return text, d.err == nil
	}
	return "", false
}

// comeBack goes back to a place whose open elements are still those at the bottom of the stack.
func (d *decoder) comeBack(pos, depth int, empty bool) {
	d.pos, d.depth, d.empty = pos, depth, empty
	if d.lenient {
		d.err = nil
	}
}

// textInside consumes the element just opened and returns the text of the first element to which
// the names lead inside it, without the white space around it; "" if there is none.
func (d *decoder) textInside(names ...string) string {
	if len(names) == 0 {
		return trimSpace(d.text())
	}
	var text string
	var seen uint64
	for child, ok := d.next(); ok; child, ok = d.next() {
		if child != names[0] {
			d.skip()
		} else if d.first(&seen, 0) {
			text = d.textInside(names[1:]...)
		}
	}
	return text
}

// findInside is textInside of the open element from here on, without moving: see find, for a text
// that stands deeper.
func (d *decoder) findInside(names ...string) string {
	if d.err != nil {
		return ""
	}
	defer d.comeBack(d.pos, d.depth, d.empty)
	return d.textInside(names...)
}
