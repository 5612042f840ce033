package rt

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
)

// sizes keeps what is written, and how much at a time.
type sizes struct {
	bytes.Buffer
	writes []int
}

func (w *sizes) Write(p []byte) (int, error) {
	w.writes = append(w.writes, len(p))
	return w.Buffer.Write(p)
}

func TestStreamWritesWhatAppendWrites(t *testing.T) {
	w := new(sizes)
	s := newStream(w)
	s.raw("<xml>")
	s.cdata("你好]]>\x01")
	s.escaped("a<b\r")
	s.int(math.MinInt64)
	s.float(-0.25)
	s.float(math.NaN())
	s.float(math.SmallestNonzeroFloat64)
	s.bool(true)
	s.bool(false)
	n, err := s.close()
	want := "<xml>你好]]]]><![CDATA[>\uFFFDa&lt;b\n-9223372036854775808-0.250" +
		string(appendFloat(nil, math.SmallestNonzeroFloat64)) + "truefalse"
	if w.String() != want || n != int64(len(want)) || err != nil {
		t.Errorf("%q, %d, %v; want %q, %d", w.String(), n, err, want, len(want))
	}
	if len(w.writes) != 1 {
		t.Errorf("%d writes", len(w.writes))
	}
}

func TestWholeDocumentIsOneWriteAndLeavesTheBufferAsItWas(t *testing.T) {
	for _, size := range []int{0, 1, streamSize, 3 * streamSize} {
		want := strings.Repeat("x", size)
		w := new(sizes)
		s := newStream(w)
		n, err := s.whole(append(s.buf, want...))
		if w.String() != want || n != int64(size) || err != nil {
			t.Errorf("%d bytes: %d written, %d, %v", size, w.Len(), n, err)
		}
		if size > 0 && len(w.writes) != 1 {
			t.Errorf("%d bytes: %d writes", size, len(w.writes))
		}
		if cap(s.buf) != streamSize || len(s.buf) != 0 {
			t.Errorf("%d bytes: the stream kept a buffer of %d", size, cap(s.buf))
		}
	}
	s := newStream(&limited{room: 3})
	if n, err := s.whole(append(s.buf, "12345"...)); n != 3 || err == nil {
		t.Errorf("a writer that takes 3 bytes: %d, %v", n, err)
	}
}

func TestStreamSpreadsPiecesOverTheBuffersEnd(t *testing.T) {
	pieces := append([]string{"]]>]]>", "&<>\r", "\r\n", "]]]]>>"}, notable...)
	for _, piece := range pieces {
		for before := streamSize - 24; before <= streamSize; before++ {
			front := strings.Repeat("x", before-3)
			value := "abc" + piece + "回复" + piece
			for _, split := range []bool{false, true} {
				w := new(sizes)
				s := newStream(w)
				if split {
					s.raw(front)
					s.cdata(value)
				} else {
					s.cdata(front + value)
				}
				s.escaped(value)
				s.int(-12345)
				s.float(0.125)
				s.bool(true)
				n, err := s.close()
				want := appendCDATA([]byte(front), value)
				want = append(appendText(want, value), "-123450.125true"...)
				if !bytes.Equal(w.Bytes(), want) || n != int64(len(want)) || err != nil {
					t.Fatalf("%q after %d bytes: %d of %d bytes, %v", piece, before, n, len(want), err)
				}
				if len(w.writes) != 2 || w.writes[0] != streamSize {
					t.Fatalf("%q after %d bytes: writes of %v bytes", piece, before, w.writes)
				}
			}
		}
	}
}

func TestStreamThatFitsIsOneWrite(t *testing.T) {
	dirty := strings.Repeat("]]>", streamSize/15) // 15 bytes each
	clean := strings.Repeat("a", streamSize)
	for _, c := range []struct {
		raw, cdata string
		writes     int
	}{
		{clean, "", 1},
		{"", clean, 1},
		{clean[1:], "a", 1},
		{clean, "a", 2},
		{clean[:streamSize%15], dirty, 1},
		{clean[:streamSize%15+1], dirty, 2},
		{"", "", 0},
	} {
		w := new(sizes)
		s := newStream(w)
		s.raw(c.raw)
		s.cdata(c.cdata)
		if _, err := s.close(); err != nil || len(w.writes) != c.writes {
			t.Errorf("%d raw and %d CDATA bytes: writes of %v bytes, %v", len(c.raw), len(c.cdata), w.writes, err)
		}
	}
}

// counter keeps only how much is written.
type counter struct {
	total, writes, largest int
}

func (w *counter) Write(p []byte) (int, error) {
	w.total += len(p)
	w.writes++
	w.largest = max(w.largest, len(p))
	return len(p), nil
}

