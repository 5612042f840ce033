package judge

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

func TestNumbersSatisfyTheRules(t *testing.T) {
	for _, tt := range []struct {
		kind spec.Kind
		want string // "" for none
	}{
		{&spec.Int{}, "1"},
		{integer(5, 9), "5"},
		{integer(-9, -5), "-9"},
		{&spec.Int{Max: set[int64](-5)}, "-5"},
		{&spec.Int{Max: set[int64](0)}, "0"},
		{&spec.Int{Enum: set([]int64{7, 8}), Min: set[int64](8)}, "8"},
		{&spec.Int{Enum: set([]int64{7}), Min: set[int64](8)}, ""},
		{integer(9, 5), ""},
		{integer(math.MinInt64, math.MinInt64), "-9223372036854775808"},
		{&spec.UnixTime{}, "12345678"},
		{&spec.UnixTime{Min: set[int64](1 << 40)}, "1099511627776"},
		{&spec.UnixTime{Max: set[int64](9)}, "1"},
		{&spec.UnixTime{Max: set[int64](0)}, "-1"},
		{&spec.UnixTime{Max: set[int64](-5)}, "-5"},
		{&spec.UnixTime{Min: set[int64](0), Max: set[int64](0)}, ""}, // 0 is absence
		{&spec.Float{}, "1.5"},
		{&spec.Float{Min: set(2.0), Max: set(3.0)}, "2.5"},
		{&spec.Float{Min: set(2.0)}, "2"},
		{&spec.Float{Max: set(-2.0)}, "-2"},
		{&spec.Float{Min: set(3.0), Max: set(2.0)}, ""},
		{&spec.Float{Min: set(math.MaxFloat64), Max: set(math.MaxFloat64)}, floatText(math.MaxFloat64)},
		{&spec.Float{Min: set(math.Inf(1))}, ""},
		{&spec.Bool{}, "true"},
		{&spec.Const{}, ""},
	} {
		if got, ok := Value("Content", tt.kind); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%+v: %s, %v", tt.kind, got, ok)
		}
	}
}

func TestBrokenNamesEachRuleOfANumber(t *testing.T) {
	limits := &spec.Float{Min: set(-1.0), Max: set(1.0)}
	for _, tt := range []struct {
		kind       spec.Kind
		text, want string
	}{
		{&spec.Int{Min: set[int64](3), Max: set[int64](1), Enum: set([]int64{7})}, "2", "min max enum"},
		{&spec.UnixTime{Min: set[int64](3), Max: set[int64](3)}, "3", ""},
		{&spec.UnixTime{Min: set[int64](3), Max: set[int64](2)}, "2", "min"},
		{limits, "1", ""}, {limits, "-0", ""}, {limits, "1.5", "max"}, {limits, "-1.5", "min"},
		{limits, "+Inf", "finite"}, {limits, "-Inf", "finite"}, {limits, "NaN", "finite"},
		{&spec.Bool{}, "true", ""},
	} {
		if got := strings.Join(Broken(tt.kind, tt.text), " "); got != tt.want {
			t.Errorf("%+v, %s: %s, want %s", tt.kind, tt.text, got, tt.want)
		}
	}
}

func TestEdgesOfNumbers(t *testing.T) {
	for _, tt := range []struct {
		kind spec.Kind
		want string
	}{
		{&spec.Int{}, "[]"},
		{integer(1, 9), "[{min true 1} {min false 0} {max true 9} {max false 10}]"},
		{integer(math.MinInt64, math.MaxInt64), "[{min true -9223372036854775808} {max true 9223372036854775807}]"},
		{&spec.Int{Enum: set([]int64{3, 2})}, "[{enum true 3} {enum true 2} {enum false 4}]"},
		{&spec.Int{Enum: set([]int64{1, 3, 4}), Min: set[int64](2), Max: set[int64](4)},
			"[{min false 1} {max true 4} {max false 5} {enum true 3} {enum true 4} {enum false 2}]"},
		{&spec.Int{Enum: set([]int64{math.MaxInt64})}, "[{enum true 9223372036854775807} {enum false -9223372036854775808}]"},
		{&spec.UnixTime{Min: set[int64](1), Max: set[int64](5)}, "[{min true 1} {max true 5} {max false 6}]"},
		{&spec.UnixTime{Min: set[int64](0)}, "[{min false -1}]"},
		{&spec.Float{Min: set(1.0), Max: set(2.0)},
			"[{min true 1} {min false 0.9999999999999999} {max true 2} {max false 2.0000000000000004} {finite false NaN} {finite false +Inf} {finite false -Inf}]"},
		{&spec.Float{Min: set(-math.MaxFloat64)},
			"[{min true -1.7976931348623157e+308} {finite true 1.7976931348623157e+308} {finite true -1.7976931348623157e+308} {finite true 5e-324} {finite false NaN} {finite false +Inf} {finite false -Inf}]"},
	} {
		edges := Edges(tt.kind)
		if _, ok := tt.kind.(*spec.Float); ok {
			for i := range edges {
				v, _ := strconv.ParseFloat(edges[i].Text, 64)
				edges[i].Text = fmt.Sprint(v)
			}
		}
		if got := fmt.Sprint(edges); got != tt.want {
			t.Errorf("got %s\nwant %s", got, tt.want)
		}
	}
}
