package docs_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/docs"
	"github.com/replygen/replygen/internal/test/golden"
	"github.com/replygen/replygen/spec"
)

var update = flag.Bool("update", false, "rewrite the golden pages")

func page(t *testing.T, p *spec.Platform, language string) string {
	t.Helper()
	out, err := docs.Page(p, language)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The pages of the platforms that ship, and in both languages that of the one in testdata which has every kind of thing.
func TestPagesAreThoseCheckedIn(t *testing.T) {
	made := map[string][]byte{}
	for _, name := range spec.Builtins() {
		p, err := spec.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		made[name+".md"] = []byte(page(t, p, "zh"))
	}
	everything, err := spec.Load("testdata/overlay.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range docs.Languages {
		made["everything."+language+".md"] = []byte(page(t, everything, language))
	}
	differences, err := golden.Folder{Dir: "../../testdata/docs", Update: *update}.Compare(made, func(path string) bool { return path == ".gitattributes" })
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		t.Error(d)
	}
}

func TestLanguageThatIsNotKnownIsAnError(t *testing.T) {
	p, err := spec.Load("wechat")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := docs.Page(p, "fr"); err == nil {
		t.Error("a page in French")
	}
}

// What a page says must not depend on where it is made.
func TestPageNamesTheOverlaysFileAndNothingElseOfTheMachine(t *testing.T) {
	p, err := spec.Load("testdata/overlay.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if out := page(t, p, "en"); strings.Contains(out, dir) || !strings.Contains(out, "`testdata/overlay.yaml`") {
		t.Error(out)
	}
}

func TestPageNamesTheRootOfWhatIsSent(t *testing.T) {
	p, err := spec.Load("../../testdata/cases/inbound/two-roots/spec.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if out := page(t, p, "en"); !strings.Contains(out, "root element is `<request>`") {
		t.Error("the page does not name the root of messages")
	}
}
