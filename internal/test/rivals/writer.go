package rivals

import (
	"io"

	"github.com/valyala/bytebufferpool"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/internal/test/rivals/quick"
)

// Op writes one of the replies it was made for, counting on from the first to the last and over again as i does. It
// returns the XML, for reading only and until the next call; nil if it went elsewhere. It is for one goroutine.
type Op func(i int) []byte

// Writer is one way to write replies.
type Writer struct {
	// Name is short, without spaces.
	Name string
	// Title is for people.
	Title string
	// New returns an Op for replies of one type, whose number is a power of two. What a program would have ready before
	// it writes, such as a template or its own structs, is made here.
	New func(replies []wechat.Reply) Op
}

// Names of writers that others are compared with, or that stand out.
const (
	Ours        = "ours"
	Memcpy      = "memcpy"
	EncodingXML = "encoding-xml"
)

// Writers returns every writer, the generated ones first.
func Writers() []Writer {
	return []Writer{
		{Name: Ours, Title: "AppendXML, buffer reused", New: newAppend},
		{Name: "ours-stream", Title: "WriteTo io.Discard", New: func(replies []wechat.Reply) Op { return newStreamed(io.Discard, replies) }},
		{Name: "ours-fresh", Title: "AppendXML(nil)", New: newFresh},
		{Name: Memcpy, Title: "memcpy", New: newMemcpy},
		{Name: "quicktemplate", Title: "quicktemplate", New: newQuick},
		{Name: "sprintf", Title: "fmt.Sprintf", New: newSprintf},
		{Name: "text-template", Title: "text/template", New: newTemplate},
		{Name: EncodingXML, Title: "encoding/xml", New: newMarshal},
	}
}

// room is more bytes than any reply measured has.
const room = 16 << 10

func newAppend(replies []wechat.Reply) Op {
	buf, last := make([]byte, 0, room), len(replies)-1
	return func(i int) []byte { return replies[i&last].AppendXML(buf) }
}

func newFresh(replies []wechat.Reply) Op {
	last := len(replies) - 1
	return func(i int) []byte { return replies[i&last].AppendXML(nil) }
}

func newStreamed(w io.Writer, replies []wechat.Reply) Op {
	last := len(replies) - 1
	return func(i int) []byte {
		if _, err := replies[i&last].WriteTo(w); err != nil {
			panic(err)
		}
		return nil
	}
}

// newMemcpy copies what is finished already: no writer can be faster.
func newMemcpy(replies []wechat.Reply) Op {
	buf, last := make([]byte, 0, room), len(replies)-1
	finished := make([][]byte, len(replies))
	for i, r := range replies {
		finished[i] = r.AppendXML(nil)
	}
	return func(i int) []byte { return append(buf, finished[i&last]...) }
}

// newQuick runs a quicktemplate into a buffer that is used again.
func newQuick(replies []wechat.Reply) Op {
	buf := bytebufferpool.ByteBuffer{B: make([]byte, 0, room)}
	last := len(replies) - 1
	return func(i int) []byte {
		buf.Reset()
		quick.WriteReply(&buf, replies[i&last])
		return buf.B
	}
}
