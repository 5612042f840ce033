package main

import (
	"math"
	"time"

	"github.com/replygen/replygen/internal/test/rivals"
)

// others are the writers that ours is compared with.
var others = []string{rivals.Memcpy, rivals.EncodingXML}

// fastest holds by writer's name the nanoseconds of one reply in the fastest window of time: the one that nothing else on
// the machine disturbed. A median would grow with the machine's load, and not alike for all writers.
type fastest map[string]float64

// ratios returns ours ÷ other's.
func (f fastest) ratios() ratios {
	r := ratios{}
	for _, other := range others {
		r[other] = f[rivals.Ours] / f[other]
	}
	return r
}

// or returns the faster times of both.
func (f fastest) or(g fastest) fastest {
	h := fastest{}
	for name := range f {
		h[name] = min(f[name], g[name])
	}
	return h
}

// window is shorter than what schedulers give a process at a time, so that some windows are undisturbed.
const window = time.Millisecond

// measureAll measures the shapes, one window a writer and round in turn.
func measureAll(shapes []rivals.Shape) map[string]fastest {
	type contender struct {
		shape, writer string
		op            rivals.Op
		calls         int // in a window
	}
	var contenders []contender
	times := map[string]fastest{}
	for _, s := range shapes {
		times[s.Name] = fastest{}
		for _, w := range rivals.Writers() {
			switch w.Name {
			case rivals.Ours, rivals.Memcpy, rivals.EncodingXML:
				op := w.New(s.Replies)
				contenders = append(contenders, contender{s.Name, w.Name, op, callsIn(window, op)})
				times[s.Name][w.Name] = math.Inf(1)
			}
		}
	}
	for range rounds {
		for _, c := range contenders {
			nanos := float64(run(c.op, c.calls)) / float64(c.calls)
			times[c.shape][c.writer] = min(times[c.shape][c.writer], nanos)
		}
	}
	return times
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
