package rt

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
)

// Reply and ParseReply stand for what a generated package declares, note for one of its replies: a text, whose words
// may be in a frame.
type Reply interface {
	Validate() error
	AppendXML(dst []byte) []byte
	io.WriterTo
}

type note struct{ frame frame }

type frame struct{ text string }

func (n *note) Validate() error {
	var v violations
	if s := n.frame.text; s == "" {
		v.add("Frame.Text", "required")
	} else {
		v.chars("Frame.Text", s)
		if len(s) > 5 {
			v.limit("Frame.Text", "max_bytes", 5, len(s))
		}
	}
	if n.frame.text == "alone" {
		v.detail("Frame.Text", "requires", "Title")
	}
	return v.err()
}

func (n *note) AppendXML(dst []byte) []byte {
	return append(appendCDATA(append(dst, "<note><![CDATA["...), n.frame.text), "]]></note>"...)
}

func (n *note) WriteTo(w io.Writer) (int64, error) {
	written, err := w.Write(n.AppendXML(nil))
	return int64(written), err
}

func ParseReply(xml []byte) (Reply, error) {
	d := newDecoder(xml)
	if !d.root("note") {
		return nil, d.end()
	}
	n := &note{frame{d.text()}}
	if err := d.end(); err != nil {
		return nil, err
	}
	if err := n.Validate(); err != nil {
		return nil, err
	}
	return n, nil
}

// The tests of every generated package are written in these words.
func TestPlaces(t *testing.T) {
	var changed []string
	text := func(s string) func(*frame) {
		return func(f *frame) { f.text = s; changed = append(changed, s) }
	}
	reply := inReply(t, func() *note { return &note{frame{"fine"}} })
	reply.keeps("Frame.Text", "", "sample", func(*note) {})
	in := within(reply, "Frame.", func(n *note) *frame { return &n.frame })
	in.breaks("Text", "required", "absent", text(""))
	in.absent("Text", text(""), "chars", "max_bytes")
	in.keeps("Text", "max_bytes", "inside", text("汉ab"))
	in.breaks("Text", "max_bytes", "outside", text("汉汉"))
	in.breaks("Text", "", "outside", text("汉汉"))
	in.keeps("Text", "requires Text", "another's", text("alone"))
	in.breaks("Text", "requires Title", "alone", text("alone"))
	form := inForm(reply, "Frame.", "oak", func(n *note) *frame { return &n.frame })
	form.breaks("Text", "required", "absent", text(""))
	if want := []string{"", "", "", "汉ab", "汉汉", "汉汉", "alone", "alone", ""}; !slices.Equal(changed, want) {
		t.Errorf("changes: %q, want %q", changed, want)
	}
	if in.name != "Frame." || in.field != "Frame." || form.name != "Frame.oak." || form.field != "Frame." {
		t.Errorf("places: %q %q, in a form %q %q", in.name, in.field, form.name, form.field)
	}
	chars := map[string]bool{}
	in.chars("Text", func(f *frame, s string) {
		f.text = s
		chars[s] = scan(s, false) == len(s)
	})
	carried := 0
	for _, ok := range chars {
		if ok {
			carried++
		}
	}
	if carried == 0 || carried == len(chars) {
		t.Errorf("texts and whether XML carries them: %v", chars)
	}
}

func TestViolatesTellsRulesApart(t *testing.T) {
	err := fmt.Errorf("wrapped: %w", &ValidationError{Violations: []Violation{
		{Field: "A", Rule: "requires", Detail: "B, C"}, {Field: "D", Rule: "chars"},
	}})
	for _, c := range []struct {
		err         error
		field, rule string
		want        bool
	}{
		{err, "A", "requires", true},
		{err, "A", "requires B, C", true},
		{err, "A", "requires B", false},
		{err, "A", "", true},
		{err, "A", "chars", false},
		{err, "D", "chars", true},
		{err, "B", "", false},
		{errors.New("other"), "A", "", false},
		{nil, "A", "", false},
	} {
		if got := violates(c.err, c.field, c.rule); got != c.want {
			t.Errorf("violates(%v, %q, %q) = %v", c.err, c.field, c.rule, got)
		}
	}
}

func TestMendedIsOnlyWhatWritersReplace(t *testing.T) {
	of := func(pairs ...string) error {
		var v violations
		for i := 0; i < len(pairs); i += 2 {
			v.add(pairs[i], pairs[i+1])
		}
		return v.err()
	}
	if !mended(of("A", "chars", "A", "min_bytes", "B", "finite")) || mended(of("A", "chars", "B", "required")) ||
		mended(of("A", "min_bytes")) || mended(errors.New("other")) {
		t.Error("chars and finite are mended, with what a replaced text breaks, and nothing else")
	}
}
