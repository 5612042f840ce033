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
// their replies. A field of the header is one of the first reply.
func (l *lowerer) truncates() {
	type cut struct {
		base   string
		field  *Field
		limits []SizeLimit
	}
	var cuts []cut
	limits, differ, seen := map[string][]SizeLimit{}, map[string]bool{}, map[string]bool{}
	var walk func(r *Reply, t *Type)
	walk = func(r *Reply, t *Type) {
		for _, g := range t.Fields {
			if k, ok := g.Kind.(*spec.String); ok && k.Truncates && !seen[g.Path] {
				own := upperLimits(k)
				if first, ok := limits[g.GoName]; ok && !slices.Equal(first, own) {
					differ[g.GoName] = true
				}
				seen[g.Path], limits[g.GoName] = true, own
				cuts = append(cuts, cut{r.Base, g, own})
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
	byName := map[string]*Truncate{}
	for _, c := range cuts {
		g, name := c.field, "Truncate"+c.field.GoName
		if differ[g.GoName] {
			name = "Truncate" + c.base + g.GoName
		}
		if first := byName[name]; first != nil && slices.Equal(first.Limits, c.limits) {
			first.Paths = append(first.Paths, g.Path)
		} else if l.declare(name, fmt.Sprintf("the function that cuts %q", g.Path), g.Origin) {
			byName[name] = &Truncate{Name: name, Paths: []string{g.Path}, Limits: c.limits}
			l.pkg.Truncates = append(l.pkg.Truncates, byName[name])
		}
	}
}
