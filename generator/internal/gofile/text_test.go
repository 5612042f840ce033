package gofile

import "testing"

func TestATextThatFollowsASentenceBeginsWithACapital(t *testing.T) {
	for text, want := range map[string]string{
		"where the stop is": "Where the stop is.", "picurl": "picurl.", "url链接 of it": "url链接 of it.", "X.": "X.", "": "", "链接": "链接.",
	} {
		if got := NextSentence(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
