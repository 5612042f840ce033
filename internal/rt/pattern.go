package rt

// inRanges reports whether c lies in one of the ranges of a table, which holds their first and last characters in
// ascending order.
func inRanges(table []rune, c rune) bool {
	low, high := 0, len(table)/2
	for low < high {
		middle := int(uint(low+high) / 2)
		switch {
		case c < table[2*middle]:
			high = middle
		case c > table[2*middle+1]:
			low = middle + 1
		default:
			return true
		}
	}
	return false
}
