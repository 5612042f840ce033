package rt

import (
	"strings"
	"testing"
)

func TestLettersEndAtEveryOtherByteAndPlace(t *testing.T) {
	for c := range 256 {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		for at := range 20 {
			for _, fill := range []string{"a", "z", "A", "Z"} {
				s := ">" + strings.Repeat(fill, at) + string([]byte{byte(c)}) + strings.Repeat(fill, 9) + ">"
				want := 1 + at
				if letter {
					want = len(s) - 1
				}
				if got := lettersEnd(s, 1); got != want {
					t.Fatalf("lettersEnd(%q, 1) = %d, want %d", s, got, want)
				}
			}
		}
	}
	if got := lettersEnd("abc", 3); got != 3 {
		t.Errorf("lettersEnd at the end = %d", got)
	}
}
