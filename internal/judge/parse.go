package judge

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

// Parse reads a reply as the platform would. The elements may be in any order;
// each must be known or ignored by the platform, and the known ones occur once, counts and constants must be right, and the
// values must satisfy every rule. The violations of the document come first, then
// those of [Reply.Violations], without those that only follow from the former. The
// reply is nil when the document does not state its type.
//
// The error is for a document that cannot be read as a reply at all, and gives the
// place in bytes: it is a *SyntaxError.
func Parse(p *spec.Platform, document []byte) (*Reply, []Violation, error) {
	if len(p.Replies) == 0 {
		return nil, nil, syntaxError(0, "the platform takes no reply, only an ack")
	}
	root, err := ParseDocument(string(document))
	if err != nil {
		return nil, nil, err
	}
	return Read(p, root)
}

// Read is Parse for a document that was read.
func Read(p *spec.Platform, root *Element) (*Reply, []Violation, error) {
	if root.refused != nil {
		return nil, nil, root.refused
	}
	if root.Name != p.Header.Root {
		return nil, nil, syntaxError(0, "the root element is <%s>, not <%s>", root.Name, p.Header.Root)
	}
	d := decoder{ignores: p.Header.Ignores, stated: map[string]bool{}}
	r := d.reply(p, root)
	if r != nil && d.err == nil {
		d.children("", r.root, root)
	}
	if d.err != nil {
		return nil, nil, d.err
	}
	if r == nil {
		return nil, d.found, nil
	}
	r.ignored, r.stated = d.ignored, d.stated
	return r, append(d.found, without(d.found, r.Violations())...), nil
}

// without leaves out the violations that only follow from earlier ones: a missing
// or malformed value is also empty, and cannot make its parent present.
func without(earlier, list []Violation) []Violation {
	return slices.DeleteFunc(list, func(v Violation) bool {
		return slices.ContainsFunc(earlier, func(e Violation) bool {
			switch e.Rule {
			case "unknown_element", "duplicate_element":
				return false // the value itself was read
			}
			return e.Field == v.Field || v.Rule == "required" && strings.HasPrefix(e.Field, v.Field+".")
		})
	})
}

// decoder turns elements into values. After an error the rest is of no use.
type decoder struct {
	found []Violation
	err   error
	// ignores are the elements that the platform ignores, ignored those of the document.
	ignores, ignored []string
	// stated are the paths of the elements of the document that the platform reads.
	stated map[string]bool
}

func (d *decoder) add(field, rule, detail string) {
	d.found = append(d.found, Violation{Field: field, Rule: rule, Detail: detail})
}

func (d *decoder) fail(at int, format string, args ...any) {
	if d.err == nil {
		d.err = syntaxError(at, format, args...)
	}
}

// reply chooses the reply by the root's element of kind msg_type. A platform
// without one has one reply.
func (d *decoder) reply(p *spec.Platform, root *Element) *Reply {
	chosen := p.Replies[0]
	if f := spec.MsgTypeOf(p.Header.Fields); f != nil {
		chosen = choice(d, root, "", f.Name, p.Replies, typeOf)
	}
	if chosen == nil {
		return nil
	}
	return newReply(p, chosen)
}

// choice returns what the text of a child chooses, a reply or the form of a union, nil after a violation.
func choice[T any](d *decoder, in *Element, path, name string, of []*T, nameOf func(*T) string) *T {
	c := in.Child(name)
	if c == nil || in.strayAt < c.At {
		d.noText(in)
	}
	at := below(path, name)
	if c == nil {
		d.add(at, "required", "")
		return nil
	}
	chosen, known := find(of, d.text(c), nameOf)
	if chosen == nil {
		d.add(at, "enum", strings.Join(known, ", "))
	}
	return chosen
}

// text returns what an element holds that has no children.
func (d *decoder) text(e *Element) string {
	if len(e.Children) > 0 {
		d.fail(e.Children[0].At, "an element inside a text")
	}
	return e.Text
}

// noText fails if there is text between the children of an element.
func (d *decoder) noText(e *Element) {
	if e.stray != "" {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(e.stray, " \t\r\n"))
		d.fail(e.strayAt, "text between elements, from %+q on", first)
	}
}

// children reads what stands inside an object, a form or the root.
func (d *decoder) children(path string, n *node, in *Element) {
	d.noText(in)
	seen := map[*node]bool{}
	for _, e := range in.Children {
		at, c := below(path, e.Name), n.named(e.Name)
		if c == nil {
			if path == "" && slices.Contains(d.ignores, e.Name) {
				d.ignored = append(d.ignored, e.Name)
			} else {
				d.add(at, "unknown_element", "")
			}
			continue
		}
		d.stated[at] = true
		if k, ok := c.Kind.(*spec.List); ok && k.Flat {
			d.item(at, c, e)
			continue
		}
		if seen[c] {
			d.add(at, "duplicate_element", "")
		}
		seen[c] = true
		d.element(at, c, e)
	}
	for _, c := range n.children {
		at, isFixed := below(path, c.Name), is[*spec.Const](c.Kind)
		switch k, ok := c.Kind.(*spec.Count); {
		case ok:
			items, stated := len(n.of(k.List).children), int(wholeOf(c.text))
			if !seen[c] && items > 0 {
				d.add(at, "required", "")
			} else if stated != items {
				d.found = append(d.found, Violation{Field: at, Rule: "count", Limit: items, Got: stated})
			}
		case !seen[c] && (isFixed || c.zeroCounts()): // 0 is a value, so the checks of values miss an absent number
			d.add(at, "required", "")
		}
	}
}

// element reads what an element holds.
func (d *decoder) element(path string, n *node, in *Element) {
	switch k := n.Kind.(type) {
	case *spec.MsgType:
	case *spec.Const:
		if d.text(in) != k.Text {
			d.add(path, "const", k.Text)
		}
	case *spec.List:
		d.noText(in)
		for _, e := range in.Children {
			if e.Name == k.Item.Name {
				d.item(path, n, e)
			} else {
				d.add(below(path, e.Name), "unknown_element", "")
			}
		}
	case *spec.Object:
		d.children(path, n, in)
		// The checks of values take an object without values for an absent
		// one. This one is in the document: its children are required.
		if !n.Required && !n.present() {
			d.found = append(d.found, n.violations(path)...)
		}
	case *spec.Union:
		n.clear()
		if form := choice(d, in, path, k.Tag, k.Cases, valueOf); form != nil {
			n.choose(form)
			d.children(path, n, in)
		}
	case *spec.String:
		n.text = d.text(in)
	case *spec.Int, *spec.UnixTime, *spec.Count:
		d.value(path, n, in, "integer", "0")
	case *spec.Float:
		d.value(path, n, in, "number", "0")
	case *spec.Bool:
		d.value(path, n, in, "true or false", "false")
	}
}

func (d *decoder) item(path string, list *node, in *Element) {
	item := list.newItem()
	list.children = append(list.children, item)
	at := list.childPath(path, len(list.children)-1)
	d.stated[at] = true
	d.element(at, item, in)
}

// value reads a number or a bool of some form. A text that is none is read as a present zero.
func (d *decoder) value(path string, n *node, in *Element, form, zero string) {
	text := strings.Trim(d.text(in), " \t\r\n")
	canonical, err := canonicalText(n.Kind, text)
	// Infinities and NaN are no numbers on the wire.
	if err != nil || is[*spec.Float](n.Kind) && strings.Trim(text, "+-.0123456789eE") != "" {
		d.add(path, "type", form)
		canonical = zero
	}
	n.text = canonical
}
