package rt

import "testing"

func TestInRanges(t *testing.T) {
	table := []rune{'0', '9', 'a', 'a', '一', '龥'}
	for c := range rune(0x10000) {
		want := c >= '0' && c <= '9' || c == 'a' || c >= '一' && c <= '龥'
		if got := inRanges(table, c); got != want {
			t.Fatalf("%U: %v", c, got)
		}
	}
	if inRanges(nil, 'a') {
		t.Error("an empty table holds a")
	}
}
