package output

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lines puts each of the words on a line.
func lines(words string) string {
	if words == "" {
		return ""
	}
	return strings.Join(strings.Fields(words), "\n") + "\n"
}

// The expected hunks are those of GNU diff -u.
func TestUnifiedIsTheFormatOfDiff(t *testing.T) {
	tests := []struct {
		name     string
		from, to string
		want     string
	}{
		{"equal", lines("a b"), lines("a b"), ""},
		{"both empty", "", "", ""},
		{"from nothing", "", lines("a b"), "@@ -0,0 +1,2 @@\n+a\n+b\n"},
		{"to nothing", lines("a"), "", "@@ -1 +0,0 @@\n-a\n"},
		{"first line", lines("a b c d e"), lines("x b c d e"), "@@ -1,4 +1,4 @@\n-a\n+x\n b\n c\n d\n"},
		{"last line", lines("a b c d e"), lines("a b c d x"), "@@ -2,4 +2,4 @@\n b\n c\n d\n-e\n+x\n"},
		{"inserted", lines("a b c d e f g h"), lines("a b c d x e f g h"), "@@ -2,6 +2,7 @@\n b\n c\n d\n+x\n e\n f\n g\n"},
		{"deleted", lines("a b c d e f g h"), lines("a b c d f g h"), "@@ -2,7 +2,6 @@\n b\n c\n d\n-e\n f\n g\n h\n"},
		{
			"six lines apart are one hunk", lines("0 1 2 3 4 5 6 7"), lines("x 1 2 3 4 5 6 y"),
			"@@ -1,8 +1,8 @@\n-0\n+x\n 1\n 2\n 3\n 4\n 5\n 6\n-7\n+y\n",
		},
		{
			"seven lines apart are two", lines("0 1 2 3 4 5 6 7 8"), lines("x 1 2 3 4 5 6 7 y"),
			"@@ -1,4 +1,4 @@\n-0\n+x\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-8\n+y\n",
		},
		{"newline added at the end", "a\nb", "a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
		{"newline removed at the end", "a\nb\n", "a\nb", "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n"},
		{"no newline on both sides", "a\nb", "x\nb", "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n"},
		{"carriage return", "a\r\nb\n", "a\nb\n", "@@ -1,2 +1,2 @@\n-a\r\n+a\n b\n"},
		{"repeated lines", lines("} } } }"), lines("} } }"), "@@ -1,4 +1,3 @@\n }\n }\n }\n-}\n"},
		{
			"only repeated lines around", lines("f } } g } }"), lines("f } x } g } }"),
			"@@ -1,5 +1,6 @@\n f\n }\n+x\n }\n g\n }\n",
		},
		{"repeated lines at the end", lines("a } }"), lines("b } }"), "@@ -1,3 +1,3 @@\n-a\n+b\n }\n }\n"},
		{"moved line", lines("a b c"), lines("b c a"), "@@ -1,3 +1,3 @@\n-a\n b\n c\n+a\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.want
			if want != "" {
				want = "--- a/x.gen.go\n+++ b/x.gen.go\n" + want
			}
			if diff := cmp.Diff(want, Unified("x.gen.go", []byte(tt.from), []byte(tt.to))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHunksLeadFromOldToNew(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	text := func(words, kinds int) string {
		var b strings.Builder
		for range random.IntN(words) {
			fmt.Fprintf(&b, "%d\n", random.IntN(kinds))
		}
		return strings.TrimSuffix(b.String(), []string{"", "\n"}[random.IntN(2)])
	}
	for range 3000 {
		kinds := []int{2, 10, 1000}[random.IntN(3)]
		leadsFromTo(t, text(60, kinds), text(60, kinds))
	}
}

// No line occurs once: all is replaced.
func TestLargeTextsWithoutAUniqueLine(t *testing.T) {
	from := strings.Repeat("a\na\nb\n", 5000)
	to := strings.Repeat("b\na\nc\nc\n", 5000)
	leadsFromTo(t, from, to)
}

func TestFewLinesOfALargeTextAreFewLinesOfDiff(t *testing.T) {
	var from []string
	for i := range 20000 {
		from = append(from, fmt.Sprintf("case %d:\n", i), "return nil\n", "}\n")
	}
	to := append([]string{"new\n"}, from...)
	to[30001] = "return err\n"
	to = append(to[:50000], to[50003:]...)
	got := Unified("x", []byte(strings.Join(from, "")), []byte(strings.Join(to, "")))
	if n := strings.Count(got, "\n"); n != 2+1+4+1+8+1+9 {
		t.Errorf("%d lines:\n%.2000s", n, got)
	}
	leadsFromTo(t, strings.Join(from, ""), strings.Join(to, ""))
}

func FuzzUnified(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nc")
	f.Add("", "\n\n")
	f.Add("x\r\n", "x\n")
	f.Fuzz(func(t *testing.T, from, to string) { leadsFromTo(t, from, to) })
}

func leadsFromTo(t *testing.T, from, to string) {
	t.Helper()
	diff := Unified("x", []byte(from), []byte(to))
	if (diff == "") != (from == to) {
		t.Fatalf("%q to %q: diff %q", from, to, diff)
	}
	got, err := apply(diff, from)
	if err != nil || got != to {
		t.Fatalf("%q to %q: got %q, %v, from\n%s", from, to, got, err, diff)
	}
}

// apply is patch(1), strict about places, counts and context.
func apply(diff, from string) (string, error) {
	if diff == "" {
		return from, nil
	}
	diff, ok := strings.CutPrefix(diff, "--- a/x\n+++ b/x\n")
	if !ok {
		return "", fmt.Errorf("no names in %q", diff)
	}
	old := slices.Collect(strings.Lines(from))
	var out []string
	at := 0
	for diff != "" {
		head, rest, _ := strings.Cut(diff, "\n")
		diff = rest
		a, b, ok := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(head, "@@ -"), " @@"), " +")
		if !ok {
			return "", fmt.Errorf("not the head of a hunk: %q", head)
		}
		a0, aN := place(a)
		b0, bN := place(b)
		out = append(out, old[at:a0]...)
		at = a0
		if len(out) != b0 {
			return "", fmt.Errorf("%q: the new place is %d", head, len(out))
		}
		for aN > 0 || bN > 0 {
			end := strings.IndexByte(diff, '\n') + 1
			mark, line := diff[0], diff[1:end]
			diff = diff[end:]
			if rest, ok := strings.CutPrefix(diff, "\\ No newline at end of file\n"); ok {
				diff, line = rest, strings.TrimSuffix(line, "\n")
			}
			if mark != '+' {
				if old[at] != line {
					return "", fmt.Errorf("%q is not %q", old[at], line)
				}
				at++
				aN--
			}
			if mark != '-' {
				out = append(out, line)
				bN--
			}
		}
	}
	return strings.Join(append(out, old[at:]...), ""), nil
}

// place parses "start,count" to a 0-based start and the count.
func place(s string) (start, count int) {
	if n, _ := fmt.Sscanf(s, "%d,%d", &start, &count); n == 1 {
		count = 1
	}
	if count > 0 {
		start--
	}
	return start, count
}
