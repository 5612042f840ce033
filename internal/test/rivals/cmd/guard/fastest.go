package main

import (
	"math"
	"time"

	"github.com/replygen/replygen/internal/test/rivals"
)

// others are the writers that ours is compared with.
var others = []string{rivals.Memcpy, rivals.EncodingXML}

// fastest are the nanoseconds of one reply, by writer, in the fastest window of time: the one that nothing else on the
// machine disturbed. A median would grow with the machine's load, and differently for each writer.
type fastest map[string]float64

// ratios returns ours ÷ other's.
func (f fastest) ratios() ratios {
	r := ratios{}
	for _, other := range others {
		r[other] = f[rivals.Ours] / f[other]
	}
	return r
}

// window is shorter than what schedulers give a process at a time, so that some windows are undisturbed.
const window = time.Millisecond

// measure lowers times, by shape, to the fastest of the windows that it measures: one a writer and round, in turn.
func measure(shapes []rivals.Shape, times map[string]fastest) {
	type contender struct {
		shape, writer string
		op            rivals.Op
		calls         int // in a window
	}
	var contenders []contender
	for _, s := range shapes {
		if times[s.Name] == nil {
			times[s.Name] = fastest{rivals.Ours: math.Inf(1), rivals.Memcpy: math.Inf(1), rivals.EncodingXML: math.Inf(1)}
		}
		for _, w := range rivals.Writers() {
			if _, ok := times[s.Name][w.Name]; ok {
				op := w.New(s.Replies)
				contenders = append(contenders, contender{s.Name, w.Name, op, callsIn(window, op)})
			}
		}
	}
	for range rounds {
		for _, c := range contenders {
			nanos := float64(run(c.op, c.calls)) / float64(c.calls)
			times[c.shape][c.writer] = min(times[c.shape][c.writer], nanos)
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
