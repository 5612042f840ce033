package spec_test

import (
	"flag"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/test/randomspec"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

var seeds = flag.Uint64("seeds", 30, "how many random specs a law is tried on")

func eachSeed(t *testing.T, law func(t *testing.T, r *rand.Rand)) {
	t.Helper()
	t.Parallel()
	for seed := range *seeds {
		law(t, rand.New(rand.NewPCG(seed, 4)))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// loadFiles loads the last of some files, given as name, content, name, content …
func loadFiles(pairs ...any) (*spec.Platform, error) {
	files := map[string][]byte{}
	for i := 0; i < len(pairs); i += 2 {
		files[pairs[i].(string)] = pairs[i+1].([]byte)
	}
	loader := spec.Loader{ReadFile: func(name string) ([]byte, error) {
		if content, ok := files[name]; ok {
			return content, nil
		}
		return nil, fs.ErrNotExist
	}}
	return loader.Load("./" + pairs[len(pairs)-2].(string))
}

func mustLoad(t *testing.T, pairs ...any) *spec.Platform {
	t.Helper()
	p, err := loadFiles(pairs...)
	if err != nil {
		t.Fatalf("%v\n%s", err, pairs[len(pairs)-1])
	}
	return p
}

func yamlOf(t *testing.T, p *spec.Platform) []byte {
	t.Helper()
	text, err := p.YAML(false)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestResolvedYAMLReadsBackAsTheSamePlatform(t *testing.T) {
	eachSeed(t, func(t *testing.T, r *rand.Rand) {
		p := mustLoad(t, "base.yaml", randomspec.Spec(r).YAML())
		if again := mustLoad(t, "again.yaml", yamlOf(t, p)); !again.Equal(p) {
			t.Errorf("reads back as another platform:\n%s", yamlOf(t, p))
		}
	})
}

// What an overlay leads to is what its author, who edits the base by hand, would get; and an overlay that would lead to
// a spec with faults has them.
func TestOverlayDoesWhatItsAuthorWouldDoByHand(t *testing.T) {
	valid := uint64(0)
	eachSeed(t, func(t *testing.T, r *rand.Rand) {
		base := randomspec.Spec(r)
		overlay, result := randomspec.Overlay(r, base, "over", "base.yaml")
		want, wantErr := loadFiles("want.yaml", result.YAML())
		got, err := loadFiles("base.yaml", base.YAML(), "over.yaml", overlay.YAML())
		switch {
		case isOnly(wantErr, "example"): // an overlay mends the examples that it overtakes
		case isOnly(err, "overlay-no-change"): // nothing that an author, by hand, would do
		case (err == nil) != (wantErr == nil):
			t.Errorf("by overlay: %v\nby hand: %v\n%s\n%s", err, wantErr, base.YAML(), overlay.YAML())
		case err == nil && !got.Equal(want):
			t.Errorf("overlay:\n%s\ngives:\n%s\nby hand:\n%s", overlay.YAML(), yamlOf(t, got), yamlOf(t, want))
		case err == nil:
			valid++
		}
	})
	if valid < *seeds/2 {
		t.Errorf("only %d of %d overlays lead to a valid platform", valid, *seeds)
	}
}

// isOnly reports whether all errors have a code.
func isOnly(err error, code diag.Code) bool {
	list, ok := err.(*diag.List)
	return ok && !slices.ContainsFunc(list.Diagnostics, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Code != code })
}

// related makes two platforms of which the second is the first with some overlays.
func related(t *testing.T, r *rand.Rand) (a, b *randomspec.Map) {
	t.Helper()
	a = randomspec.Spec(r)
	b = a
	for range 1 + r.IntN(3) {
		_, next := randomspec.Overlay(r, b, "over", "base.yaml")
		if _, err := loadFiles("next.yaml", next.YAML()); err == nil {
			b = next
		}
	}
	return a, b
}

func TestOverlayBetweenTwoPlatformsLeadsFromTheOneToTheOther(t *testing.T) {
	eachSeed(t, func(t *testing.T, r *rand.Rand) {
		a, b := related(t, r)
		for _, pair := range [][2]*randomspec.Map{{a, b}, {b, a}, {a, randomspec.Spec(r)}, {a, a}} {
			from, to := mustLoad(t, "a.yaml", pair[0].YAML()), mustLoad(t, "b.yaml", pair[1].YAML())
			overlay, err := from.OverlayTo(to, "between", "a.yaml")
			if err != nil {
				t.Fatalf("%v\nfrom:\n%s\nto:\n%s\nby:\n%s", err, pair[0].YAML(), pair[1].YAML(), overlay)
			}
			if got := mustLoad(t, "a.yaml", pair[0].YAML(), "over.yaml", overlay); !got.Equal(to) {
				t.Errorf("from:\n%s\nto:\n%s\nby:\n%s", pair[0].YAML(), pair[1].YAML(), overlay)
			}
		}
	})
}

func TestDiffIsEmptyExactlyForEqualPlatforms(t *testing.T) {
	eachSeed(t, func(t *testing.T, r *rand.Rand) {
		a, b := related(t, r)
		from, to := mustLoad(t, "a.yaml", a.YAML()), mustLoad(t, "b.yaml", b.YAML())
		if changes := spec.Diff(from, to); (len(changes) == 0) != from.Equal(to) {
			t.Errorf("%+v between\n%s\n%s", changes, a.YAML(), b.YAML())
		}
	})
}

func TestEmptyOverlayChangesNothing(t *testing.T) {
	eachSeed(t, func(t *testing.T, r *rand.Rand) {
		base := randomspec.Spec(r).YAML()
		p := mustLoad(t, "base.yaml", base)
		with := mustLoad(t, "base.yaml", base, "over.yaml", []byte("replygen: 1\noverlay: nothing\nextends: base.yaml\n"))
		if !with.Equal(p) || string(yamlOf(t, with)) != string(yamlOf(t, p)) {
			t.Errorf("%s\nbecomes\n%s", base, yamlOf(t, with))
		}
	})
}

// The order in which Go visits a map shows as a difference between two loads.
func TestEveryLoadGivesTheSameBytes(t *testing.T) {
	eachSeed(t, func(t *testing.T, r *rand.Rand) {
		base := randomspec.Spec(r)
		overlay, _ := randomspec.Overlay(r, base, "over", "base.yaml")
		files := []any{"base.yaml", base.YAML(), "over.yaml", overlay.YAML()}
		first, err := loadFiles(files...)
		for range reloads {
			again, errAgain := loadFiles(files...)
			switch {
			case (err == nil) != (errAgain == nil) || err != nil && err.Error() != errAgain.Error():
				t.Fatalf("%v and %v", err, errAgain)
			case err != nil:
			case !again.Equal(first) || string(yamlOf(t, again)) != string(yamlOf(t, first)):
				t.Errorf("%s\nand\n%s", yamlOf(t, first), yamlOf(t, again))
			}
		}
	})
}

// Whatever a platform says, one of its files says at the place that it remembers.
func TestOriginOfEveryValueIsWhereItIsWritten(t *testing.T) {
	eachSeed(t, func(t *testing.T, r *rand.Rand) {
		base := randomspec.Spec(r)
		overlay, _ := randomspec.Overlay(r, base, "over", "base.yaml")
		files := map[string][]byte{"base.yaml": base.YAML(), "over.yaml": overlay.YAML()}
		p, err := loadFiles("base.yaml", files["base.yaml"], "over.yaml", files["over.yaml"])
		if err != nil {
			return
		}
		for _, leaf := range p.Leaves() {
			if !isWrittenAt(files, leaf) {
				t.Errorf("%q is not at %v", leaf.Text, leaf.Span)
			}
		}
	})
}

func isWrittenAt(files map[string][]byte, leaf spec.Leaf) bool {
	lines := strings.Split(string(files[leaf.Span.File]), "\n")
	if leaf.Span.Line < 1 || leaf.Span.Line > len(lines) {
		return false
	}
	line := []rune(lines[leaf.Span.Line-1])
	if leaf.Span.Col < 1 || leaf.Span.Col > len(line) {
		return false
	}
	there := string(line[leaf.Span.Col-1:])
	if strings.HasPrefix(there, `"`) {
		quoted, err := strconv.QuotedPrefix(there)
		if err != nil {
			return false
		}
		there, _ = strconv.Unquote(quoted)
		return there == leaf.Text || strings.HasSuffix(there, "."+leaf.Text)
	}
	// A name that an overlay gives stands at the end of a path.
	path, _, _ := strings.Cut(there, " ")
	return strings.HasPrefix(there, leaf.Text) || strings.HasSuffix(strings.TrimRight(path, ",}"), "."+leaf.Text)
}
