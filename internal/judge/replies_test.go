package judge

import (
	"flag"
	"testing"

	"github.com/replygen/replygen/internal/test/builtins"
	"github.com/replygen/replygen/internal/test/golden"
	"github.com/replygen/replygen/spec"
)

// The sample of each reply of each platform that ships, and of each form of its
// unions: REPLY.xml, REPLY.FORM.xml. They are what `replygen preview` prints.
const repliesDir = "../../testdata/replies"

var update = flag.Bool("update", false, "rewrite the golden files")

func TestSampleOfEachReply(t *testing.T) {
	made := map[string][]byte{}
	for _, name := range spec.Builtins() {
		p, err := spec.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Replies {
			for file, sample := range samples(t, p, r) {
				made[name+"/"+file+".xml"] = []byte(sample.XML() + "\n")
			}
		}
	}
	differences, err := golden.Folder{Dir: repliesDir, Update: *update}.Compare(made, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		t.Error(d)
	}
}

// samples are those of a reply: one, or one for each form of the union that it holds.
func samples(t *testing.T, p *spec.Platform, r *spec.Reply) map[string]*Reply {
	t.Helper()
	out := map[string]*Reply{}
	for _, f := range r.Fields {
		k, ok := f.Kind.(*spec.Union)
		if !ok {
			continue
		}
		for _, c := range k.Cases {
			s := sampleOf(t, p, r.Type)
			if err := s.Set(f.Name+"."+k.Tag, c.Value); err != nil {
				t.Fatal(err)
			}
			out[r.Type+"."+c.Value] = s
		}
	}
	if len(out) == 0 {
		out[r.Type] = sampleOf(t, p, r.Type)
	}
	return out
}

// A sample may hold the placeholders of a page, which a generated package refuses as the interpreter does. What it takes,
// it writes as it was.
func TestGeneratedPackagesReadTheSamples(t *testing.T) {
	for name, pkg := range builtins.Packages {
		p, err := spec.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Replies {
			for file, sample := range samples(t, p, r) {
				read, err := pkg.ParseReply([]byte(sample.XML()))
				if broken := sample.Violations(); (err != nil) != (len(broken) > 0) {
					t.Errorf("%s %s: %v, and the interpreter %v", name, file, err, broken)
				}
				if err == nil && string(read.AppendXML(nil)) != sample.XML() {
					t.Errorf("%s %s:\n%s, want\n%s", name, file, read.AppendXML(nil), sample.XML())
				}
			}
		}
	}
}
