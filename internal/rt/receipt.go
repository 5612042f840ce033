package rt

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
