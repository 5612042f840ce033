package spec_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/internal/test/randomspec"
	"github.com/replygen/replygen/spec"
)

// The classes of a diff are promises about documents: what is valid by one platform is read by the other, and kept, as
// far as they say.
func TestClassesSayWhatBecomesOfDocuments(t *testing.T) {
	held := map[spec.Class]int{}
	eachSeed(t, func(t *testing.T, r *rand.Rand) {
		base := randomspec.Spec(r)
		_, next := randomspec.Overlay(r, base, "over", "base.yaml")
		to, err := loadFiles("next.yaml", next.YAML())
		if err != nil {
			return
		}
		from := mustLoad(t, "base.yaml", base.YAML())
		for _, pair := range [][2]*spec.Platform{{from, to}, {to, from}} {
			worst := worstOfReplies(spec.Diff(pair[0], pair[1]))
			for _, document := range validDocuments(r, pair[0]) {
				held[worst]++
				if fault := becomes(worst, document, pair[1]); fault != "" {
					t.Errorf("%v: %s\n%s\n%+v\n%s\n%s", worst, fault, document, spec.Diff(pair[0], pair[1]), yamlOf(t, pair[0]), yamlOf(t, pair[1]))
				}
			}
		}
	})
	for class := spec.Docs; class <= spec.Wire; class++ {
		if held[class] == 0 {
			t.Errorf("no document was held to the class %v", class)
		}
	}
}

// worstOfReplies is the greatest class of the changes that concern replies.
func worstOfReplies(changes []spec.Difference) spec.Class {
	worst := spec.Docs
	for _, c := range changes {
		section, _, _ := strings.Cut(c.Path, ".")
		if !slices.Contains([]string{"delivery", "security", "inbound", "messages", "events"}, section) {
			worst = max(worst, c.Class)
		}
	}
	return worst
}

// ofTheForm are the rules by which a document is none of a platform, whatever its values are.
var ofTheForm = []string{"unknown_element", "duplicate_element", "const", "type", "count"}

// becomes says in what a document contradicts a class.
func becomes(class spec.Class, document string, p *spec.Platform) string {
	if class == spec.Wire {
		return ""
	}
	reply, violations, err := judge.Parse(p, []byte(document))
	if err != nil || reply == nil {
		return fmt.Sprintf("is none any more: %v %v", err, violations)
	}
	for _, v := range violations {
		if class < spec.Narrowing || slices.Contains(ofTheForm, v.Rule) {
			return "violates " + v.String()
		}
	}
	if again := reply.XML(); len(violations) == 0 && again != document {
		return "is written as " + again
	}
	return ""
}

// validDocuments are random documents of a platform's replies that keep all its rules.
func validDocuments(r *rand.Rand, p *spec.Platform) []string {
	var out []string
	for _, reply := range p.Replies {
		for range 5 {
			one, err := judge.Sample(p, reply.Type)
			if err != nil {
				panic(err) // the reply is one of the platform's
			}
			set(r, one, "", slices.Concat(p.Header.Fields, reply.Fields))
			if len(one.Violations()) > 0 {
				continue
			}
			// What a document is read as is what counts: it may say less than the values did.
			again, violations, err := judge.Parse(p, []byte(one.XML()))
			if err == nil && len(violations) == 0 && again.XML() == one.XML() {
				out = append(out, one.XML())
			}
		}
	}
	return out
}

// set gives some fields random values. What a reply cannot hold it refuses, and keeps what it had.
func set(r *rand.Rand, reply *judge.Reply, path string, fields []*spec.Field) {
	for _, f := range fields {
		at := path + f.Name
		switch k := f.Kind.(type) {
		case *spec.Object:
			set(r, reply, at+".", k.Fields)
		case *spec.Union:
			setUnion(r, reply, at, k)
		case *spec.List:
			for i := range r.IntN(3) {
				item := at
				if !k.Flat {
					item += "." + k.Item.Name
				}
				item += "[" + strconv.Itoa(i) + "]"
				switch inner := k.Item.Kind.(type) {
				case *spec.Object:
					set(r, reply, item+".", inner.Fields)
				case *spec.Union:
					setUnion(r, reply, item, inner)
				default:
					_ = reply.Set(item, randomText(r, k.Item))
				}
			}
		case *spec.MsgType, *spec.Const, *spec.Count:
		default:
			if r.IntN(2) == 0 {
				_ = reply.Set(at, randomText(r, f))
			}
		}
	}
}

func setUnion(r *rand.Rand, reply *judge.Reply, path string, k *spec.Union) {
	c := k.Cases[r.IntN(len(k.Cases))]
	if r.IntN(2) == 0 && reply.Set(path+"."+k.Tag, c.Value) == nil {
		set(r, reply, path+".", c.Fields)
	}
}

func randomText(r *rand.Rand, f *spec.Field) string {
	texts := []string{"", "alpha", "Bravo", "1234", "foo", "https://example.com/", "一龥x", "a longer text of several words", "]]>"}
	switch k := f.Kind.(type) {
	case *spec.Int:
		texts = []string{"", "0", "1", "2", "30", "7", "-3", strconv.Itoa(r.IntN(2000))}
	case *spec.UnixTime:
		texts = []string{"", "1", "12345678", "5000000000"}
	case *spec.Float:
		texts = []string{"", "0", "1.5", "-1.5", "40"}
	case *spec.Bool:
		texts = []string{"", "true", "false"}
	case *spec.String:
		texts = append(texts, k.Rules.Enum.V...)
	}
	return texts[r.IntN(len(texts))]
}
