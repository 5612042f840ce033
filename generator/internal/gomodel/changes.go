package gomodel

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// blame moves each problem of the base spec that an overlay causes to the change that causes it, with a note at its place:
// to the declaration that an overlay states, else to the last change of one of the elements that clash, of what contains it
// or of what it contains.
func (l *lowerer) blame() {
	changes, paths := l.pkg.Spec.Changes, pathsOf(l.pkg.Spec)
	inOverlay := func(at diag.Span) bool {
		return slices.ContainsFunc(changes, func(c spec.Change) bool { return c.At.File == at.File })
	}
	for i := range l.problems.Diagnostics {
		d := &l.problems.Diagnostics[i]
		if inOverlay(d.Span) {
			continue
		}
		broken, cause := d.Span, diag.Span{}
		for _, c := range changes {
			isCause := func(n diag.Note) bool { return touches(c, paths[n.Span]) }
			if touches(c, paths[broken]) || slices.ContainsFunc(d.Notes, isCause) {
				cause = c.At
			}
		}
		for _, n := range d.Notes {
			if inOverlay(n.Span) {
				cause = n.Span
			}
		}
		if cause != (diag.Span{}) {
			d.Notes = append([]diag.Note{{Span: broken, Message: "it breaks here"}}, d.Notes...)
			d.Notes = slices.DeleteFunc(d.Notes, func(n diag.Note) bool { return n.Span == cause })
			d.Span, d.Hint = cause, "delete the change, or add `edit: "+paths[broken]+"` with `set: {go: Name}`"
		}
	}
}

// touches reports whether a change is about the element at a path, what contains it or what it contains, and not about its
// documentation alone.
func touches(c spec.Change, path string) bool {
	isDocs := c.Verb == "edit" && !slices.ContainsFunc(c.Keys, func(k spec.KeyChange) bool { return !k.Docs })
	return path != "" && !isDocs && (strings.HasPrefix(c.Path+".", path+".") || strings.HasPrefix(path+".", c.Path+"."))
}

// pathsOf maps the places of a platform's elements to their paths.
func pathsOf(p *spec.Platform) map[diag.Span]string {
	out := map[diag.Span]string{}
	fields := func(list []*spec.Field) {
		spec.Walk(list, func(f *spec.Field) {
			out[f.Origin.Span] = f.Path
			if k, ok := f.Kind.(*spec.Union); ok {
				for _, c := range k.Cases {
					out[c.Origin.Span] = c.Path
				}
			}
		})
	}
	for _, s := range p.Scalars {
		out[s.Origin.Span] = "scalars." + s.Name
	}
	fields(slices.Concat(p.Header.Fields, p.Inbound.Fields))
	var declarations []*spec.Declaration
	for _, r := range p.Replies {
		declarations = append(declarations, &r.Declaration)
	}
	for _, m := range p.Sent() {
		declarations = append(declarations, &m.Declaration)
	}
	for _, d := range declarations {
		out[d.Origin.Span] = d.Path
		fields(d.Fields)
	}
	return out
}
