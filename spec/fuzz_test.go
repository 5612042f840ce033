package spec_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/replygen/replygen/internal/test/randomspec"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// The tests try one in so many of their seeds and of the pairs of builtin platforms, and load a spec so often again.
// The exhaustive tests try all.
var oneIn, reloads = 2, 2

// FuzzLoad checks for any input: no panic, every diagnostic lies inside the file that it names, and what is valid
// resolves into what says the same.
func FuzzLoad(f *testing.F) {
	for _, pattern := range []string{"platforms/*.yaml", "../testdata/cases/*/*/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for i, file := range files {
			if i%oneIn != 0 {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	for seed := range uint64(8) {
		f.Add(randomspec.Spec(rand.New(rand.NewPCG(seed, 5))).YAML())
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		loader := spec.Loader{ReadFile: func(path string) ([]byte, error) {
			if path == "fuzz.yaml" {
				return text, nil
			}
			return nil, os.ErrNotExist
		}}
		p, err := loader.Load("./fuzz.yaml")
		if err == nil {
			readsBack(t, p)
			return
		}
		allInside(t, err)
	})
}

// readsBack checks that a platform resolves into a base spec of the same platform.
func readsBack(t *testing.T, p *spec.Platform) {
	t.Helper()
	text, err := p.YAML(false)
	if err != nil {
		t.Fatalf("a platform that does not resolve: %v", err)
	}
	again, err := loadFiles("again.yaml", text)
	if err != nil {
		t.Fatalf("the resolved platform has faults: %v\n%s", err, text)
	}
	if !again.Equal(p) {
		t.Errorf("it reads back as another one:\n%s", text)
	}
}

// allInside checks that an error is a list of diagnostics at places inside the files that they name.
func allInside(t *testing.T, err error) {
	t.Helper()
	var list *diag.List
	if !errors.As(err, &list) {
		t.Fatalf("a bare error: %v", err)
	}
	for _, d := range list.Diagnostics {
		inside(t, list, d.Span)
		if d.Code == "" || d.Message == "" {
			t.Errorf("%+v lacks code or message", d)
		}
		for _, n := range d.Notes {
			inside(t, list, n.Span)
		}
	}
}

func inside(t *testing.T, list *diag.List, s diag.Span) {
	t.Helper()
	text, ok := list.Sources[s.File]
	if !ok || s.Line == 0 {
		return
	}
	text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	lines := bytes.Split(text, []byte("\n"))
	if s.Line > len(lines) || s.Col < 0 || s.Col > utf8.RuneCount(lines[s.Line-1])+1 {
		t.Errorf("%v lies outside of its file of %d lines", s, len(lines))
	}
}
