package main

import (
	"math"
	"time"

	"github.com/replygen/replygen/internal/test/rivals"
)

// fastest are the nanoseconds of one reply, by writer, in the fastest window of time: the one that nothing else on the
// machine disturbed. A median would grow with the machine's load, and differently for each writer.
type fastest map[string]float64

// ratio returns ours ÷ other's.
func (f fastest) ratio(other string) float64 { return f[rivals.Ours] / f[other] }

const (
	// window is shorter than what schedulers give a process at a time, so that some windows are undisturbed.
	window = time.Millisecond
	// rounds makes half a minute of all shapes.
	rounds = 400
)

// measure lowers times, by shape, to the fastest of the windows that it measures: one a writer and round, in turn.
func measure(shapes []rivals.Shape, times map[string]fastest) {
	var runs []func()
	for _, s := range shapes {
		if times[s.Name] == nil {
			times[s.Name] = fastest{rivals.Ours: math.Inf(1), rivals.Memcpy: math.Inf(1), rivals.EncodingXML: math.Inf(1)}
		}
		best := times[s.Name]
		for _, w := range rivals.Writers() {
			if _, ok := best[w.Name]; ok {
				op := w.New(s.Replies)
				calls := callsIn(window, op)
				runs = append(runs, func() { best[w.Name] = min(best[w.Name], float64(run(op, calls))/float64(calls)) })
			}
		}
	}
	for range rounds {
		for _, run := range runs {
			run()
		}
	}
}

// callsIn returns about how many calls of op take d.
func callsIn(d time.Duration, op rivals.Op) int {
	for n := 64; ; n *= 2 {
		// The faster of two, for a pause in the first would leave too few calls.
		if min(run(op, n), run(op, n)) >= d/2 {
			return n
		}
	}
}

// run returns how long n calls take.
func run(op rivals.Op, n int) time.Duration {
	start := time.Now()
	for i := range n {
		op(i)
	}
	return time.Since(start)
}
