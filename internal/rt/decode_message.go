package rt

import (
	"strconv"
	"unicode/utf8"
)

// What a platform sends is read with more patience than a reply is: it may add
// elements and leave some out at any time, and its users send characters that
// XML does not have.

// newReplacingDecoder is newDecoder for a document in which uncarriable found
// something. U+FFFD stands for each character that XML does not have, also for
// a reference to one, and for each byte of invalid UTF-8; between elements,
// where no text stands, they are passed over.
func newReplacingDecoder(s string) decoder {
	return decoder{s: replaceUncarriable(s), replacing: true}
}

// uncarriable reports whether the document's fault is a character that XML
// does not have, a reference to one, or bytes that are no UTF-8.
func (d *decoder) uncarriable() bool {
	return d.err != nil && d.err.Msg == noChar
}

// replaceUncarriable puts U+FFFD in the place of each character that XML does
// not have and of each byte of invalid UTF-8.
func replaceUncarriable(s string) string {
	out := make([]byte, 0, len(s)+len(s)/8+16)
	for n := scan(s, false); ; n = nearWrong(s) {
		out = append(out, s[:n]...)
		if s = s[n:]; s == "" {
			return string(out)
		}
		_, size := utf8.DecodeRuneInString(s)
		out = append(out, "\uFFFD"...)
		s = s[size:]
	}
}

// originalOffset is the place in s of what stands at offset at of
// replaceUncarriable(s).
func originalOffset(s string, at int) int {
	passed := 0
	for n := scan(s, false); at > n && passed+n < len(s); n = nearWrong(s[passed:]) {
		passed += n
		_, size := utf8.DecodeRuneInString(s[passed:])
		passed += size
		at = max(0, at-n-len("\uFFFD"))
	}
	return min(passed+at, len(s))
}

// back undoes the next that came last, before which pos was the place, and
// whose child has not been consumed.
func (d *decoder) back(pos int) {
	if d.err == nil {
		d.pos, d.empty = pos, false
		d.depth--
	}
}

// wholeNumber consumes the element just opened, which holds an integer or
// nothing, with white space around it or not. Anything else is an error.
func (d *decoder) wholeNumber() OptionalInt {
	if v, ok := d.digits(); ok {
		return OptionalInt{Value: v, Set: true}
	}
	at := d.pos
	text := trimSpace(d.text())
	if text == "" {
		return OptionalInt{}
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		d.fail(at, "no 64-bit integer")
		return OptionalInt{}
	}
	return OptionalInt{Value: v, Set: true}
}

// number is wholeNumber for a finite decimal number.
func (d *decoder) number() OptionalFloat {
	at := d.pos
	text := trimSpace(d.text())
	if text == "" {
		return OptionalFloat{}
	}
	v, ok := decimal(text)
	if !ok {
		d.fail(at, "no decimal number")
		return OptionalFloat{}
	}
	return OptionalFloat{Value: v, Set: true}
}

// truth is wholeNumber for true and false, which may be written as 1 and 0.
func (d *decoder) truth() OptionalBool {
	at := d.pos
	switch trimSpace(d.text()) {
	case "":
		return OptionalBool{}
	case "true", "1":
		return OptionalBool{Value: true, Set: true}
	case "false", "0":
		return OptionalBool{Set: true}
	}
	d.fail(at, "neither true nor false")
	return OptionalBool{}
}
