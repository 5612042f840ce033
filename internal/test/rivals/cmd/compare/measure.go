package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/replygen/replygen/internal/test/rivals"
)

// row is what was measured on one shape.
type row struct {
	shape rivals.Shape
	// cells are in the order of rivals.Writers.
	cells []cell
}

// cell is what was measured of one writer.
type cell struct {
	writer rivals.Writer
	// nanos is the median time for one reply.
	nanos  float64
	allocs int64
}

// of returns the cell of the writer with that name.
func (r row) of(name string) cell {
	for _, c := range r.cells {
		if c.writer.Name == name {
			return c
		}
	}
	return cell{}
}

// conditions are those under which rows were measured.
type conditions struct{ runs, machine, version, date string }

func newConditions(count int, benchtime time.Duration) conditions {
	return conditions{
		runs:    fmt.Sprintf("medians of %d runs of %v", count, benchtime),
		machine: rivals.Machine(),
		version: runtime.Version(),
		date:    time.Now().Format(time.DateOnly),
	}
}

func (c conditions) String() string {
	return c.machine + "; " + c.version + "; " + c.runs + "; " + c.date
}

// measure measures each writer on each shape once a round, so that a change of the machine's speed meets them all.
func measure(count int, benchtime time.Duration) ([]row, error) {
	testing.Init()
	if err := flag.Set("test.benchtime", benchtime.String()); err != nil {
		return nil, err
	}
	shapes, writers := rivals.Shapes(), rivals.Writers()
	parallel := len(shapes) // the index of the last shape a second time
	again := shapes[parallel-1]
	again.Title += fmt.Sprintf(", on %d cores at once", runtime.GOMAXPROCS(0))
	shapes = append(shapes, again)

	rows := make([]row, len(shapes))
	times := make([][][]float64, len(shapes))
	for i, s := range shapes {
		rows[i] = row{shape: s, cells: make([]cell, len(writers))}
		times[i] = make([][]float64, len(writers))
	}
	for round := range count {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, count)
		for i, s := range shapes {
			for k, w := range writers {
				result := testing.Benchmark(func(b *testing.B) {
					if i == parallel {
						rivals.Parallel(b, s, w)
					} else {
						rivals.Append(b, s, w)
					}
				})
				times[i][k] = append(times[i][k], float64(result.T.Nanoseconds())/float64(result.N))
				rows[i].cells[k] = cell{w, rivals.Median(times[i][k]), result.AllocsPerOp()}
			}
		}
	}
	return rows, nil
}
