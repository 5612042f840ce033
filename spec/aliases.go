package spec

import (
	"fmt"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/tree"
)

// aliases holds other spellings to naming one element each among the fields of a list, or an item and itself.
func (d *decoder) aliases(items []*tree.Node) {
	if d.inbound {
		d.uniqueAliases(items, "name", "an element here")
		return
	}
	for _, n := range items {
		if n.Get("aliases") != nil {
			d.p.At(n.KeyNode("aliases"), code.RuleKind, "", "only an element that the platform sends can have \"aliases\"")
		}
	}
}

// uniqueAliases reports the aliases of things that are the name, under idKey, or an alias of another one.
func (d *decoder) uniqueAliases(items []*tree.Node, idKey, what string) {
	seen := map[string]*tree.Node{}
	for _, n := range items {
		if name := n.Get(idKey); name != nil && seen[name.Text] == nil {
			seen[name.Text] = name
		}
	}
	for _, n := range items {
		list := n.Get("aliases")
		if list == nil {
			continue
		}
		for _, alias := range list.Items {
			if first := seen[alias.Text]; first != nil {
				d.p.AtWith(alias, code.DuplicateName, "", tree.FirstNote(first), "%q is the name of %s already", alias.Text, what)
				continue
			}
			seen[alias.Text] = alias
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
			one := diag.Diagnostic{Span: name.Span, Code: code.DuplicateName, Message: fmt.Sprintf("field %q stands in %s already", name.Text, where)}
			if declared.Line > 0 {
				one.Notes = []diag.Note{{Span: declared, Message: "it is declared here"}}
			}
			d.p.Add(one)
		}
	}
}
