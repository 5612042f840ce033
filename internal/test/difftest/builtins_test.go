package difftest_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/replygen/replygen/internal/test/builtins"
	"github.com/replygen/replygen/internal/test/difftest"
	"github.com/replygen/replygen/spec"
)

// pairs has one for each builtin platform that takes replies.
func pairs(t testing.TB) map[string]*difftest.Pair {
	t.Helper()
	out := map[string]*difftest.Pair{}
	for _, name := range spec.Builtins() {
		p, err := spec.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Replies) == 0 {
			continue
		}
		if out[name], err = difftest.New(p, builtins.Packages[name].ParseReply); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestPackagesAgreeWithTheInterpreter(t *testing.T) {
	compareBuiltins(t, 500)
}

// compareBuiltins compares at least so many values of each platform.
func compareBuiltins(t *testing.T, least int) {
	for name, pair := range pairs(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			difftest.Compare(t, pair, rand.New(rand.NewPCG(4, 1)), least, 40000)
		})
	}
}

// The input is where the random numbers come from, as long as it lasts.
func FuzzPackagesAgreeWithTheInterpreter(f *testing.F) {
	all := pairs(f)
	names := slices.Sorted(maps.Keys(all))
	for i := range names {
		f.Add(uint8(i), []byte("some bytes to begin with"))
	}
	f.Fuzz(func(t *testing.T, platform uint8, input []byte) {
		pair := all[names[int(platform)%len(names)]]
		if err := pair.Value(rand.New(&source{input: input})); err != nil {
			t.Error(err)
		}
		if err := pair.Document(rand.New(&source{input: input})); err != nil {
			t.Error(err)
		}
	})
}

// source takes two bytes of its input for each number, so that a change of the
// input changes few of the decisions that are made by them. Then it goes on by
// itself.
type source struct {
	input []byte
	rest  *rand.PCG
}

func (s *source) Uint64() uint64 {
	if len(s.input) >= 2 {
		n := uint64(s.input[0])<<8 | uint64(s.input[1])
		s.input = s.input[2:]
		return n * 0x9E3779B97F4A7C15 // all bits count: some are dropped
	}
	if s.rest == nil {
		s.rest = rand.NewPCG(1, uint64(len(s.input)))
	}
	return s.rest.Uint64()
}
