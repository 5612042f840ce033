package rt

import (
	"errors"
	"strconv"
)

// decryptError is ErrDecrypt. Its cause is for the log only: see decryptError.cause.
type decryptError struct {
	// intact is 1 if a key has found a right padding and length, as the right key does, and
	// receiver is whom that message is for.
	intact   int
	receiver loggedReceiver
}

// loggedReceiver is the beginning of a receiver id: real ones have 18 bytes, and a log should not
// hold whatever somebody sends.
type loggedReceiver struct {
	bytes [48]byte
	size  int
}

// Error returns the text of ErrDecrypt.
func (e *decryptError) Error() string {
	return ErrDecrypt.Error()
}

// Unwrap returns ErrDecrypt.
func (e *decryptError) Unwrap() error {
	return ErrDecrypt
}

// note keeps what a key has found, unless the right key has been tried before.
func (e *decryptError) note(found inspection, plain []byte) {
	if e.intact == 1 {
		return
	}
	e.intact = found.intact
	e.receiver.size = copy(e.receiver.bytes[:], plain[found.from:found.to])
}

// cause returns ErrReceiver with the receiver id that was found, which shows the owner of the key a
// wrong configuration, or ErrPlaintext for another key or a damaged text. Call it after the
// response, because the time that it takes depends on the result.
func (e *decryptError) cause() error {
	if e.intact == 0 {
		return ErrPlaintext
	}
	found := e.receiver.bytes[:e.receiver.size]
	return &cryptFault{ErrReceiver, errors.New("the message is for " + strconv.Quote(string(found)))}
}
