package rt

import (
	"io"
	"strconv"
	"sync"
)

// streamSize is the size in bytes of a stream's buffer: replies are rarely longer, so nearly all of
// them go out in one Write.
const streamSize = 16 << 10

// stream writes XML to a writer. It holds streamSize bytes however long a value is; a document that
// was appended whole may have outgrown them for the time of one Write. Its methods go on after the
// writer's first error, without effect; close returns that error.
type stream struct {
	w     io.Writer
	buf   []byte // its capacity is streamSize for good
	taken int64  // bytes that w has taken
	err   error
}

var streams = sync.Pool{New: func() any {
	return &stream{buf: make([]byte, 0, streamSize)}
}}

// newStream returns a stream to w, for use until its close.
func newStream(w io.Writer) *stream {
	s := streams.Get().(*stream)
	s.w = w
	return s
}

// raw writes v as it is, and returns s for what comes after it.
func (s *stream) raw(v string) *stream {
	for len(v) > cap(s.buf)-len(s.buf) {
		if s.err != nil {
			return s
		}
		n := cap(s.buf) - len(s.buf)
		s.buf = append(s.buf, v[:n]...)
		v = v[n:]
		s.flush()
	}
	s.buf = append(s.buf, v...)
	return s
}

// cdata writes v as appendCDATA does.
func (s *stream) cdata(v string) {
	i := copyable(v, true)
	s.raw(v[:i])
	if i == len(v) {
		return
	}
	rest := cdataRest{s: v[i:], end: -1}
	for rest.s != "" && s.err == nil {
		clean, instead := rest.next()
		s.raw(clean)
		s.raw(instead)
	}
}

// escaped writes v as appendText does.
func (s *stream) escaped(v string) {
	rest := newTextRest(v)
	for rest.s != "" && s.err == nil {
		clean, instead := rest.next()
		s.raw(clean)
		s.raw(instead)
	}
}

func (s *stream) int(v int64) {
	var digits [20]byte
	s.raw(string(appendInt(digits[:0], v)))
}

// float writes v as appendFloat does.
func (s *stream) float(v float64) {
	var digits [32]byte
	s.raw(string(appendFloat(digits[:0], v)))
}

// bool writes true or false.
func (s *stream) bool(v bool) {
	s.raw(strconv.FormatBool(v))
}

// whole writes a document that was appended to the empty buffer, and closes. A text that had much
// to escape may have made it outgrow the buffer, by a factor that is limited.
func (s *stream) whole(xml []byte) (int64, error) {
	own := s.buf
	s.buf = xml
	s.flush()
	s.buf = own
	return s.close()
}

// close writes what is left and gives the stream back. It returns how many bytes the writer has
// taken, and the writer's first error: io.ErrShortWrite if it took too few without one.
func (s *stream) close() (int64, error) {
	s.flush()
	taken, err := s.taken, s.err
	s.w, s.taken, s.err = nil, 0, nil
	streams.Put(s)
	return taken, err
}

func (s *stream) flush() {
	if s.err == nil && len(s.buf) > 0 {
		n, err := s.w.Write(s.buf)
		// A writer that counts wrongly must not make the sum nonsense.
		n = min(max(n, 0), len(s.buf))
		if err == nil && n < len(s.buf) {
			err = io.ErrShortWrite
		}
		s.taken += int64(n)
		s.err = err
	}
	s.buf = s.buf[:0]
}
