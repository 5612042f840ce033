package rt

import "slices"

// find returns the text of the open element's first child of that name, or of one of its other
// spellings, without moving: for the element that names the type of the rest. The walk that
// follows reads the children before it in full. In a message, it reports the faults as well.
func (d *decoder) find(name string, aliases ...string) (string, bool) {
	if d.err != nil {
		return "", false
	}
	pos, depth, empty := d.pos, d.depth, d.empty
	text, found := "", false
	for {
		child, ok := d.next()
		if !ok {
			break
		}
		if child == name || slices.Contains(aliases, child) {
			text = d.text()
			found = d.err == nil
			if d.lenient {
				text = trimSpace(text)
			}
			break
		}
		d.skip()
	}
	d.comeBack(pos, depth, empty)
	return text, found
}

// comeBack goes back to a place whose open elements are still those at the bottom of the stack.
func (d *decoder) comeBack(pos, depth int, empty bool) {
	d.pos, d.depth, d.empty = pos, depth, empty
	if d.lenient {
		d.err = nil
	}
}
