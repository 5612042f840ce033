// Command guard fails if the generated AppendXML methods became slower, relative to copying the finished bytes and to
// encoding/xml, than bounds.json in the current directory allows: exit 1, one line for each ratio beyond its bound. It
// compares the fastest moments, whose ratios stay the same on a loaded machine. It takes about half a minute, more if a
// ratio is beyond its bound, because it then measures again. With -record it writes bounds.json from what it measures.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/test/rivals"
)

const (
	file = "bounds.json"
	// attempts is how often a shape is measured before it fails.
	attempts = 3
	// slack lets other processors and compilers pass, and no change that makes a writer twice as slow.
	slack = 2
)

// others are the writers that ours is compared with.
var others = []string{rivals.Memcpy, rivals.EncodingXML}

// bounds are what bounds.json holds.
type bounds struct {
	// Machine and Go are where the ratios were measured.
	Machine string `json:"machine"`
	Go      string `json:"go"`
	// Slack is how many times its recorded ratio a ratio may be.
	Slack float64 `json:"slack"`
	// Ratios are the recorded times of the generated AppendXML as multiples of another writer's, by shape and the other's
	// name.
	Ratios map[string]map[string]float64 `json:"ratios"`
}

func main() {
	record := flag.Bool("record", false, "write bounds.json anew, on an idle machine")
	flag.Parse()
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
	times := map[string]fastest{}
	measure(rivals.Shapes(), times)
	content, err := json.MarshalIndent(newBounds(times), "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(content, '\n'), 0o644)
}

// newBounds makes bounds of the times of shapes. Digits behind the fourth change from run to run.
func newBounds(times map[string]fastest) bounds {
	b := bounds{Machine: rivals.Machine(), Go: runtime.Version(), Slack: slack, Ratios: map[string]map[string]float64{}}
	for shape, m := range times {
		b.Ratios[shape] = map[string]float64{}
		for _, other := range others {
			b.Ratios[shape][other] = math.Round(m.ratio(other)*1e4) / 1e4
		}
	}
	return b
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

func load(path string) (bounds, error) {
	var b bounds
	content, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(content, &b)
	}
	return b, err
}

// beyond returns a line for each of m's ratios that is beyond its bound, or that has none.
func (b bounds) beyond(shape string, m fastest) []string {
	var lines []string
	for _, other := range others {
		if bound := b.Ratios[shape][other] * b.Slack; !(m.ratio(other) <= bound) {
			lines = append(lines, fmt.Sprintf("%s: AppendXML takes %.3g times as long as %s, the bound is %.3g", shape, m.ratio(other), other, bound))
		}
	}
	return lines
}
