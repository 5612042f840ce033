package diag

import (
	"slices"
	"strings"
	"testing"
)

func TestSuggest(t *testing.T) {
	fields := []string{"ToUserName", "FromUserName", "CreateTime", "MsgType", "Content", "MediaId", "MusicUrl", "HQMusicUrl"}
	tests := []struct {
		name  string
		known []string
		want  string
	}{
		{"Contnet", fields, "Content"},
		{"content", fields, "Content"},
		{"MEDIAID", fields, "MediaId"},
		{"MusicURL", fields, "MusicUrl"},
		{"HQMusicURL", fields, "HQMusicUrl"},
		{"Title", fields, ""},
		{"Articles", fields, ""},
		{"", fields, ""},
		{"Content", fields, ""}, // itself
		{"Content", nil, ""},
		{"Content", []string{""}, ""},
		{"max_byte", []string{"max_runes", "max_bytes"}, "max_bytes"},
		{"requierd", []string{"requires", "required"}, "required"}, // one swap
		{"ab", []string{"ba"}, "ba"},
		{"a", []string{"b"}, ""},               // a third of one rune is none
		{"cat", []string{"bat", "CUT"}, "bat"}, // equally near folded, nearer exactly
		{"url", []string{"uri", "Url"}, "Url"}, // case is nearer than a letter
		{"tect", []string{"tent", "test", "text"}, "tent"},
		{"标提", []string{"标题", "描述"}, "标题"},
	}
	for _, tt := range tests {
		backward := slices.Clone(tt.known)
		slices.Reverse(backward)
		for _, known := range [][]string{tt.known, backward} {
			if got := Suggest(tt.name, known); got != tt.want {
				t.Errorf("Suggest(%q, %q) = %q, want %q", tt.name, known, got, tt.want)
			}
		}
	}
}

func TestDistanceCountsASwapOnce(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0},
		{"abcd", "abdc", 1}, {"ca", "abc", 3}, {"kitten", "sitting", 3},
	}
	for _, tt := range tests {
		if got := distance([]rune(tt.a), []rune(tt.b)); got != tt.want {
			t.Errorf("distance of %q and %q is %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestSuggestDoesNotCompareVeryLongNames(t *testing.T) {
	long := strings.Repeat("消", 65)
	if got := Suggest(long+"x", []string{long}); got != "" {
		t.Errorf("suggested a name of %d bytes", len(got))
	}
	fits := strings.Repeat("消", 64)
	if got := Suggest(fits[3:], []string{long, fits}); got != fits {
		t.Error("a name of 64 runes is not compared")
	}
	megabyte := strings.Repeat("x", 1<<20)
	allocs := testing.AllocsPerRun(20, func() { Suggest(megabyte, []string{megabyte + "y"}) })
	if allocs > 2 {
		t.Errorf("%v allocations for a name that is not compared", allocs)
	}
}
