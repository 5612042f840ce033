package diff

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
)

// pair is one element in two lists, nil in the one that lacks it.
type pair struct {
	old, now *keys.Element
	// moved is set where the element has another place among those that both lists have.
	moved bool
}

// pairs matches the members of two lists by name, given those that have another name now: those of the second list in its
// order, then those that only the first one has.
func pairs(before, after []keys.Element, renamed map[string]*keys.Element) []pair {
	names := keys.Names(before)
	for now, old := range renamed {
		names[slices.Index(names, old.Name())] = now
	}
	moved := movedNames(names, keys.Names(after))
	var out []pair
	for i := range after {
		p := pair{now: &after[i]}
		if j := slices.Index(names, p.now.Name()); j >= 0 {
			p.old, p.moved = &before[j], slices.Contains(moved, p.now.Name())
		}
		out = append(out, p)
	}
	for i := range before {
		if named(after, names[i]) == nil {
			out = append(out, pair{old: &before[i]})
		}
	}
	return out
}

func named(list []keys.Element, name string) *keys.Element {
	for i := range list {
		if list[i].Name() == name {
			return &list[i]
		}
	}
	return nil
}

// movedNames lists the names common to two orders that have to move to turn the one into the other: as few as can be.
func movedNames(before, after []string) []string {
	var common []int // indexes in before
	for _, name := range after {
		if i := slices.Index(before, name); i >= 0 {
			common = append(common, i)
		}
	}
	// runs has, for each, the length of the longest run of rising indexes that ends with it.
	runs, longest := make([]int, len(common)), 0
	for n, i := range common {
		for m, j := range common[:n] {
			if j < i {
				runs[n] = max(runs[n], runs[m])
			}
		}
		runs[n]++
		longest = max(longest, runs[n])
	}
	var moved []string
	for n, i := range slices.Backward(common) { // the longest run of all stays
		if runs[n] == longest {
			longest--
		} else {
			moved = append(moved, before[i])
		}
	}
	return moved
}

// renamed pairs what only one of two lists has with what only the other has, by the names in after: those that have one
// Go name are one element under two names.
func renamed(before, after []keys.Element) map[string]*keys.Element {
	out := map[string]*keys.Element{}
	for i := range before {
		old := &before[i]
		if named(after, old.Name()) != nil {
			continue
		}
		for _, m := range after {
			if named(before, m.Name()) == nil && out[m.Name()] == nil && m.Node.Str(m.Shape.ID) != old.Node.Str(m.Shape.ID) && isRenamed(*old, m) {
				out[m.Name()] = old
				break
			}
		}
	}
	return out
}

// isRenamed reports whether, for Go code, two elements differ in their names only. A scalar has no
// name but its Go name, and is the same if all else is.
func isRenamed(old, now keys.Element) bool {
	if old.Shape == keys.Scalar {
		a, b := valueOf(old), valueOf(now)
		return len(a.Entries) > 0 && a.Same(b)
	}
	isOfOneType := old.Shape != keys.Event || old.Node.Str("type") == now.Node.Str("type")
	return old.HasGoNameOf(now) && structure(old) == structure(now) && isOfOneType
}
