package spec

import (
	"fmt"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
)

// aliases holds other spellings to naming one element each among the fields of a list, or an item and itself.
func (d *decoder) aliases(items []*node) {
	if d.inbound {
		d.uniqueAliases(items, "name", "an element here")
		return
	}
	for _, n := range items {
		if n.get("aliases") != nil {
			d.p.at(n.keyNode("aliases"), code.RuleKind, "", "only an element that the platform sends can have \"aliases\"")
		}
	}
}

// uniqueAliases reports the aliases of things that are the name, under idKey, or an alias of another one.
func (d *decoder) uniqueAliases(items []*node, idKey, what string) {
	seen := map[string]*node{}
	for _, n := range items {
		if name := n.get(idKey); name != nil && seen[name.text] == nil {
			seen[name.text] = name
		}
	}
	for _, n := range items {
		list := n.get("aliases")
		if list == nil {
			continue
		}
		for _, alias := range list.items {
			if first := seen[alias.text]; first != nil {
				d.p.atWith(alias, code.DuplicateName, "", firstNote(first), "%q is the name of %s already", alias.text, what)
				continue
			}
			seen[alias.text] = alias
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

// clash reports the fields of a body that bear the name of one which stands before them.
func (d *decoder) clash(taken map[string]diag.Span, body *node, where string) {
	list := body.get("fields")
	if list == nil {
		return
	}
	for _, n := range list.items {
		names := []*node{n.get("name")}
		if aliases := n.get("aliases"); aliases != nil {
			names = append(names, aliases.items...)
		}
		for _, name := range names {
			declared, ok := taken[name.text]
			if !ok {
				continue
			}
			one := diag.Diagnostic{Span: name.span, Code: code.DuplicateName, Message: fmt.Sprintf("field %q stands in %s already", name.text, where)}
			if declared.Line > 0 {
				one.Notes = []diag.Note{{Span: declared, Message: "it is declared here"}}
			}
			d.p.add(one)
		}
	}
}
