package rt

import (
	"errors"
	"fmt"
	"io"
	"maps"
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

// verdicts makes a place note which of its subtests fail.
func verdicts[V any](p place[V]) (place[V], map[string]bool) {
	failed := map[string]bool{}
	p.run = func(name string, test func() error) { failed[name] = test() != nil }
	return p, failed
}

// Each word fails where the reply is not as it says.
func TestPlacesFail(t *testing.T) {
	in, failed := verdicts(fieldOf(inReply(t, func() *note { return &note{frame{"fine"}} }), "Frame.Text",
		func(n *note) *string { return &n.frame.text }))
	in.missing("required").missing("max_bytes")
	in.absent("max_bytes", "chars").absent("required")
	in.keeps("max_bytes", "fine", "too long")
	in.breaks("max_bytes", "fine", "too long")
	in.accepts("", "requires Title", "alone", func(s *string) { *s = "alone" })
	in.refuses("", "requires Text", "alone", func(s *string) { *s = "alone" })
	want := map[string]bool{
		"Frame.Text.required absent": true, "Frame.Text.max_bytes absent": false, "Frame.Text.chars absent": false,
		"Frame.Text.max_bytes inside 1": false, "Frame.Text.max_bytes inside 2": true,
		"Frame.Text.max_bytes outside 1": true, "Frame.Text.max_bytes outside 2": false,
		"Frame.Text.requires alone": true,
	}
	if !maps.Equal(failed, want) {
		t.Errorf("%v, want %v", failed, want)
	}
}

// A text is tested with what XML carries and with what it does not: a rule for another field, which nothing breaks, is
// missing where it does not.
func TestTextsAreCarriedOrNot(t *testing.T) {
	text, failed := verdicts(fieldOf(inReply(t, func() *note { return &note{} }), "Frame.Text", func(n *note) *string { return &n.frame.text }))
	texts(text)
	for name, isWrong := range failed {
		if isWrong {
			t.Error(name)
		}
	}
	elsewhere := text
	elsewhere.field = "Title"
	texts(elsewhere)
	wrong := 0
	for _, isWrong := range failed {
		if isWrong {
			wrong++
		}
	}
	if wrong == 0 || wrong == len(failed) {
		t.Errorf("texts that XML does not carry: %v", failed)
	}
}

// The reply of every list and union is a note, whose text says what a test put there.
func TestPlacesInsideListsAndUnions(t *testing.T) {
	var list []frame
	lists, failed := verdicts(place[[]frame]{nil, "List", "List", func(change func(*[]frame)) Reply {
		list = nil
		change(&list)
		return &note{frame{"fine"}}
	}})
	item := itemOf(lists, ".item[0].", 2, func() frame { return frame{"item"} })
	item.accepts("Text", "", "first", func(f *frame) { f.text = "changed" })
	if !slices.Equal(list, []frame{{"changed"}, {"item"}}) || item.name != "List.item[0]." || item.field != item.name || failed["List.item[0].Text first"] {
		t.Errorf("%q %q: %v, %v", item.name, item.field, list, failed)
	}
	var union Reply
	unions, failed := verdicts(place[Reply]{nil, "Card", "Frame.Text", func(change func(*Reply)) Reply {
		change(&union)
		return union
	}})
	form := formOf(unions, "oak", func() *note { return &note{} })
	form.accepts("", "", "changed", func(n *note) { n.frame.text = "more" })
	if union.(*note).frame.text != "more" || form.name != "Card.oak." || form.field != "Frame.Text." {
		t.Errorf("%q %q: %v", form.name, form.field, union)
	}
	if !failed["Card.required oak"] || failed["Card.oak. changed"] {
		t.Errorf("%v", failed)
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
