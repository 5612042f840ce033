package probe

import (
	"fmt"
	"slices"
	"strings"
)

// KnownFailures are the checks that are expected to fail, from a file with a line for each: "id  # why".
type KnownFailures struct {
	file  string
	lines []knownFailure
}

type knownFailure struct {
	number  int
	id, why string
}

// ParseKnown reads a file's lines. Empty lines and those of a comment are left out.
func ParseKnown(file string, content []byte) (*KnownFailures, error) {
	k := &KnownFailures{file: file}
	for i, line := range strings.Split(string(content), "\n") {
		id, why, _ := strings.Cut(line, "#")
		id, why = strings.TrimSpace(id), strings.TrimSpace(why)
		switch {
		case id == "":
		case strings.ContainsAny(id, " \t"):
			return nil, fmt.Errorf("%s:%d: %q is not one id: write id  # why", file, i+1, id)
		default:
			k.lines = append(k.lines, knownFailure{i + 1, id, why})
		}
	}
	return k, nil
}

// judge makes a failure that is expected a known one, and a check that should have failed and did not a failure.
func (k *KnownFailures) judge(r Result) Result {
	if k == nil {
		return r
	}
	i := slices.IndexFunc(k.lines, func(l knownFailure) bool { return l.id == r.ID })
	if i < 0 {
		return r
	}
	switch r.Status {
	case Failed, Warned:
		r.Status, r.Message = Known, strings.TrimSuffix(r.Message+" (known: "+k.lines[i].why+")", " (known: )")
	case Passed:
		r.Status, r.Message = Failed, k.stale(i, "it passes")
	case Skipped:
		r.Status, r.Message = Failed, k.stale(i, "it is skipped: "+r.Message)
	case Known:
	}
	return r
}

func (k *KnownFailures) stale(i int, why string) string {
	return fmt.Sprintf("%s:%d expects the check to fail, but %s; remove the line", k.file, k.lines[i].number, why)
}

// missing returns a failure for each line that names no check.
func (k *KnownFailures) missing() (out []Result) {
	if k == nil {
		return nil
	}
	for i, l := range k.lines {
		if !slices.ContainsFunc(Catalogue(), func(c *Check) bool { return c.ID == l.id }) {
			c := &Check{ID: l.id, Level: Must, Contract: "a list of known failures names checks"}
			out = append(out, Result{Check: c, Status: Failed, Message: k.stale(i, "it does not exist")})
		}
	}
	return out
}
