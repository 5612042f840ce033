// Command guard fails if the generated AppendXML methods became slower, relative to copying the finished bytes and to
// encoding/xml, than bounds.json in the current directory allows: exit 1, one line for each ratio beyond its bound. It
// compares the fastest moments, whose ratios stay the same on a loaded machine. It takes about half a minute, more if a
// ratio is beyond its bound, because it then measures again. With -record it writes bounds.json from what it measures.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/test/rivals"
)

const (
	file = "bounds.json"
	// rounds makes half a minute of all shapes.
	rounds = 400
	// attempts is how often a shape is measured before it fails.
	attempts = 3
)

func main() {
	flags := flag.NewFlagSet("guard", flag.ExitOnError)
	record := flags.Bool("record", false, "write bounds.json anew, on an idle machine")
	_ = flags.Parse(os.Args[1:]) // ExitOnError
	run := check
	if *record {
		run = write
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "guard:", err)
		os.Exit(1)
	}
}

func write() error {
	b, times := newBounds(), map[string]fastest{}
	measure(rivals.Shapes(), times)
	for name, m := range times {
		b.Ratios[name] = m.ratios()
	}
	return b.save(file)
}

func check() error {
	b, err := load(file)
	if err != nil {
		return err
	}
	slow, times := rivals.Shapes(), map[string]fastest{}
	for range attempts {
		measure(slow, times)
		slow = slices.DeleteFunc(slow, func(s rivals.Shape) bool { return len(b.beyond(s.Name, times[s.Name])) == 0 })
	}
	for _, s := range slow {
		fmt.Println(strings.Join(b.beyond(s.Name, times[s.Name]), "\n"))
	}
	if len(slow) > 0 {
		return fmt.Errorf("%d shapes are beyond their bounds", len(slow))
	}
	fmt.Printf("guard: %d shapes are within their bounds\n", len(times))
	return nil
}
