package spec_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/replygen/replygen/internal/test/randomspec"
)

var extendsLine = regexp.MustCompile(`(?m)^extends: .*$`)

// FuzzOverlay applies any input to one of some bases: no panic, every diagnostic lies inside the file that it names,
// and what comes of a valid one resolves into what says the same, and is reached by the overlay that its differences
// make.
func FuzzOverlay(f *testing.F) {
	bases := [][]byte{[]byte(classBase), chain[1].([]byte)}
	read := func(pattern string) [][]byte {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		var out [][]byte
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			out = append(out, text)
		}
		return out
	}
	bases = append(bases, read("platforms/wechat.yaml")...)
	bases = append(bases, read("../testdata/cases/overlay/*/spec.yaml")...)
	for _, pattern := range []string{"platforms/*.yaml", "../testdata/cases/overlay*/*/overlay*.yaml"} {
		for i, text := range read(pattern) {
			for j, base := range []int{2, i % len(bases)} { // 2 is wechat, which most of them extend
				if (i+j)%oneIn == 0 {
					f.Add(byte(base), extendsLine.ReplaceAll(text, []byte("extends: base.yaml")))
				}
			}
		}
	}
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 5))
		base := randomspec.Spec(r)
		overlay, _ := randomspec.Overlay(r, base, "over", "base.yaml")
		bases = append(bases, base.YAML())
		f.Add(byte(len(bases)-1), overlay.YAML())
	}
	f.Fuzz(func(t *testing.T, base byte, overlay []byte) {
		text := bases[int(base)%len(bases)]
		from, err := loadFiles("base.yaml", text)
		if err != nil {
			t.Skip() // a base of a case about faults
		}
		to, err := loadFiles("base.yaml", text, "over.yaml", overlay)
		if err != nil {
			allInside(t, err)
			return
		}
		readsBack(t, to)
		between, err := from.OverlayTo(to, "between", "base.yaml")
		if err != nil {
			t.Fatalf("no overlay leads to it: %v", err)
		}
		again, err := loadFiles("base.yaml", text, "between.yaml", between)
		if err != nil || !again.Equal(to) {
			t.Errorf("%v\n%s\nleads elsewhere than\n%s", err, between, overlay)
		}
	})
}
