package samples_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

// A document is what the samples of one type or event have in common.
type document struct {
	platform, typ, event string
	count                int
	elements             []string
}

func documents(t *testing.T) []document {
	t.Helper()
	text, err := os.ReadFile("testdata/documents.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []document
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		count, err := strconv.Atoi(columns[3])
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		out = append(out, document{columns[0], columns[1], columns[2], count, strings.Fields(columns[4])})
	}
	return out
}

// fieldsOf returns what the platform states of a document beside the fields of every message, and whether it does.
func fieldsOf(p *spec.Platform, d document) ([]*spec.Field, bool) {
	for _, m := range p.Messages {
		if d.event == "" && m.Type == d.typ {
			return m.Fields, true
		}
	}
	for _, e := range p.Events {
		if d.event != "" && e.Type == d.typ && (e.Event == d.event || slices.Contains(e.Aliases, d.event)) {
			return e.Fields, true
		}
	}
	return nil, false
}

// addPaths adds the paths of all elements without children, with those of other spellings.
func addPaths(out map[string]bool, prefix string, fields []*spec.Field) {
	for _, f := range fields {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			path := prefix + name
			switch k := f.Kind.(type) {
			case *spec.Object:
				addPaths(out, path+".", k.Fields)
			case *spec.List:
				item, paths := *k.Item, path+"."
				if k.Flat {
					item.Name, paths = name, prefix
				}
				addPaths(out, paths, []*spec.Field{&item})
			default:
				out[path] = true
			}
		}
	}
}

// Of the documents of each platform a share is typed, and of the elements of those, 98 of 100 have a field. Spellings
// that differ only in case count once.
func TestDocumentsOfPublicRepositoriesAreTyped(t *testing.T) {
	for platform, atLeast := range map[string]int{
		"wecom": 90, "wechat": 85, "offiaccount": 85, "miniprogram": 60, "wecomsuite": 90, "component": 80,
	} {
		p, err := spec.Load(platform)
		if err != nil {
			t.Error(err)
			continue
		}
		var typed, all, leaves int
		var unknown, lost []string
		for _, d := range documents(t) {
			if d.platform != p.ID && (d.platform != "wechat" || p.ID != "offiaccount") {
				continue
			}
			all += d.count
			fields, ok := fieldsOf(p, d)
			if !ok {
				unknown = append(unknown, d.typ+" "+d.event)
				continue
			}
			typed += d.count
			known, seen := map[string]bool{}, map[string]bool{}
			addPaths(known, "", p.Inbound.Fields)
			addPaths(known, "", fields)
			for _, e := range d.elements {
				spelling := strings.ToLower(e)
				if seen[spelling] {
					continue
				}
				seen[spelling] = true
				leaves++
				if !known[e] {
					lost = append(lost, d.typ+" "+d.event+" "+e)
				}
			}
		}
		t.Logf("%s: %d of %d documents are typed, %d of %d elements lost", platform, typed, all, len(lost), leaves)
		if 100*typed < atLeast*all {
			t.Errorf("%s: %d of %d documents are typed, fewer than %d%%; not these: %q", platform, typed, all, atLeast, unknown)
		}
		if 50*len(lost) > leaves {
			t.Errorf("%s: %d of %d elements have no field: %q", platform, len(lost), leaves, lost)
		}
	}
}
