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
	rivals.Shape
	// parallel is set if goroutines wrote at once.
	parallel bool
	// Cells are in the order of rivals.Writers.
	Cells []cell
}

// cell is what was measured of one writer.
type cell struct {
	rivals.Writer
	// Nanos is the median of runs, the times for one reply.
	Nanos  float64
	runs   []float64
	Allocs int64
}

// of returns the cell of the writer with that name.
func (r row) of(name string) cell {
	for _, c := range r.Cells {
		if c.Name == name {
			return c
		}
	}
	return cell{}
}

// Times returns how many times the time of ours a cell has.
func (r row) Times(c cell) string { return times(c.Nanos / r.of(rivals.Ours).Nanos) }

// newRows returns one for each shape, and one for the last shape in parallel, without any time.
func newRows() []row {
	var rows []row
	for _, s := range rivals.Shapes() {
		rows = append(rows, row{Shape: s})
	}
	last := rows[len(rows)-1]
	last.Title += fmt.Sprintf(", on %d cores at once", runtime.GOMAXPROCS(0))
	last.parallel = true
	rows = append(rows, last)
	for i := range rows {
		for _, w := range rivals.Writers() {
			rows[i].Cells = append(rows[i].Cells, cell{Writer: w})
		}
	}
	return rows
}

// measure measures each writer on each shape once a round, so that a change of the machine's speed meets them all.
func measure(count int, benchtime time.Duration) ([]row, error) {
	testing.Init()
	if err := flag.Set("test.benchtime", benchtime.String()); err != nil {
		return nil, err
	}
	rows := newRows()
	for round := range count {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, count)
		for _, r := range rows {
			run := rivals.Append
			if r.parallel {
				run = rivals.Parallel
			}
			for i := range r.Cells {
				c := &r.Cells[i]
				result := testing.Benchmark(func(b *testing.B) { run(b, r.Shape, c.Writer) })
				c.runs = append(c.runs, float64(result.T.Nanoseconds())/float64(result.N))
				c.Nanos, c.Allocs = rivals.Median(c.runs), result.AllocsPerOp()
			}
		}
	}
	return rows, nil
}
