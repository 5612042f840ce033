package probe

import (
	"fmt"
	"slices"
	"strings"
)

// KnownFailure is a check that is expected to fail, and why, at a place in a list.
type KnownFailure struct{ id, why, place string }

// ParseKnown reads a file with a line for each known failure: "id  # why". Empty lines and comments are left out.
func ParseKnown(file string, content []byte) (known []KnownFailure, err error) {
	for i, line := range strings.Split(string(content), "\n") {
		id, why, _ := strings.Cut(line, "#")
		k := KnownFailure{strings.TrimSpace(id), strings.TrimSpace(why), fmt.Sprintf("%s:%d", file, i+1)}
		switch {
		case strings.ContainsAny(k.id, " \t"):
			return nil, fmt.Errorf("%s: %q is not one id: write id  # why", k.place, k.id)
		case k.id != "":
			known = append(known, k)
		}
	}
	return known, nil
}

// judge makes a failure that is expected a known one, and a check that should have failed and did not a failure.
func (o Options) judge(r Result) Result {
	i := slices.IndexFunc(o.Known, func(k KnownFailure) bool { return k.id == r.ID })
	switch {
	case i < 0:
	case r.isFinding():
		r.Status, r.Message = Known, strings.TrimSuffix(r.Message+" (known: "+o.Known[i].why+")", " (known: )")
	case r.Status == Passed:
		r.Status, r.Message = Failed, o.Known[i].stale("it passes")
	default:
		r.Status, r.Message = Failed, o.Known[i].stale("it is skipped: "+r.Message)
	}
	return r
}

func (k KnownFailure) stale(why string) string {
	return fmt.Sprintf("%s expects the check to fail, but %s; remove the line", k.place, why)
}

// missing returns a failure for each known one that names no check.
func (o Options) missing() (out []Result) {
	for _, k := range o.Known {
		if !slices.ContainsFunc(Catalogue(), func(c *Check) bool { return c.ID == k.id }) {
			c := &Check{ID: k.id, Level: Must, Contract: "a list of known failures names checks"}
			out = append(out, Result{Check: c, Status: Failed, Message: k.stale("it does not exist")})
		}
	}
	return out
}
