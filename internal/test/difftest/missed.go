package difftest

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// Missed are the rules that a reply can break and none has broken so far, by
// values and by documents: "news: Articles.item.Title max_bytes".
func (p *Pair) Missed() (values, documents []string) {
	b := &breakable{values: map[string]bool{}, documents: map[string]bool{}}
	for _, r := range p.spec.Replies {
		b.body(r.Type+": ", p.body(r), false)
	}
	return missing(b.values, p.brokenByValues), missing(b.documents, p.brokenByDocuments)
}

func missing(wanted, found map[string]bool) []string {
	out := slices.Sorted(maps.Keys(wanted))
	return slices.DeleteFunc(out, func(key string) bool { return found[key] })
}

var indexes = regexp.MustCompile(`\[\d+\]`)

// note records which rules were broken. In a document whose type or form may have changed, only the rules of the deciding
// elements count.
func (p *Pair) note(found map[string]bool, r *spec.Reply, values []*element, list []judge.Violation, touched bool) {
	for _, v := range list {
		field := indexes.ReplaceAllString(v.Field, "")
		decides := slices.Contains(p.decide, field[strings.LastIndexByte(field, '.')+1:])
		if touched && !decides {
			continue
		}
		for _, value := range values {
			if rest, ok := strings.CutPrefix(field, value.step+"."); ok && value.form != nil && !decides {
				field = value.step + "{" + value.form.Value + "}." + rest
			}
		}
		found[r.Type+": "+field+" "+v.Rule] = true
	}
}
