package gomodel

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/replygen/replygen/spec"
)

// SizeLimit is a limit of a text's length.
type SizeLimit struct {
	Unit spec.Unit
	N    int
}

func (l SizeLimit) String() string { return counted(strconv.Itoa(l.N), l.Unit) }

// upperLimits are the limits at which a text is cut, in the order of the table of rules.
func upperLimits(k *spec.String) (out []SizeLimit) {
	for rule, limit := range k.Rules.Sizes() {
		if rule.Bound == spec.AtMost {
			out = append(out, SizeLimit{rule.Unit, limit.V})
		}
	}
	return out
}

// truncates names the functions: TruncateTitle where all titles have one limit, else TruncateVideoTitle and so on, by
// their replies.
func (l *lowerer) truncates() {
	limits := map[string][]SizeLimit{}
	differ := map[string]bool{}
	l.eachTruncated(func(_ *Reply, g *Field, k *spec.String) {
		own := upperLimits(k)
		if first, ok := limits[g.GoName]; ok && !slices.Equal(first, own) {
			differ[g.GoName] = true
		}
		limits[g.GoName] = own
	})
	byName := map[string]*Truncate{}
	l.eachTruncated(func(r *Reply, g *Field, k *spec.String) {
		name := "Truncate" + g.GoName
		if differ[g.GoName] {
			name = "Truncate" + r.Base + g.GoName
		}
		what := fmt.Sprintf("the function that cuts %q", g.Path)
		if first := byName[name]; first != nil && slices.Equal(first.Limits, upperLimits(k)) {
			first.Paths = append(first.Paths, g.Path)
			return
		}
		if l.declare(name, what, g.Origin) {
			byName[name] = &Truncate{Name: name, Paths: []string{g.Path}, Limits: upperLimits(k)}
			l.pkg.Truncates = append(l.pkg.Truncates, byName[name])
		}
	})
}

// eachTruncated visits the fields of the replies that the platform cuts, the header's once.
func (l *lowerer) eachTruncated(visit func(*Reply, *Field, *spec.String)) {
	seen := map[string]bool{}
	var walk func(r *Reply, t *Type)
	walk = func(r *Reply, t *Type) {
		for _, g := range t.Fields {
			if k, ok := g.Kind.(*spec.String); ok && k.Truncates && !seen[g.Path] {
				seen[g.Path] = true
				visit(r, g, k)
			}
			if g.Object != nil {
				walk(r, g.Object)
			}
			if g.Union != nil {
				for _, c := range g.Union.Cases {
					walk(r, c)
				}
			}
		}
	}
	for _, r := range l.pkg.Replies {
		walk(r, &r.Type)
	}
}
