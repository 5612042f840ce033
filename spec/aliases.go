package spec

import (
	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// aliases checks that each of the other spellings names one element among the fields of a list, or an item and itself.
func (d *decoder) aliases(items []*tree.Node) {
	if d.inbound {
		keys.UniqueAliases(items, "name", "an element here", d.p)
		return
	}
	for _, n := range items {
		if n.Get("aliases") != nil {
			d.p.At(n.KeyNode("aliases"), code.RuleKind, "", "only an element that the platform sends can have \"aliases\"")
		}
	}
}

// spellings maps the names and aliases of fields to where they are declared.
func spellings(fields []*Field) map[string]diag.Span {
	out := map[string]diag.Span{}
	for _, f := range fields {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			if _, ok := out[name]; !ok {
				out[name] = f.Origin.Span
			}
		}
	}
	return out
}

// clash reports the fields of a list that bear the name of one which stands before them.
func (d *decoder) clash(taken map[string]diag.Span, list *tree.Node, where string) {
	if list == nil {
		return
	}
	for _, n := range list.Items {
		names := []*tree.Node{n.Get("name")}
		if aliases := n.Get("aliases"); aliases != nil {
			names = append(names, aliases.Items...)
		}
		for _, name := range names {
			declared, ok := taken[name.Text]
			if !ok {
				continue
			}
			var notes []diag.Note
			if declared.Line > 0 {
				notes = note(declared, "it is declared here")
			}
			d.report(name.Span, code.DuplicateName, "", notes, "field %q stands in %s already", name.Text, where)
		}
	}
}
