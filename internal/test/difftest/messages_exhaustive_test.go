//go:build exhaustive

package difftest

func init() { rounds = 700 }
