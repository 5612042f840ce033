package rt

// memoryAnswers holds answers one behind the other, in pieces that are given
// up when all their answers are: messages are forgotten about in the order in
// which they were finished. Nothing in a piece is written twice.
type memoryAnswers struct {
	// pieces are numbered from first on; those that are given up are nil.
	pieces []*memoryPiece
	first  uint32
	bytes  int64
}

// memoryPiece has answers in its text, so many of which are in use.
type memoryPiece struct {
	text []byte
	used int
}

// memoryPieceBytes is the size of a piece; a longer answer has its own.
const memoryPieceBytes = 8 << 10

// memoryAnswer is where an answer is: of no bytes if there is none.
type memoryAnswer struct {
	piece, from, size uint32
}

// add copies an answer.
func (a *memoryAnswers) add(answer []byte) memoryAnswer {
	if len(answer) == 0 {
		return memoryAnswer{}
	}
	n := len(a.pieces)
	if n == 0 || a.pieces[n-1] == nil || cap(a.pieces[n-1].text)-len(a.pieces[n-1].text) < len(answer) {
		p := &memoryPiece{text: make([]byte, 0, max(memoryPieceBytes, len(answer)))}
		a.pieces = append(a.pieces, p)
		a.bytes += int64(cap(p.text))
		n++
	}
	p := a.pieces[n-1]
	from := len(p.text)
	p.text = append(p.text, answer...)
	p.used++
	return memoryAnswer{a.first + uint32(n-1), uint32(from), uint32(len(answer))}
}

// get returns an answer, which stays what it is even when it is removed.
func (a *memoryAnswers) get(at memoryAnswer) []byte {
	if at.size == 0 {
		return nil
	}
	return a.pieces[at.piece-a.first].text[at.from:][:at.size:at.size]
}

func (a *memoryAnswers) remove(at memoryAnswer) {
	if at.size == 0 {
		return
	}
	i := at.piece - a.first
	p := a.pieces[i]
	if p.used--; p.used > 0 {
		return
	}
	a.bytes -= int64(cap(p.text))
	a.pieces[i] = nil
	for len(a.pieces) > 0 && a.pieces[0] == nil {
		a.pieces = a.pieces[1:]
		a.first++
	}
}
