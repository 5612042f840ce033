// Package blame finds the changes of an overlay that cause errors elsewhere: a scalar removed that a field of the base uses.
package blame

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/chain"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/overlay"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Consequences replaces each error in another file than the overlay's by one at the change that causes it, with a note at its
// place. The overlay and the document are copies from before it was applied; check reports what is wrong with a document.
func Consequences(f *chain.File, base *tree.Node, found []diag.Diagnostic, check func(*tree.Node, *tree.Problems)) []diag.Diagnostic {
	isForeign := func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Span.File != f.Path }
	if !slices.ContainsFunc(found, isForeign) {
		return found
	}
	firsts := firsts(f, base, check)
	var out []diag.Diagnostic
	for _, d := range found {
		if !isForeign(d) {
			out = append(out, d)
			continue
		}
		at := changeAt(f.Root, firsts[keyOf(d)])
		note := diag.Note{Span: d.Span, Message: cmp.Or(consequences[d.Code], "this is no longer valid")}
		i := slices.IndexFunc(out, func(o diag.Diagnostic) bool { return o.Span == at && o.Code == d.Code })
		if i < 0 {
			d.Span, d.Hint, d.Notes = at, "delete the change, or also change or remove what the notes point to", append([]diag.Note{note}, d.Notes...)
			out = append(out, d)
			continue
		}
		if d.Message != out[i].Message {
			note.Message = d.Message
		}
		out[i].Notes = append(out[i].Notes, note)
	}
	return out
}

// consequences are what is wrong at the place of an error, where its code tells.
var consequences = map[diag.Code]string{code.UnknownType: "it is used here", code.UnknownField: "it is named here"}

// keyOf identifies an error: by its place, code and message.
func keyOf(d diag.Diagnostic) string { return fmt.Sprint(d.Span, d.Code, d.Message) }

// firsts maps the errors in other files to the change that introduces them, counted from 1: it applies all changes, all but
// the last, and so on, as long as the error is there.
func firsts(f *chain.File, base *tree.Node, check func(*tree.Node, *tree.Problems)) map[string]int {
	out := map[string]int{}
	all := len(f.Root.List("changes"))
	for n := all; n >= 0; n-- {
		part, p := f.Root.Clone(), &tree.Problems{}
		if n < all {
			part.Get("changes").Items = part.List("changes")[:n]
		}
		a := overlay.NewApplier(base.Clone(), p)
		a.Apply(f.Name, part)
		p.Errors = 0 // those of changes hide none
		check(a.Root, p)
		for _, d := range p.List.Diagnostics {
			if key := keyOf(d); n == all || out[key] == n+1 {
				out[key] = n
			}
		}
	}
	return out
}

// changeAt is the place of a change, counted from 1; of the overlay's platform for 0.
func changeAt(root *tree.Node, n int) diag.Span {
	if n == 0 {
		if p := root.Get("platform"); p != nil {
			return p.Span
		}
		return root.Get("overlay").Span
	}
	return root.Get("changes").Items[n-1].Entries[0].Value.Span
}
