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
	reply := inReply(t, func() *note { return &note{frame{"fine"}} })
	frameOf := func(n *note) *frame { return &n.frame }
	in := fieldOf(reply, "Frame", frameOf).inside(func() frame { return frame{"fresh"} })
	var changed []string
	text := textOf(in, "Text", func(f *frame) *string { return &f.text })
	noted := text
	noted.reply = func(change func(*string)) Reply {
		return text.reply(func(s *string) {
			change(s)
			changed = append(changed, *s)
		})
	}
	noted.missing("required").absent("chars", "max_bytes").keeps("max_bytes", "汉ab", "abc").breaks("max_bytes", "汉汉").
		breaks("", "汉汉")
	if want := []string{"", "", "", "汉ab", "abc", "汉汉", "汉汉"}; !slices.Equal(changed, want) {
		t.Errorf("changes: %q, want %q", changed, want)
	}
	in.accepts("Text", "requires Text", "another's", func(f *frame) { f.text = "alone" })
	in.refuses("Text", "requires Title", "alone", func(f *frame) { f.text = "alone" })
	if text.name != "Frame.Text" || text.field != "Frame.Text" {
		t.Errorf("place: %q %q", text.name, text.field)
	}
	in.accepts("Text", "", "sample", func(f *frame) {
		if f.text != "fresh" {
			t.Errorf("a struct's sample is %q", f.text)
		}
	})
}

func TestTextsAreCarriedOrNot(t *testing.T) {
	carried := map[string]bool{}
	p := fieldOf(inReply(t, func() *note { return &note{} }), "Frame.Text", func(n *note) *string { return &n.frame.text })
	noted := p
	noted.reply = func(change func(*string)) Reply {
		return p.reply(func(s *string) {
			change(s)
			carried[*s] = scan(*s, false) == len(*s)
		})
	}
	texts(noted)
	fine := 0
	for _, ok := range carried {
		if ok {
			fine++
		}
	}
	if fine == 0 || fine == len(carried) {
		t.Errorf("texts and whether XML carries them: %v", carried)
	}
}

// The reply of every list and union is a note, whose text says what a test put there.
func TestPlacesInsideListsAndUnions(t *testing.T) {
	var list []frame
	lists := place[[]frame]{t, "List", "List", func(change func(*[]frame)) Reply {
		list = nil
		change(&list)
		return &note{frame{"fine"}}
	}}
	item := itemOf(lists, ".item[0].", 2, func() frame { return frame{"item"} })
	item.accepts("Text", "", "first", func(f *frame) { f.text = "changed" })
	if !slices.Equal(list, []frame{{"changed"}, {"item"}}) || item.name != "List.item[0]." || item.field != item.name {
		t.Errorf("%q %q: %v", item.name, item.field, list)
	}
	var union Reply
	unions := place[Reply]{t, "Card", "Card", func(change func(*Reply)) Reply {
		change(&union)
		return union
	}}
	form := formOf(unions, "oak", func() *note { return &note{frame{"fine"}} })
	form.accepts("Frame.Text", "", "changed", func(n *note) { n.frame.text = "more" })
	if union.(*note).frame.text != "more" || form.name != "Card.oak." || form.field != "Card." {
		t.Errorf("%q %q: %v", form.name, form.field, union)
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
