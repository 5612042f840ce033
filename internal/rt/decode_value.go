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
	if n, ok := d.digits(); ok {
		return n
	}
	text := trimSpace(d.text())
	if d.err != nil {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		v.detail(field, "type", "integer")
		return 0
	}
	return n
}

// digits is integer for up to 18 bare digits, which no int64 is too small for. It leaves the rest,
// and what is wrong, to integer.
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

// floating consumes the element just opened, whose text must be a finite decimal number.
func (d *decoder) floating(field string, v *violations) float64 {
	text := trimSpace(d.text())
	if d.err != nil {
		return 0
	}
	n, ok := decimal(text)
	if !ok {
		v.detail(field, "type", "number")
	}
	return n
}

// decimal returns the finite decimal number that text spells.
func decimal(text string) (v float64, ok bool) {
	// strconv also reads hexadecimal, infinities and NaN, which none of these bytes can spell.
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.Trim(text, "+-.0123456789eE") != "" {
		return 0, false
	}
	return v, true
}

// boolean consumes the element just opened, whose text must be true or false.
func (d *decoder) boolean(field string, v *violations) bool {
	text := trimSpace(d.text())
	if d.err == nil && text != "true" && text != "false" {
		v.detail(field, "type", "true or false")
	}
	return text == "true"
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
