package rt

// textInside consumes the element just opened and returns the text of the first
// element to which the names lead inside it, "" if there is none.
func (d *decoder) textInside(names ...string) string {
	if len(names) == 0 {
		return d.text()
	}
	text, found := "", false
	for {
		child, ok := d.next()
		switch {
		case !ok:
			return text
		case child == names[0] && !found:
			text, found = d.textInside(names[1:]...), true
		default:
			d.skip()
		}
	}
}

// findInside is textInside of the open element from here on, without moving:
// see find, for a text that stands deeper.
func (d *decoder) findInside(names ...string) string {
	pos, depth, empty := d.pos, d.depth, d.empty
	text := d.textInside(names...)
	d.pos, d.depth, d.empty = pos, depth, empty
	return text
}
