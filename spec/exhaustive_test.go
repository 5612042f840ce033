//go:build exhaustive

package spec_test

func init() { oneIn, reloads = 1, 3 }
