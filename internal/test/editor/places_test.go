package editor

import (
	"bytes"
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// place is an entry of a mapping in a spec or overlay, in block style.
type place struct {
	file  string
	lines []string
	// path is the key that the mapping stands below, and that of the entry.
	path       string
	key, value *yaml.Node
	// next is the key that follows in the mapping, nil for none.
	next *yaml.Node
}

// places returns one entry of each kind in the builtin platforms and in the cases that load, from the
// smallest file that has it: entries with the same path and, beside them, the same type are alike.
func places(t *testing.T) []place {
	t.Helper()
	var out []place
	seen := map[string]bool{}
	files := slices.Concat(yamlFiles(t, root+"/spec/platforms"), yamlFiles(t, root+"/testdata/cases"))
	slices.SortStableFunc(files, func(a, b string) int { return cmp.Compare(size(t, a), size(t, b)) })
	for _, file := range files {
		if _, err := os.Stat(filepath.Join(filepath.Dir(file), "errors.txt")); err == nil {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc := inBlocks(t, text)
		var b bytes.Buffer
		e := yaml.NewEncoder(&b)
		e.SetIndent(2)
		if err := e.Encode(doc); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(b.String(), "\n")
		var visit func(n *yaml.Node, above string)
		visit = func(n *yaml.Node, above string) {
			if n.Kind != yaml.MappingNode {
				for _, c := range n.Content {
					visit(c, above)
				}
				return
			}
			var of string
			for i := 0; i < len(n.Content); i += 2 {
				if n.Content[i].Value == "type" {
					of = n.Content[i+1].Value
				}
			}
			for i := 0; i < len(n.Content); i += 2 {
				p := place{file: file, lines: lines, key: n.Content[i], value: n.Content[i+1]}
				p.path = above + "." + p.key.Value
				if i+2 < len(n.Content) {
					p.next = n.Content[i+2]
				}
				if alike := p.path + " " + of; !seen[alike] {
					seen[alike] = true
					out = append(out, p)
				}
				visit(p.value, p.key.Value)
			}
		}
		visit(inBlocks(t, b.Bytes()), "")
	}
	return out
}

// inBlocks parses a text and leaves comments and the flow style out.
func inBlocks(t *testing.T, text []byte) *yaml.Node {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	var plain func(n *yaml.Node)
	plain = func(n *yaml.Node) {
		n.HeadComment, n.LineComment, n.FootComment = "", "", ""
		if n.Kind != yaml.ScalarNode {
			n.Style = 0
		}
		for _, c := range n.Content {
			plain(c)
		}
	}
	plain(&doc)
	return &doc
}

func size(t *testing.T, file string) int64 {
	t.Helper()
	about, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return about.Size()
}

func yamlFiles(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) == ".yaml" {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// isLine reports whether the entry takes one line.
func (p place) isLine() bool {
	return p.value.Kind == yaml.ScalarNode && p.value.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

// beside returns the text with a mark on a line of its own above the next key.
func (p place) beside() string {
	indent := strings.Repeat(" ", p.next.Column-1)
	return strings.Join(slices.Insert(slices.Clone(p.lines), p.next.Line-1, indent+"|"), "\n")
}

// without returns the text with a mark in place of the entry's value, which takes one line.
func (p place) without() string {
	line := p.key.Line - 1
	lines := slices.Clone(p.lines)
	key, _, _ := strings.Cut(lines[line], ": ")
	lines[line] = key + ": |"
	return strings.Join(lines, "\n")
}
