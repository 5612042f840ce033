// Command guard fails if the generated AppendXML methods became slower, relative to copying the finished bytes and to encoding/xml,
// than bounds.json in the current directory allows: exit 1, one line for each ratio beyond its bound. It takes about half
// a minute, more if something is beyond, which is then measured again: ratios of the fastest moments hold on a loaded
// machine too. With -record it writes bounds.json from what it measures.
package main

import (
	"flag"
	"fmt"
	"os"

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
	b := newBounds()
	for name, m := range measureAll(rivals.Shapes()) {
		b.Ratios[name] = m.ratios()
	}
	return b.save(file)
}

func check() error {
	b, err := load(file)
	if err != nil {
		return err
	}
	shapes := rivals.Shapes()
	fastest := measureAll(shapes)
	for range attempts - 1 {
		var slow []rivals.Shape
		for _, s := range shapes {
			if len(b.beyond(s.Name, fastest[s.Name])) > 0 {
				slow = append(slow, s)
			}
		}
		for name, again := range measureAll(slow) {
			fastest[name] = fastest[name].or(again)
		}
	}
	broken := 0
	for _, s := range shapes {
		for _, line := range b.beyond(s.Name, fastest[s.Name]) {
			fmt.Println(line)
			broken++
		}
	}
	if broken > 0 {
		return fmt.Errorf("%d ratios are beyond their bounds", broken)
	}
	fmt.Printf("guard: %d shapes are within their bounds\n", len(shapes))
	return nil
}