// longValue is half the length of a value that no buffer holds. The exhaustive tests have a longer one.
var longValue = 1 << 20

func TestStreamHoldsOneBufferOfALongValue(t *testing.T) {
	const words = "回复 Reply."
	half := strings.Repeat(words, longValue/len(words)+1)
	clean, dirty := half+half, half+"]]>\x01"+half
	for _, value := range []string{clean, dirty} {
		w := new(counter)
		allocations := testing.AllocsPerRun(5, func() {
			*w = counter{}
			s := newStream(w)
			s.cdata(value)
			s.close()
		})
		want := len(value)
		if value == dirty {
			want += len("]]><![CDATA[") + len("\uFFFD") - 1
		}
		// A pool may be empty at any time, which costs a stream and its buffer.
		if allocations > 2 || w.largest > streamSize || w.total != want {
			t.Errorf("%v allocations, %d bytes of %d, %d at a time", allocations, w.total, want, w.largest)
		}
	}
}

func TestStreamAllocatesNothingInSteadyState(t *testing.T) {
	w := new(counter)
	value := mixedText()
	allocations := testing.AllocsPerRun(100, func() {
		s := newStream(w)
		s.raw("<xml>")
		s.cdata(value)
		s.cdata("a]]>b\x01")
		s.escaped("a<b")
		s.int(math.MinInt64)
		s.float(-39.908722)
		s.bool(true)
		s.close()
	})
	if allocations != 0 {
		t.Errorf("%v allocations", allocations)
	}
}

// limited takes a number of bytes, then fails, or falls short without an error.
type limited struct {
	room, calls int
	err         error
}

func (w *limited) Write(p []byte) (int, error) {
	w.calls++
	if len(p) <= w.room {
		w.room -= len(p)
		return len(p), nil
	}
	n := w.room
	w.room = 0
	return n, w.err
}

func TestStreamStopsAtTheWritersFirstError(t *testing.T) {
	full := errors.New("full")
	for _, c := range []struct{ err, want error }{{full, full}, {nil, io.ErrShortWrite}} {
		for _, room := range []int{0, 1, streamSize - 1, streamSize, 2*streamSize + 7} {
			w := &limited{room: room, err: c.err}
			s := newStream(w)
			for range 5 {
				s.raw("<a>")
				s.cdata(strings.Repeat("回]]>", streamSize/6))
				s.escaped(strings.Repeat("回&\x01", streamSize/5))
				s.int(1)
			}
			n, err := s.close()
			if n != int64(room) || !errors.Is(err, c.want) {
				t.Errorf("room for %d: %d, %v; want %v", room, n, err, c.want)
			}
			if want := room/streamSize + 1; w.calls != want {
				t.Errorf("room for %d: %d writes, want %d", room, w.calls, want)
			}
		}
	}
}

type miscounter int

func (w miscounter) Write([]byte) (int, error) { return int(w), nil }

func TestStreamDoesNotTrustTheWritersCount(t *testing.T) {
	for count, want := range map[int]int64{-5: 0, 99: 3} {
		s := newStream(miscounter(count))
		s.raw("abc")
		n, err := s.close()
		if n != want || (err != nil) != (want < 3) {
			t.Errorf("count of %d: %d, %v", count, n, err)
		}
	}
}

func TestClosedStreamHoldsNothing(t *testing.T) {
	s := newStream(&limited{err: io.ErrClosedPipe})
	s.raw(strings.Repeat("a", streamSize+1))
	s.raw("b")
	s.close()
	if s.w != nil || s.err != nil || s.taken != 0 || len(s.buf) != 0 || cap(s.buf) != streamSize {
		t.Errorf("%+v", s)
	}
}

func FuzzStreamWritesWhatAppendWrites(f *testing.F) {
	for i, piece := range notable {
		f.Add(piece+"回复&"+piece, uint16(i%9))
	}
	f.Fuzz(func(t *testing.T, value string, before uint16) {
		front := strings.Repeat("x", streamSize-int(before)%64)
		w := new(sizes)
		s := newStream(w)
		s.raw(front)
		s.cdata(value)
		s.escaped(value)
		n, err := s.close()
		want := appendText(appendCDATA([]byte(front), value), value)
		if !bytes.Equal(w.Bytes(), want) || n != int64(len(want)) || err != nil {
			t.Errorf("%d bytes, %v, want %d", n, err, len(want))
		}
		if len(w.writes) != (len(want)+streamSize-1)/streamSize {
			t.Errorf("%d bytes in writes of %v", len(want), w.writes)
		}
	})
}
