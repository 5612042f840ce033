package rivals

import (
	"slices"
	"testing"
)

// Append measures w on s with b.
func Append(b *testing.B, s Shape, w Writer) {
	op, i := w.New(s.Replies), 0
	b.ReportAllocs()
	for b.Loop() {
		op(i)
		i++
	}
}

// Parallel measures w on s with b, in GOMAXPROCS goroutines at once. Its time is that of the whole for one reply.
func Parallel(b *testing.B, s Shape, w Writer) {
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		op, i := w.New(s.Replies), 0
		for pb.Next() {
			op(i)
			i++
		}
	})
}

// Median returns the middle one of values, of which there is one at least.
func Median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}
