// Command compare measures all writers on all shapes, and judges what they make of hostile texts. It prints the tables,
// and writes table.md, chart-light.svg and chart-dark.svg into the current directory.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/replygen/replygen/internal/test/rivals"
)

func main() {
	count := flag.Int("count", 10, "measure each this many times, in turn, and take the medians")
	benchtime := flag.Duration("benchtime", 100*time.Millisecond, "measure about this long each time")
	flag.Parse()
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
	conditions := fmt.Sprintf("%s; %s; medians of %d runs of %v; %s",
		rivals.Machine(), runtime.Version(), count, benchtime, time.Now().Format(time.DateOnly))
	text := tables(rows, conditions, rivals.FindLibxml() == nil)
	fmt.Print(text)
	for name, content := range map[string]string{
		"table.md":        text,
		"chart-light.svg": chart(rows, conditions, light),
		"chart-dark.svg":  chart(rows, conditions, dark),
	} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}
