// Command compare measures all writers on all shapes, and judges what they make of hostile texts. It prints the tables,
// and writes table.md, chart-light.svg and chart-dark.svg into the current directory.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/replygen/replygen/internal/test/rivals"
)

func main() {
	flags := flag.NewFlagSet("compare", flag.ExitOnError)
	count := flags.Int("count", 10, "measure each this many times, in turn, and take the medians")
	benchtime := flags.Duration("benchtime", 100*time.Millisecond, "measure about this long each time")
	_ = flags.Parse(os.Args[1:]) // ExitOnError
	if err := run(*count, *benchtime); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(count int, benchtime time.Duration) error {
	if count < 1 {
		return fmt.Errorf("-count %d: at least 1", count)
	}
	rows, err := measure(count, benchtime)
	if err != nil {
		return err
	}
	conditions := newConditions(count, benchtime)
	tables := table(rows, conditions) + "\n" + hazards(rivals.FindLibxml() == nil)
	fmt.Print(tables)
	for name, content := range map[string]string{
		"table.md":        tables,
		"chart-light.svg": chart(rows, conditions, light),
		"chart-dark.svg":  chart(rows, conditions, dark),
	} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}
