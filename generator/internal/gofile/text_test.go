package gofile

import (
	"slices"
	"testing"
)

func TestATextThatFollowsASentenceBeginsWithACapital(t *testing.T) {
	for text, want := range map[string]string{
		"where the stop is": "Where the stop is.", "picurl": "picurl.", "url链接 of it": "url链接 of it.", "X.": "X.", "": "", "链接": "链接.",
	} {
		if got := NextSentence(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestTheTextBeforeALinkEndsAsASentence(t *testing.T) {
	for text, want := range map[string]string{"变更": "// 变更.", "变更。": "// 变更。", "变更!": "// 变更!", "变更\uff01": "// 变更\uff01", "变更\uff1a": "// 变更\uff1a"} {
		if got := Doc("X.", text, See("https://a")); !slices.Equal(got, []string{"// X.", "//", want, "// See https://a"}) {
			t.Errorf("%q", got)
		}
	}
}

func TestTheArticleFollowsTheSound(t *testing.T) {
	for name, want := range map[string]string{"ImageReply": "an", "TextReply": "a", "UpdateReply": "an", "URLReply": "a"} {
		if got := WithArticle(name); got != want+" "+name {
			t.Error(got)
		}
	}
}
