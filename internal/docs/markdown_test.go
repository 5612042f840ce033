package docs

import "testing"

// What a Markdown reader makes of these, the nested module internal/test/markdown asks one.
func TestTextBecomesMarkdownThatShowsIt(t *testing.T) {
	for _, tt := range []struct{ made, want string }{
		{inline("a*b_c`d`[e](f) <b>&amp; #1 ~x~ $y$"), "a\\*b\\_c\\`d\\`\\[e\\](f) &lt;b&gt;&amp;amp; \\#1 \\~x\\~ \\$y\\$"},
		{inline("two\nlines\u202e\x00"), "two lines"},
		{block("# a\n\n- b\n1. c\n12) d\n=== e\n| f\n    g"), "\\# a<br>\n\\- b<br>\n1\\. c<br>\n12\\) d<br>\n\\=== e<br>\n\\| f<br>\ng"},
		{code("a"), "`a`"},
		{code("`"), "`` ` ``"},
		{code("a``b"), "```a``b```"},
		{code(""), "`\"\"`"},
		{code(" a"), "`\" a\"`"},
		{code("a\nb"), "`\"a\\nb\"`"},
		{code("\u202e"), "`\"\\u202e\"`"},
		{cell("`a|b`<br>\nc\nd"), "`a\\|b`<br>c<br>d"},
		{fenced("xml", "a\n```\nb\u202e"), "````xml\na\n```\nb\uFFFD\n````"},
		{link("https://example.com/a|b"), "<https://example.com/a%7Cb>"},
		{link("javascript:alert(1)"), "javascript:alert(1)"},
		{link("https://example.com/> <b>"), "https://example.com/&gt; &lt;b&gt;"},
		{link("https://example.com/\u202e"), "https://example.com/"},
	} {
		if tt.made != tt.want {
			t.Errorf("%q, not %q", tt.made, tt.want)
		}
	}
}
