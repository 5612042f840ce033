package rt

import (
	"strconv"
	"strings"
)

// trimSpace returns s without the XML white space around it. Hardly any text has such space.
func trimSpace(s string) string {
	if s == "" || s[0] > ' ' && s[len(s)-1] > ' ' {
		return s
	}
	return strings.Trim(s, " \t\r\n")
}

// integer consumes the element just opened, whose text must be an int64, but for white space.
func (d *decoder) integer(field string, v *violations) int64 {
	n := d.wholeNumber()
	d.require(n.Set, field, "integer", v)
	return n.Value
}

// floating consumes the element just opened, whose text must be a finite decimal number.
func (d *decoder) floating(field string, v *violations) float64 {
	n := d.number()
	d.require(n.Set, field, "number", v)
	return n.Value
}

// boolean consumes the element just opened, whose text must be true or false.
func (d *decoder) boolean(field string, v *violations) bool {
	b := d.truth()
	d.require(b.Set, field, "true or false", v)
	return b.Value
}

// require adds a violation to v where the text of a field is not of its type.
func (d *decoder) require(isValue bool, field, kind string, v *violations) {
	if !isValue && d.err == nil {
		v.detail(field, "type", kind)
	}
}

// wholeNumber consumes the element just opened, which holds an integer, with white space around it
// or not. It returns an absent one for an empty element, and for any other text, which it notes.
func (d *decoder) wholeNumber() OptionalInt {
	if v, ok := d.digits(); ok {
		return OptionalInt{Value: v, Set: true}
	}
	return OptionalInt(readValue(d, func(text string) (int64, bool) {
		v, err := strconv.ParseInt(text, 10, 64)
		return v, err == nil
	}))
}

// number is wholeNumber for a finite decimal number.
func (d *decoder) number() OptionalFloat {
	return OptionalFloat(readValue(d, func(text string) (float64, bool) {
		// strconv also reads hexadecimal, infinities and NaN, which none of these bytes can spell.
		v, err := strconv.ParseFloat(text, 64)
		return v, err == nil && strings.Trim(text, "+-.0123456789eE") == ""
	}))
}

// truth is wholeNumber for true and false, which a message may write as 1 and 0.
func (d *decoder) truth() OptionalBool {
	return OptionalBool(readValue(d, func(text string) (bool, bool) {
		isTrue := text == "true" || d.lenient && text == "1"
		return isTrue, isTrue || text == "false" || d.lenient && text == "0"
	}))
}

// optional is what OptionalInt and its siblings are.
type optional[T any] struct {
	Value T
	Set   bool
}

// readValue consumes the element just opened and returns what parse makes of its text. It notes an
// element that is not empty and holds no value.
func readValue[T any](d *decoder, parse func(string) (T, bool)) optional[T] {
	element := d.innermost()
	text := trimSpace(d.text())
	if v, ok := parse(text); ok {
		return optional[T]{v, true}
	}
	if text != "" {
		n := d.note()
		n.unread = noted(n.unread, d.s[element.at:element.end])
	}
	return optional[T]{}
}

// digits is wholeNumber for up to 18 bare digits, which no int64 is too small for. It leaves the rest,
// and what is wrong, to wholeNumber.
func (d *decoder) digits() (v int64, ok bool) {
	if d.err != nil || d.depth == 0 || d.empty {
		return 0, false
	}
	v, i := leadingDigits(d.s, d.pos)
	if i < 0 || !strings.HasPrefix(d.s[i:], "</") {
		return 0, false
	}
	d.pos = i
	return v, d.endTag()
}

// leadingDigits returns the number of up to 18 digits at s[at] and where they end, or -1.
func leadingDigits(s string, at int) (v int64, end int) {
	end = at
	for end < len(s) && s[end]-'0' < 10 {
		v = v*10 + int64(s[end]-'0')
		end++
	}
	if end == at || end-at > 18 {
		return 0, -1
	}
	return v, end
}

// unknown consumes the element just opened, which the reply does not have.
func (d *decoder) unknown(name string, v *violations) {
	d.skip()
	if d.err == nil {
		v.add(name, "unknown_element")
	}
}

// once records in seen that the element of that bit was met, adds a violation when it had been
// before, and returns d to read it.
func (d *decoder) once(seen []uint64, bit int, name string, v *violations) *decoder {
	word, mask := &seen[bit/64], uint64(1)<<(bit%64)
	if *word&mask != 0 {
		v.add(name, "duplicate_element")
	}
	*word |= mask
	return d
}
