package rt

import (
	"errors"
	"strconv"
)

// decryptError is ErrDecrypt, and to its caller nothing more. What it holds besides is for
// decryptCause.
type decryptError struct {
	whole    int
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

// note keeps what a key has found, if it is the right key.
func (e *decryptError) note(found inspection, plain []byte) {
	if e.whole == 1 {
		return
	}
	e.whole = found.whole
	e.receiver.size = copy(e.receiver.bytes[:], plain[found.from:found.to])
}

// decryptRefusal says in the log what is behind an error of appendOpened. It is asked after the
// response: how long that takes shows what it is.
type decryptRefusal struct {
	err error
}

// Error returns the text of the cause.
func (r *decryptRefusal) Error() string {
	return decryptCause(r.err).Error()
}

// decryptCause returns what is behind an error of appendOpened, for a log and nothing else:
// ErrReceiver with the receiver id that was found, which tells the owner of the key of a wrong
// configuration, or ErrPlaintext for another key or a damaged text. It returns other errors as they
// are.
func decryptCause(err error) error {
	var failed *decryptError
	if !errors.As(err, &failed) {
		return err
	}
	if failed.whole == 0 {
		return ErrPlaintext
	}
	found := failed.receiver.bytes[:failed.receiver.size]
	return &cryptFault{ErrReceiver, errors.New("the message is for " + strconv.Quote(string(found)))}
}
