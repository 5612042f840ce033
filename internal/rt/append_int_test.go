package rt

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestAppendIntIsStrconvs(t *testing.T) {
	values := []int64{0, 1, -1, 9, 10, math.MinInt64, math.MaxInt64}
	for _, edge := range []int64{1e9, 1e10, 12345678, 1700000000, 4294967295, 9999999999} {
		values = append(values, edge-1, edge, edge+1, -edge)
	}
	for range 100000 {
		values = append(values, rand.Int64N(1e10), 1e9+rand.Int64N(9e9))
	}
	room := make([]byte, 0, 64)
	for _, v := range values {
		want := "x" + strconv.FormatInt(v, 10)
		if got := appendInt(append(room, 'x'), v); string(got) != want {
			t.Fatalf("%d is written as %s", v, got)
		}
		if got := appendInt([]byte("x"), v); string(got) != want {
			t.Fatalf("%d is written as %s where there is no room", v, got)
		}
	}
}

func BenchmarkAppendInt(b *testing.B) {
	buf := make([]byte, 0, 32)
	for _, bench := range []struct {
		name string
		f    func([]byte, int64) []byte
	}{
		{"ours", appendInt},
		{"strconv", func(dst []byte, v int64) []byte { return strconv.AppendInt(dst, v, 10) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for i := range b.N {
				buf = bench.f(buf[:0], 1700000000+int64(i&0xffff))
			}
		})
	}
}
