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
// place in bytes.
func Parse(p *spec.Platform, document []byte) (*Reply, []Violation, error) {
	if len(p.Replies) == 0 {
		return nil, nil, syntaxError(0, "the platform takes no reply, only an ack")
	}
	root, err := readDocument(document)
	if err != nil {
		return nil, nil, err
	}
	if root.name != p.Header.Root {
		return nil, nil, syntaxError(0, "the root element is <%s>, not <%s>", root.name, p.Header.Root)
	}
	d := decoder{ignores: p.Header.Ignores, stated: map[string]bool{}}
	r := d.reply(p, root)
	if d.err != nil {
		return nil, nil, d.err
	}
	if r == nil {
		return nil, d.found, nil
	}
	d.body("", r.body, nil, root)
	if d.err != nil {
		return nil, nil, d.err
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

func (d *decoder) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// reply chooses the reply by the root's element of kind msg_type. A platform
// without one has one reply.
func (d *decoder) reply(p *spec.Platform, root *tag) *Reply {
	f := spec.MsgTypeOf(p.Header.Fields)
	if f == nil {
		return newReply(p, p.Replies[0])
	}
	msgType := d.choice(root, "", f.Name)
	if msgType == nil {
		return nil
	}
	r, known := findReply(p, *msgType)
	if r != nil {
		return newReply(p, r)
	}
	d.add(f.Name, "enum", strings.Join(known, ", "))
	return nil
}

// choice returns the text of the child that states the form of an element, nil
// after a violation.
func (d *decoder) choice(in *tag, path, name string) *string {
	for _, c := range in.children {
		if c.name == name {
			if in.strayAt < c.at {
				d.noText(in)
			}
			text := d.text(c)
			return &text
		}
	}
	d.noText(in)
	d.add(below(path, name), "required", "")
	return nil
}

// text returns what an element holds that has no children.
func (d *decoder) text(t *tag) string {
	if len(t.children) > 0 {
		d.fail(syntaxError(t.at, "an element inside a text"))
	}
	return t.text.String()
}

// noText fails if there is text between the children of an element.
func (d *decoder) noText(t *tag) {
	if t.stray != "" {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(t.stray, " \t\r\n"))
		d.fail(syntaxError(t.strayAt, "text between elements, from %+q on", first))
	}
}
