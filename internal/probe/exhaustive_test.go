//go:build exhaustive

package probe

func init() { everyHuge = true }
