package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strconv"

	"github.com/replygen/replygen/internal/test/rivals"
)

// bounds are what bounds.json holds.
type bounds struct {
	// Machine and Go are where the ratios were measured.
	Machine string `json:"machine"`
	Go      string `json:"go"`
	// Slack is how many times its recorded ratio a ratio may be.
	Slack float64 `json:"slack"`
	// Ratios are the recorded ones, by shape.
	Ratios map[string]ratios `json:"ratios"`
}

// ratios are the times of the generated AppendXML as multiples of another writer's, by the other's name.
type ratios map[string]float64

// MarshalJSON writes three digits: the rest changes from run to run.
func (r ratios) MarshalJSON() ([]byte, error) {
	short := map[string]json.Number{}
	for name, ratio := range r {
		short[name] = json.Number(strconv.FormatFloat(ratio, 'g', 3, 64))
	}
	return json.Marshal(short)
}

// slack lets other processors and compilers pass, and no change that makes a writer twice as slow.
const slack = 2

func newBounds() bounds {
	return bounds{Machine: rivals.Machine(), Go: runtime.Version(), Slack: slack, Ratios: map[string]ratios{}}
}

// beyond returns a line for each of m's ratios that is beyond its bound, or that has none.
func (b bounds) beyond(shape string, m fastest) []string {
	var lines []string
	measured := m.ratios()
	for _, other := range others {
		recorded, ratio := b.Ratios[shape][other], measured[other]
		if bound := recorded * b.Slack; !(ratio <= bound) {
			lines = append(lines, fmt.Sprintf("%s: AppendXML takes %.3g times as long as %s, the bound is %.3g", shape, ratio, other, bound))
		}
	}
	return lines
}

func load(path string) (bounds, error) {
	var b bounds
	content, err := os.ReadFile(path)
	if err != nil {
		return b, err
	}
	if err := json.Unmarshal(content, &b); err != nil {
		return b, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

func (b bounds) save(path string) error {
	content, err := json.MarshalIndent(b, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(content, '\n'), 0o644)
}
