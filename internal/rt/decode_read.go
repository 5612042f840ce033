package rt

// These functions read the element just opened into a field of a message, if it is the first of its
// siblings that belongs there: see first.

func readText[S ~string](d *decoder, value *S, seen *uint64, bit int) {
	if d.first(seen, bit) {
		*value = S(d.text())
	}
}

// readTrimmed reads a text without the white space around it: a type, an address, an id.
func readTrimmed[S ~string](d *decoder, value *S, seen *uint64, bit int) {
	if d.first(seen, bit) {
		*value = S(trimSpace(d.text()))
	}
}

func (d *decoder) readInt(value *int64, seen *uint64, bit int) {
	if d.first(seen, bit) {
		*value = d.wholeNumber().Value
	}
}

func (d *decoder) readOptionalInt(value *OptionalInt, seen *uint64, bit int) {
	if d.first(seen, bit) {
		*value = d.wholeNumber()
	}
}

func (d *decoder) readFloat(value *float64, seen *uint64, bit int) {
	if d.first(seen, bit) {
		*value = d.number().Value
	}
}

func (d *decoder) readOptionalFloat(value *OptionalFloat, seen *uint64, bit int) {
	if d.first(seen, bit) {
		*value = d.number()
	}
}

func (d *decoder) readBool(value *bool, seen *uint64, bit int) {
	if d.first(seen, bit) {
		*value = d.truth().Value
	}
}

func (d *decoder) readOptionalBool(value *OptionalBool, seen *uint64, bit int) {
	if d.first(seen, bit) {
		*value = d.truth()
	}
}
