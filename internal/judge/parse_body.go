package judge

import (
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// body reads children; of is the union whose form the body is, if any.
func (d *decoder) body(path string, b *body, of *spec.Union, in *tag) {
	d.noText(in)
	seen := map[string]bool{}
	counts := map[string]int64{}
	for _, c := range in.children {
		at, e := below(path, c.name), b.named(c.name)
		isTag := of != nil && c.name == of.Tag
		if e == nil && !isTag {
			if path == "" && slices.Contains(d.ignores, c.name) {
				d.ignored = append(d.ignored, c.name)
			} else {
				d.add(at, "unknown_element", "")
			}
			continue
		}
		d.stated[at] = true
		if !isTag && isFlat(e) {
			d.item(at, e.Kind.(*spec.List), e.value.(*list), c)
			continue
		}
		if seen[c.name] {
			d.add(at, "duplicate_element", "")
		}
		seen[c.name] = true
		if !isTag {
			d.element(at, e, c, counts)
		}
	}
	for _, e := range b.elements {
		at := below(path, e.Name)
		switch k := e.Kind.(type) {
		case *spec.Const:
			if !seen[e.Name] {
				d.add(at, "required", "")
			}
		case *spec.Int, *spec.Float, *spec.Bool:
			// 0 is a value, so the checks of values miss an absent number.
			if e.Required && !seen[e.Name] {
				d.add(at, "required", "")
			}
		case *spec.Count:
			n := len(b.of(k.List).value.(*list).items)
			if !seen[e.Name] && n > 0 {
				d.add(at, "required", "")
			} else if counts[e.Name] != int64(n) {
				d.found = append(d.found, Violation{Field: at, Rule: "count", Limit: n, Got: int(counts[e.Name])})
			}
		case *spec.String, *spec.UnixTime, *spec.MsgType, *spec.Object, *spec.List, *spec.Union: // checked by their values
		}
	}
}

func isFlat(e *element) bool {
	k, ok := e.Kind.(*spec.List)
	return ok && k.Flat
}

// element reads what an element holds; a count goes to counts.
func (d *decoder) element(path string, e *element, in *tag, counts map[string]int64) {
	switch k := e.Kind.(type) {
	case *spec.MsgType:
	case *spec.Const:
		if d.text(in) != k.Text {
			d.add(path, "const", k.Text)
		}
	case *spec.Count:
		l := &leaf{text: "0"}
		d.leaf(path, &spec.Int{}, l, in)
		counts[e.Name] = wholeOf(l.text)
	case *spec.List:
		d.noText(in)
		for _, c := range in.children {
			if c.name != k.Item.Name {
				d.add(below(path, c.name), "unknown_element", "")
				continue
			}
			d.item(path, k, e.value.(*list), c)
		}
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.Object, *spec.Union:
		d.value(path, e.Kind, e.value, in)
		// The checks of values take an object without values for an absent
		// one. This one is in the document: its children are required.
		if b, ok := e.value.(*body); ok && !e.Required && !b.isPresent() {
			d.found = append(d.found, violationsOf(path, b)...)
		}
	}
}

func (d *decoder) item(path string, k *spec.List, l *list, in *tag) {
	item, at := absentItem(k), itemPath(path, k, len(l.items))
	d.stated[at] = true
	d.value(at, k.Item.Kind, item, in)
	l.items = append(l.items, item)
}

func (d *decoder) value(path string, k spec.Kind, v value, in *tag) {
	switch v := v.(type) {
	case *leaf:
		d.leaf(path, k, v, in)
	case *body:
		d.body(path, v, nil, in)
	case *union:
		d.union(path, k.(*spec.Union), v, in)
	case *list: // read item by item
	}
}

func (d *decoder) union(path string, k *spec.Union, v *union, in *tag) {
	*v = union{}
	text := d.choice(in, path, k.Tag)
	if text == nil {
		return
	}
	form, known := findForm(k, *text)
	if form == nil {
		d.add(below(path, k.Tag), "enum", strings.Join(known, ", "))
		return
	}
	v.choose(form)
	d.body(path, v.body, k, in)
}

// leaf reads a value. A text that is no value of the kind is read as a present 0.
func (d *decoder) leaf(path string, k spec.Kind, l *leaf, in *tag) {
	text := d.text(in)
	if _, ok := k.(*spec.String); ok {
		l.text = text
		return
	}
	text = strings.Trim(text, " \t\r\n")
	*l = *absent(k, true).(*leaf)
	l.set = true
	canonical, err := canonicalText(k, text)
	form := ""
	switch k.(type) {
	case *spec.Int, *spec.UnixTime:
		form = "integer"
	case *spec.Float:
		form = "number"
		// Infinities and NaN are no numbers on the wire.
		if err == nil && strings.Trim(text, "+-.0123456789eE") != "" {
			err = strconv.ErrSyntax
		}
	case *spec.Bool:
		form = "true or false"
	case *spec.String, *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union: // any text
	}
	if err != nil {
		d.add(path, "type", form)
		return
	}
	l.text = canonical
}
