package sample

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/replygen/replygen/spec"
)

func TestNumbersSatisfyTheRules(t *testing.T) {
	for _, tt := range []struct {
		kind *spec.Int
		want int64
		ok   bool
	}{
		{&spec.Int{}, 1, true},
		{integer(5, 9), 5, true},
		{integer(-9, -5), -9, true},
		{&spec.Int{Max: set[int64](-5)}, -5, true},
		{&spec.Int{Max: set[int64](0)}, 0, true},
		{&spec.Int{Enum: set([]int64{7, 8}), Min: set[int64](8)}, 8, true},
		{&spec.Int{Enum: set([]int64{7}), Min: set[int64](8)}, 0, false},
		{integer(9, 5), 0, false},
		{integer(math.MinInt64, math.MinInt64), math.MinInt64, true},
	} {
		if got, ok := Int(tt.kind); got != tt.want || ok != tt.ok {
			t.Errorf("%+v: %d, %v", tt.kind, got, ok)
		}
	}
	for _, tt := range []struct {
		kind *spec.UnixTime
		want int64
		ok   bool
	}{
		{&spec.UnixTime{}, 12345678, true},
		{&spec.UnixTime{Min: set[int64](1 << 40)}, 1 << 40, true},
		{&spec.UnixTime{Max: set[int64](9)}, 1, true},
		{&spec.UnixTime{Max: set[int64](0)}, -1, true},
		{&spec.UnixTime{Max: set[int64](-5)}, -5, true},
		{&spec.UnixTime{Min: set[int64](0), Max: set[int64](0)}, 0, false}, // 0 is absence
	} {
		if got, ok := Time(tt.kind); got != tt.want || ok != tt.ok {
			t.Errorf("%+v: %d, %v", tt.kind, got, ok)
		}
	}
	for _, tt := range []struct {
		kind *spec.Float
		want float64
		ok   bool
	}{
		{&spec.Float{}, 1.5, true},
		{&spec.Float{Min: set(2.0), Max: set(3.0)}, 2.5, true},
		{&spec.Float{Min: set(2.0)}, 2, true},
		{&spec.Float{Max: set(-2.0)}, -2, true},
		{&spec.Float{Min: set(3.0), Max: set(2.0)}, 0, false},
		{&spec.Float{Min: set(math.MaxFloat64), Max: set(math.MaxFloat64)}, math.MaxFloat64, true},
		{&spec.Float{Min: set(math.Inf(1))}, 0, false},
	} {
		got, ok := Float(tt.kind)
		if got != tt.want || ok != tt.ok {
			t.Errorf("%+v: %v, %v", tt.kind, got, ok)
		}
	}
}

func TestBrokenNamesEachRuleOfANumber(t *testing.T) {
	k := &spec.Int{Min: set[int64](3), Max: set[int64](1), Enum: set([]int64{7})}
	if got := BrokenInt(k, 2); !slices.Equal(got, []string{"min", "max", "enum"}) {
		t.Errorf("%v", got)
	}
	if got := BrokenTime(&spec.UnixTime{Min: set[int64](3), Max: set[int64](3)}, 3); got != nil {
		t.Errorf("%v", got)
	}
	limits := &spec.Float{Min: set(-1.0), Max: set(1.0)}
	for v, want := range map[float64][]string{
		1: nil, math.Copysign(0, -1): nil, 1.5: {"max"}, -1.5: {"min"}, math.Inf(1): {"max", "finite"}, math.Inf(-1): {"min", "finite"},
	} {
		if got := BrokenFloat(limits, v); !slices.Equal(got, want) {
			t.Errorf("%v: %v", v, got)
		}
	}
	if got := BrokenFloat(limits, math.NaN()); !slices.Equal(got, []string{"finite"}) {
		t.Errorf("NaN: %v", got)
	}
}

func TestEdgesOfNumbers(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{fmt.Sprint(IntEdges(&spec.Int{})), "[]"},
		{fmt.Sprint(IntEdges(integer(1, 9))), "[{min true 1} {min false 0} {max true 9} {max false 10}]"},
		{fmt.Sprint(IntEdges(integer(math.MinInt64, math.MaxInt64))), "[{min true -9223372036854775808} {max true 9223372036854775807}]"},
		{fmt.Sprint(IntEdges(&spec.Int{Enum: set([]int64{3, 2})})), "[{enum true 3} {enum true 2} {enum false 4}]"},
		{fmt.Sprint(IntEdges(&spec.Int{Enum: set([]int64{1, 3, 4}), Min: set[int64](2), Max: set[int64](4)})),
			"[{min false 1} {max true 4} {max false 5} {enum true 3} {enum true 4} {enum false 2}]"},
		{fmt.Sprint(IntEdges(&spec.Int{Enum: set([]int64{math.MaxInt64})})), "[{enum true 9223372036854775807} {enum false -9223372036854775808}]"},
		{fmt.Sprint(TimeEdges(&spec.UnixTime{Min: set[int64](1), Max: set[int64](5)})), "[{min true 1} {max true 5} {max false 6}]"},
		{fmt.Sprint(TimeEdges(&spec.UnixTime{Min: set[int64](0)})), "[{min false -1}]"},
		{fmt.Sprint(FloatEdges(&spec.Float{Min: set(1.0), Max: set(2.0)})),
			"[{min true 1} {min false 0.9999999999999999} {max true 2} {max false 2.0000000000000004} {finite false NaN} {finite false +Inf} {finite false -Inf}]"},
		{fmt.Sprint(FloatEdges(&spec.Float{Min: set(-math.MaxFloat64)})),
			"[{min true -1.7976931348623157e+308} {finite true 1.7976931348623157e+308} {finite true -1.7976931348623157e+308} {finite true 5e-324} {finite false NaN} {finite false +Inf} {finite false -Inf}]"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %s\nwant %s", tt.got, tt.want)
		}
	}
}
