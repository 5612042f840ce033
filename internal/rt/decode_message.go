package rt

import "slices"

// What a platform sends is read with more patience than a reply is: it may add elements and leave
// some out at any time, and its users send characters that XML does not have. Whatever a document
// holds, as much of it is read as can be.

// newMessageDecoder is newDecoder for a message.
func newMessageDecoder(xml []byte) decoder {
	return decoder{s: string(xml), lenient: true}
}

// restart reads the document to its end. Where its fault is a character that XML does not have, it
// starts anew with U+FFFD in the place of each of them, and returns true.
func (d *decoder) restart() bool {
	if d.end() == nil || d.err.Msg != noChar {
		return false
	}
	s, replaced := replaceUncarriable(d.s)
	*d = decoder{s: s, lenient: true, replacing: true, replaced: replaced}
	return true
}

// finish is called after restart and the reading that it may have asked for. It writes into r how
// the document xml was read. The error is a *SyntaxError.
func (d *decoder) finish(xml []byte, r *Receipt) error {
	if d.notes != nil {
		r.Unread, r.Repeated = d.notes.unread, d.notes.repeated
	}
	if d.replacing {
		if d.end() != nil {
			d.err.Offset = originalOffset(string(xml), d.err.Offset)
		}
		r.Replaced = d.replaced
	}
	if d.err == nil {
		return nil
	}
	return d.err
}

// notes become part of a message's Receipt.
type notes struct {
	unread, repeated []string
}

func (d *decoder) note() *notes {
	if d.notes == nil {
		d.notes = new(notes)
	}
	return d.notes
}

// noted returns names with one more, unless it is among them or they are many.
func noted(names []string, name string) []string {
	const most = 16
	if len(names) == most || slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// first reports whether the element just opened is the first of its name, or of an alias of it,
// among its siblings. Their bits are in seen. It passes over one that is not.
func (d *decoder) first(seen *uint64, bit int) bool {
	if mask := uint64(1) << bit; *seen&mask == 0 {
		*seen |= mask
		return true
	}
	n, element := d.note(), d.innermost()
	n.repeated = noted(n.repeated, d.s[element.at:element.end])
	d.skip()
	return false
}

// Receipt is how a message arrived: for whom, and which parts of it could not be taken as they
// stood.
type Receipt struct {
	// Receiver is the id inside the ciphertext: for whom an encrypted message was. It is empty for
	// a plain message.
	Receiver string
	// Replaced reports whether the message held characters that XML does not have, references to
	// such, or bytes that are no UTF-8. U+FFFD stands in the place of each, or nothing between
	// elements. A pair of surrogates is the character that it stands for.
	Replaced bool
	// Unread names the elements that should hold a number, or true or false, and do not: their
	// fields are absent. It has at most 16 names and is nil where everything was read.
	Unread []string
	// Repeated names the elements that stood more than once where one may stand. The first of them
	// counts. It has at most 16 names and is nil where there are none.
	Repeated []string
}

func (r *Receipt) receipt() *Receipt {
	return r
}
