package generator

import (
	"fmt"

	"github.com/replygen/replygen/spec"
)

// goTruncate is a function that cuts texts for the fields of one Go name where the platform cuts what is too long.
type goTruncate struct {
	name string
	// paths are the places of its fields in the spec.
	paths              []string
	maxBytes, maxRunes spec.Value[int]
	origin             *spec.Origin
}

func (t *goTruncate) sameLimits(k *spec.String) bool {
	return t.maxBytes.V == k.Rules.Size[spec.MaxBytes].V && t.maxRunes.V == k.Rules.Size[spec.MaxRunes].V
}

// truncates names the functions: TruncateTitle where all titles have one limit, else TruncateVideoTitle and so on, by
// their replies.
func (l *lowerer) truncates() {
	limits := map[string][2]int{}
	differ := map[string]bool{}
	l.eachTruncated(func(_ *goReply, g *goField, k *spec.String) {
		own := [2]int{k.Rules.Size[spec.MaxBytes].V, k.Rules.Size[spec.MaxRunes].V}
		if first, ok := limits[g.goName]; ok && first != own {
			differ[g.goName] = true
		}
		limits[g.goName] = own
	})
	byName := map[string]*goTruncate{}
	l.eachTruncated(func(r *goReply, g *goField, k *spec.String) {
		name := "Truncate" + g.goName
		if differ[g.goName] {
			name = "Truncate" + r.base + g.goName
		}
		what := fmt.Sprintf("the function that cuts %q", g.Path)
		if first := byName[name]; first != nil && first.sameLimits(k) {
			first.paths = append(first.paths, g.Path)
			return
		}
		if l.declare(name, what, g.Origin) {
			byName[name] = &goTruncate{name: name, paths: []string{g.Path}, maxBytes: k.Rules.Size[spec.MaxBytes], maxRunes: k.Rules.Size[spec.MaxRunes], origin: g.Origin}
			l.pkg.truncates = append(l.pkg.truncates, byName[name])
		}
	})
}

// eachTruncated visits the fields of the replies that the platform cuts, the header's once.
func (l *lowerer) eachTruncated(visit func(*goReply, *goField, *spec.String)) {
	seen := map[string]bool{}
	var walk func(r *goReply, t *goType)
	walk = func(r *goReply, t *goType) {
		for _, g := range t.fields {
			if k, ok := g.Kind.(*spec.String); ok && k.Truncates && !seen[g.Path] {
				seen[g.Path] = true
				visit(r, g, k)
			}
			if g.object != nil {
				walk(r, g.object)
			}
			if g.union != nil {
				for _, c := range g.union.cases {
					walk(r, c)
				}
			}
		}
	}
	for _, r := range l.pkg.replies {
		walk(r, &r.goType)
	}
}
