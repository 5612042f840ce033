package rt

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
	pos, depth, empty := d.pos, d.depth, d.empty
	text := d.textInside(names...)
	d.comeBack(pos, depth, empty)
	return text
}
