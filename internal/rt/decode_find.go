package rt

import "slices"

// find returns the text of the open element's first child of that name, or of one of its other
// spellings, from here on, without moving: for the element that says which type the rest has. The
// children before it are only checked as far as finding it takes; the walk that follows reads them
// in full. In a message, white space around the text is not part of it, and a fault is left to that
// walk.
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

// comeBack goes back to where the decoder has been, for what lay below depth in the stack of open
// elements was not touched.
func (d *decoder) comeBack(pos, depth int, empty bool) {
	d.pos, d.depth, d.empty = pos, depth, empty
	if d.lenient {
		d.err = nil
	}
}
