package spec

import (
	"fmt"
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/chain"
	"github.com/replygen/replygen/spec/internal/overlay"
	"github.com/replygen/replygen/spec/internal/tree"
)

// step is what an overlay is applied to, as it was before.
type step struct {
	base, overlay *tree.Node
	names         []string
}

// consequences replaces the errors that stand in other files than the overlay by one at each change that brings them, with
// notes at their places.
func (s step) consequences(f *chain.File, found []diag.Diagnostic) []diag.Diagnostic {
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
		at := s.changeAt(f, firsts[keyOf(d)])
		note := diag.Note{Span: d.Span, Message: "it breaks here"}
		if i := slices.IndexFunc(out, func(o diag.Diagnostic) bool { return o.Span == at && o.Code == d.Code }); i >= 0 {
			if d.Message != out[i].Message {
				note.Message = d.Message
			}
			out[i].Notes = append(out[i].Notes, note)
			continue
		}
		d.Span, d.Hint, d.Notes = at, "delete the change, or change the places in the notes too", append([]diag.Note{note}, d.Notes...)
		out = append(out, d)
	}
	return out
}

// finding identifies an error: its place, code and message.
type finding string

func keyOf(d diag.Diagnostic) finding { return finding(fmt.Sprint(d.Span, d.Code, d.Message)) }

// firsts maps the errors in other files to the change from which on they are there, counted from 1: it applies the first
// change, the first two, and so on.
func (s step) firsts(f *chain.File) map[finding]int {
	out, last := map[finding]int{}, map[finding]int{}
	changes := 0
	if list := s.overlay.Get("changes"); list != nil {
		changes = len(list.Items)
	}
	for n := range changes + 1 {
		root, part, p := s.base.Clone(), s.overlay.Clone(), &tree.Problems{}
		if list := part.Get("changes"); list != nil {
			list.Items = list.Items[:n]
		}
		a := overlay.NewApplier(root, p)
		a.Apply(f.Name, part)
		p.Errors = 0 // those of changes hide none
		read(a.Root, append(slices.Clone(s.names), f.Name), p)
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
func (s step) changeAt(f *chain.File, n int) diag.Span {
	if n == 0 {
		if p := s.overlay.Get("platform"); p != nil {
			return p.Span
		}
		return s.overlay.Get("overlay").Span
	}
	return s.overlay.Get("changes").Items[n-1].Entries[0].Value.Span
}
