package draft

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/spec"
)

// lesson is one kind of change that an overlay can make.
type lesson struct {
	verb string
	// why is the comment above the change.
	why string
	// examples are changes of this kind, the best first.
	examples []example
}

// example is a change of the part at a path.
type example struct{ path, text string }

// add appends an example with the keys beside the verb.
func (l *lesson) add(path string, keys ...string) {
	text := fmt.Sprintf("  # %s\n  - %s: %s\n    %s\n", l.why, l.verb, path, strings.Join(keys, "\n    "))
	l.examples = append(l.examples, example{path, text})
}

// lessons returns the lessons in their order, with all examples that a platform might be able to take.
func lessons(p *spec.Platform) []*lesson {
	const what = "doc: what the platform's page says"
	edit := &lesson{verb: "edit", why: "edit: the keys named here change, the others stay."}
	document := *edit
	guard := &lesson{verb: "edit", why: "was: an error if the base ever has another value."}
	add := &lesson{verb: "add", why: "add: a new field; first, last, before or after give its position."}
	replace := &lesson{verb: "replace", why: "replace: a new statement; no key of the base stays."}
	move := &lesson{verb: "move", why: "move: another position on the wire."}
	rename := &lesson{verb: "rename", why: "rename: another name on the wire; the Go API stays."}
	remove := &lesson{verb: "remove", why: "remove: the platform does not have it."}
	const absent = "because: its page does not mention it"

	for i := len(p.Replies) - 1; i >= 0; i-- {
		remove.add("replies."+p.Replies[i].Type, absent)
	}
	for _, f := range p.Header.Fields {
		rename.add(f.Path, "to: New"+f.Name)
	}
	for _, b := range bodies(p) {
		place := "first: true"
		if n := len(b.fields); n > 0 {
			if n > 1 {
				move.add(b.fields[n-1].Path, place)
			}
			place = "after: " + b.fields[n-1].Name
		}
		for _, name := range []string{"Priority", "Extra"} {
			add.add(b.path+"."+name, place, "value: {type: int, min: 1, max: 3, doc: how urgent it is}")
		}
		for _, f := range b.fields {
			if _, ok := f.Kind.(*spec.String); ok {
				edit.add(f.Path, "set: {max_bytes: 600}", "because: the gateway cuts longer texts")
				if !f.Required {
					replace.add(f.Path, "value: {type: string, max_runes: 64, "+what+"}")
				}
			}
			if k, ok := f.Kind.(*spec.List); ok && k.MaxItems.V > 1 {
				n := k.MaxItems.V
				guard.add(f.Path, fmt.Sprintf("set: {max_items: %d}", n-1), fmt.Sprintf("was: {max_items: %d}", n))
			}
			document.add(f.Path, "set: {"+what+"}", "because: the page says more")
			rename.add(f.Path, "to: New"+f.Name)
			if !strings.HasPrefix(f.Path, "header.") {
				remove.add(f.Path, absent)
			}
		}
	}
	for _, s := range p.Scalars {
		replace.add("scalars."+s.Name, "value: {"+what+"}")
	}
	edit.examples = append(edit.examples, document.examples...)
	return []*lesson{edit, guard, add, replace, move, rename, remove, keeps(p)}
}

func keeps(p *spec.Platform) *lesson {
	keep := &lesson{verb: "keep", why: "keep: the platform has no others."}
	for _, n := range []int{2, 1} {
		for i, sent := range [][]*spec.Message{p.Events, p.Messages} {
			if len(sent) > n {
				var names []string
				for _, m := range sent[:n] {
					names = append(names, quoted(m.Name()))
				}
				keep.add([]string{"events", "messages"}[i], "only: ["+strings.Join(names, ", ")+"]")
			}
		}
	}
	return keep
}

// body is a set of fields with its path.
type body struct {
	path   string
	fields []*spec.Field
}

// bodies lists the replies, then the bodies inside them, and the header last.
func bodies(p *spec.Platform) []body {
	var out, inner []body
	for _, r := range p.Replies {
		out = append(out, body{"replies." + r.Type, r.Fields})
		spec.Walk(r.Fields, func(f *spec.Field) {
			switch k := f.Kind.(type) {
			case *spec.Object:
				inner = append(inner, body{f.Path, k.Fields})
			case *spec.Union:
				for _, c := range k.Cases {
					inner = append(inner, body{c.Path, c.Fields})
				}
			case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.MsgType, *spec.Const, *spec.Count,
				*spec.List:
			}
		})
	}
	return append(append(out, inner...), body{"header", p.Header.Fields})
}
