package markdown

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/replygen/replygen/internal/docs"
	"github.com/replygen/replygen/spec"
)

// platform has a text in every place that takes one.
const platform = `replygen: 1
platform: {id: p, title: TEXT, doc: TEXT, note: TEXT, ref: TEXT}
scalars: [{name: S, doc: TEXT, note: TEXT, pattern: PATTERN, examples: [{value: TEXT}]}]
header:
  doc: TEXT
  fields: [{name: T, type: msg_type, doc: TEXT}]
replies:
  - type: a
    title: TEXT
    doc: TEXT
    note: TEXT
    ref: TEXT
    fields:
      - {name: A, type: string, doc: TEXT, ref: TEXT, enum: [TEXT, other], example: TEXT, examples: [{value: TEXT}]}
      - {name: B, type: string, note: TEXT, pattern: PATTERN, examples: [{value: TEXT}]}
      - {name: L, type: list, flat: true, item: {type: string, doc: TEXT}}
      - {name: U, type: union, tag: K, cases: [{case: c, title: TEXT, doc: TEXT, fields: [{name: C, type: const, value: TEXT}]}]}
    rules: [{name: r, one_of: [A, B], doc: TEXT, note: TEXT}]
delivery: {deadline: 5s, attempts: 3, acks: [TEXT, other], doc: TEXT, note: TEXT}
inbound: {doc: TEXT, note: TEXT, ref: TEXT, fields: [{name: I, type: string, doc: TEXT, aliases: [J], example: TEXT, examples: [{value: TEXT}]}]}
messages: [{type: m, title: TEXT, doc: TEXT, note: TEXT, ref: TEXT, dedupe: [I], fields: [{name: M, type: string, doc: TEXT, example: TEXT}]}]
events: [{event: e, title: TEXT, doc: TEXT, note: TEXT, ref: TEXT, fields: [{name: M, type: string, doc: TEXT, enum: [TEXT, other]}]}]
`

const overlay = `replygen: 1
overlay: o
extends: p.yaml
changes:
  - edit: replies.a.A
    set: {doc: TEXT2, enum: [TEXT, last]}
    because: TEXT
`

// pageWith is the page of the platform with one text everywhere.
func pageWith(t *testing.T, s string) string {
	t.Helper()
	quoted := func(s string) string {
		out, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(out) // YAML reads JSON's texts
	}
	files := map[string]string{"p.yaml": platform, "o.yaml": overlay}
	p, err := spec.Loader{ReadFile: func(name string) ([]byte, error) {
		content, ok := files[name]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return []byte(strings.NewReplacer("TEXT2", quoted(s+"2"), "TEXT", quoted(s), "PATTERN", quoted(regexp.QuoteMeta(s))).Replace(content)), nil
	}}.Load("o.yaml")
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	page, err := docs.Page(p, "en")
	if err != nil {
		t.Fatal(err)
	}
	return page
}

var reader = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))

// outline is what a reader makes of a page, texts left out, and all of its texts.
func outline(t *testing.T, page string) (structure, texts string) {
	t.Helper()
	var b, all strings.Builder
	source := []byte(page)
	err := ast.Walk(reader.Parser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				all.Write(n.Value(source))
				if n.SoftLineBreak() {
					all.WriteByte('\n')
				}
			}
		case *ast.RawHTML:
			if html := string(n.Segments.Value(source)); html != "<br>" {
				fmt.Fprintf(&b, "HTML %s\n", html)
			}
		case *ast.AutoLink:
			if entering {
				all.Write(n.Label(source)) // an address in a text becomes a link of itself: nothing else is shown
			}
		default:
			if entering {
				fmt.Fprintf(&b, "%s%s\n", strings.Repeat(" ", depth(n)), n.Kind())
				all.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), all.String()
}

func depth(n ast.Node) int {
	out := 0
	for p := n.Parent(); p != nil; p = p.Parent() {
		out++
	}
	return out
}

var backslash = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)

// shown is how a text's Markdown reads: the reader leaves escapes and entities to its renderer.
func shown(texts string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(backslash.ReplaceAllString(texts, "$1"))
}

func check(t *testing.T, s, plain string) {
	t.Helper()
	page := pageWith(t, s)
	structure, texts := outline(t, page)
	if structure != plain {
		t.Errorf("%q changes the structure of the page:\n%s", s, firstDifference(plain, structure))
	}
	if !strings.Contains(shown(texts), strings.Join(strings.Fields(s), " ")) {
		t.Errorf("%q is not shown:\n%s", s, texts)
	}
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	i := 0
	for i < len(as) && i < len(bs) && as[i] == bs[i] {
		i++
	}
	return fmt.Sprintf("line %d: %q, not %q", i, bs[i:min(len(bs), i+3)], as[i:min(len(as), i+3)])
}

var pieces = []string{
	"#", "##", "-", "+", "*", "**", "_", "__", "=", "---", "===", "1.", "12)", ">", "`", "``", "```", "~~~", "~~", "|", `\`, `\\`, `\|`, "[", "]", "(", ")",
	"[a](b)", "![a](b)", "[a]:", "[^1]", "[ ]", "<", "</td>", "<b>", "<!--", "-->", "<script>", "&", "&lt;", "&#124;", "$", "$$", ":", "::", "!", "|-|-|", ":-", "{", "}",
	"a", "b", " ", " ", " ", "文", "@you", "#1", "\t",
}

func TestTextsDoNotChangeThePage(t *testing.T) {
	plain, _ := outline(t, pageWith(t, "text"))
	if !strings.Contains(plain, "TableCell") || strings.Contains(plain, "HTML") {
		t.Fatal(plain)
	}
	for _, piece := range pieces {
		if strings.TrimSpace(piece) != "" {
			check(t, piece, plain)
			check(t, "a "+piece+" b", plain)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		var parts []string
		for range 1 + r.IntN(8) {
			parts = append(parts, pieces[r.IntN(len(pieces))])
		}
		s := strings.Join(parts, "")
		if s = strings.Join(strings.Fields(s), " "); s == "" || slices.Contains([]string{"other", "last"}, s) {
			continue
		}
		check(t, s, plain)
		if t.Failed() {
			return
		}
	}
}

func TestLinesOfATextDoNotChangeThePage(t *testing.T) {
	plain, _ := outline(t, pageWith(t, "text"))
	r := rand.New(rand.NewPCG(3, 4))
	for range 1000 {
		var lines []string
		for range 2 + r.IntN(3) {
			line := ""
			for range 1 + r.IntN(4) {
				line += pieces[r.IntN(len(pieces))]
			}
			if strings.TrimSpace(line) == "" {
				line = "|-|"
			}
			lines = append(lines, line)
		}
		s := strings.Join(lines, "\n")
		if structure, _ := outline(t, pageWith(t, s)); structure != plain {
			t.Fatalf("%q changes the structure of the page:\n%s", s, firstDifference(plain, structure))
		}
	}
}
