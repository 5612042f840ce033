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

// Step is the application of an overlay to a document.
type Step struct {
	// Base and Overlay are copies from before.
	Base, Overlay *tree.Node
	// Check reports what is wrong with a document after the overlay.
	Check func(*tree.Node, *tree.Problems)
}

// Consequences replaces each error in another file than the overlay's by one at the change that causes it, with a note at its
// place.
func (s Step) Consequences(f *chain.File, found []diag.Diagnostic) []diag.Diagnostic {
	isForeign := func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Span.File != f.Path }
	if !slices.ContainsFunc(found, isForeign) {
		return found
	}
	firsts := s.firsts(f)
	var out []diag.Diagnostic
	for _, d := range found {
		if !isForeign(d) {
			out = append(out, d)
			continue
		}
		at := s.changeAt(firsts[keyOf(d)])
		note := diag.Note{Span: d.Span, Message: cmp.Or(consequences[d.Code], "this is no longer valid")}
		if i := slices.IndexFunc(out, func(o diag.Diagnostic) bool { return o.Span == at && o.Code == d.Code }); i >= 0 {
			if d.Message != out[i].Message {
				note.Message = d.Message
			}
			out[i].Notes = append(out[i].Notes, note)
			continue
		}
		d.Span, d.Hint, d.Notes = at, "delete the change, or also change or remove what the notes point to", append([]diag.Note{note}, d.Notes...)
		out = append(out, d)
	}
	return out
}

// consequences are what is wrong at the place of an error, where its code tells.
var consequences = map[diag.Code]string{code.UnknownType: "it is used here", code.UnknownField: "it is named here"}

// finding identifies an error: its place, code and message.
type finding string

func keyOf(d diag.Diagnostic) finding { return finding(fmt.Sprint(d.Span, d.Code, d.Message)) }

// firsts maps the errors in other files to the change that introduces them, counted from 1: it applies the first
// change, the first two, and so on.
func (s Step) firsts(f *chain.File) map[finding]int {
	out, last := map[finding]int{}, map[finding]int{}
	for n := range len(s.Overlay.List("changes")) + 1 {
		root, part, p := s.Base.Clone(), s.Overlay.Clone(), &tree.Problems{}
		if list := part.Get("changes"); list != nil {
			list.Items = list.Items[:n]
		}
		a := overlay.NewApplier(root, p)
		a.Apply(f.Name, part)
		p.Errors = 0 // those of changes hide none
		s.Check(a.Root, p)
		for _, d := range p.List.Diagnostics {
			key := keyOf(d)
			if at, ok := last[key]; !ok || at < n-1 { // absent after the change before
				out[key] = n
			}
			last[key] = n
		}
	}
	return out
}

// changeAt is the place of a change, counted from 1; of the overlay's platform for 0.
func (s Step) changeAt(n int) diag.Span {
	if n == 0 {
		if p := s.Overlay.Get("platform"); p != nil {
			return p.Span
		}
		return s.Overlay.Get("overlay").Span
	}
	return s.Overlay.Get("changes").Items[n-1].Entries[0].Value.Span
}
