package pattern

import (
	"errors"
	"regexp"
	"testing"
)

func FuzzMatchesAsPackageRegexpDoes(f *testing.F) {
	for _, expr := range patterns {
		f.Add(expr, "aab")
		f.Add(expr, "\xff汉\n")
	}
	f.Fuzz(func(t *testing.T, expr, s string) {
		if len(expr) > 200 || len(s) > 1000 {
			return
		}
		a, err := Compile(expr)
		re, oracleErr := regexp.Compile(expr)
		if err != nil {
			if oracleErr == nil && !errors.Is(err, errTooLarge) && !errors.Is(err, errSurroundings) {
				t.Fatal(err)
			}
			return
		}
		if oracleErr != nil {
			t.Fatalf("%q is compiled, regexp says %v", expr, oracleErr)
		}
		checkForm(t, expr, a)
		re.Longest()
		match := func(s string) bool { return wholly(re, s) }
		if got := a.Match(s); got != match(s) {
			t.Fatalf("%q on %q: %v", expr, s, got)
		}
		checkExamples(t, expr, a, match)
	})
}
