package draft

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec"
)

// example is one change that an overlay could make.
type example struct {
	verb, path string
	// lines are the keys beside the verb.
	lines []string
	// why is the comment above the change.
	why string
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
		inner = append(inner, innerBodies(r.Fields)...)
	}
	return append(append(out, inner...), body{"header", p.Header.Fields})
}

func innerBodies(fields []*spec.Field) []body {
	var out []body
	spec.Walk(fields, func(f *spec.Field) {
		switch k := f.Kind.(type) {
		case *spec.Object:
			out = append(out, body{f.Path, k.Fields})
		case *spec.Union:
			for _, c := range k.Cases {
				out = append(out, body{c.Path, c.Fields})
			}
		case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.MsgType, *spec.Const, *spec.Count, *spec.List:
		}
	})
	return out
}

// each lists the fields of all bodies.
func each(p *spec.Platform) []*spec.Field {
	var out []*spec.Field
	for _, b := range bodies(p) {
		out = append(out, b.fields...)
	}
	return out
}

func limits(p *spec.Platform) []example {
	var limit, doc []example
	for _, f := range each(p) {
		e := example{verb: "edit", path: f.Path, why: "edit: the keys named here change, the others stay."}
		if _, ok := f.Kind.(*spec.String); ok {
			e.lines = []string{"set: {max_bytes: 600}", "because: the gateway cuts longer texts"}
			limit = append(limit, e)
		}
		e.lines = []string{"set: {doc: what the platform's page says}", "because: the page says more"}
		doc = append(doc, e)
	}
	return append(limit, doc...)
}

func guards(p *spec.Platform) []example {
	var out []example
	for _, f := range each(p) {
		k, ok := f.Kind.(*spec.List)
		if !ok || !k.MaxItems.IsSet() || k.MaxItems.V < 2 {
			continue
		}
		out = append(out, example{verb: "edit", path: f.Path, why: "was: an error if the base ever has another value.",
			lines: []string{fmt.Sprintf("set: {max_items: %d}", k.MaxItems.V-1), fmt.Sprintf("was: {max_items: %d}", k.MaxItems.V)}})
	}
	return out
}

func additions(p *spec.Platform) []example {
	var out []example
	for _, b := range bodies(p) {
		place := "first: true"
		if n := len(b.fields); n > 0 {
			place = "after: " + b.fields[n-1].Name
		}
		for _, name := range []string{"Priority", "Extra"} {
			out = append(out, example{verb: "add", path: b.path + "." + name,
				why:   "add: a new field; first, last, before or after give its position.",
				lines: []string{place, "value: {type: int, min: 1, max: 3, doc: how urgent it is}"}})
		}
	}
	return out
}

func replacements(p *spec.Platform) []example {
	var out []example
	for _, f := range each(p) {
		if _, ok := f.Kind.(*spec.String); ok && !f.Required {
			out = append(out, example{verb: "replace", path: f.Path, why: "replace: a new statement; no key of the base stays.",
				lines: []string{"value: {type: string, max_runes: 64, doc: what the platform's page says}"}})
		}
	}
	for _, s := range p.Scalars {
		out = append(out, example{verb: "replace", path: "scalars." + s.Name, why: "replace: a new statement; no key of the base stays.",
			lines: []string{"value: {doc: what the platform's page says}"}})
	}
	return out
}

func moves(p *spec.Platform) []example {
	var out []example
	for _, b := range bodies(p) {
		if n := len(b.fields); n > 1 {
			out = append(out, example{verb: "move", path: b.fields[n-1].Path, why: "move: another position on the wire.", lines: []string{"first: true"}})
		}
	}
	return out
}

func removals(p *spec.Platform) []example {
	const why = "remove: the platform does not have it."
	because := []string{"because: its page does not mention it"}
	var out []example
	for _, r := range p.Replies {
		out = append(out, example{verb: "remove", path: "replies." + r.Type, why: why, lines: because})
	}
	slices.Reverse(out)
	for _, f := range each(p) {
		if !strings.HasPrefix(f.Path, "header.") {
			out = append(out, example{verb: "remove", path: f.Path, why: why, lines: because})
		}
	}
	return out
}

func renames(p *spec.Platform) []example {
	var out []example
	for _, f := range append(slices.Clone(p.Header.Fields), each(p)...) {
		out = append(out, example{verb: "rename", path: f.Path, why: "rename: another name on the wire; the Go API stays.", lines: []string{"to: New" + f.Name}})
	}
	return out
}

func keeps(p *spec.Platform) []example {
	names := map[string][]string{}
	for _, e := range p.Events {
		names["events"] = append(names["events"], quoted(e.Name))
	}
	for _, m := range p.Messages {
		names["messages"] = append(names["messages"], quoted(m.Type))
	}
	var out []example
	for _, n := range []int{2, 1} {
		for _, section := range []string{"events", "messages"} {
			if list := names[section]; len(list) > n {
				out = append(out, example{verb: "keep", path: section, why: "keep: the platform has no others.",
					lines: []string{"only: [" + strings.Join(list[:n], ", ") + "]"}})
			}
		}
	}
	return out
}
