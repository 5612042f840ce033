package diff

import "slices"

// movedNames lists the names common to two orders that have to move to turn the one into the other: as few as can be.
func movedNames(before, after []string) []string {
	at := make(map[string]int, len(before))
	for i, name := range before {
		at[name] = i
	}
	var common []string
	for _, name := range after {
		if _, ok := at[name]; ok {
			common = append(common, name)
		}
	}
	// The longest run of common names that rise in before stays. ends[n] is where the run of n+1 names that ends lowest
	// ends, previous what stands in front of a name in its run.
	var ends []int
	previous := make([]int, len(common))
	for i, name := range common {
		n, _ := slices.BinarySearchFunc(ends, at[name], func(e, target int) int { return at[common[e]] - target })
		previous[i] = -1
		if n > 0 {
			previous[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	stays := map[int]bool{}
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = previous[i] {
			stays[i] = true
		}
	}
	var moved []string
	for i, name := range common {
		if !stays[i] {
			moved = append(moved, name)
		}
	}
	return moved
}
