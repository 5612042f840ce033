package tree

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
)

// This is the only file that knows the YAML library. It turns text into nodes, refusing what the DSL leaves out of
// YAML, and nodes into text.

const (
	// MaxSize bounds a spec file, in bytes. The largest platform of the family is two orders of magnitude smaller.
	MaxSize = 4 << 20
	// maxDepth bounds the nesting of a spec file.
	maxDepth = 100
)

// Parse reads one document. It reports every problem it finds to p and returns nil when there is no tree to go on
// with.
func Parse(file string, text []byte, p *Problems) *Node {
	if len(text) > MaxSize {
		p.Add(diag.Diagnostic{Span: diag.Span{File: file}, Code: code.Size,
			Message: fmt.Sprintf("file is larger than %d bytes, the most that a spec has", MaxSize), Hint: "name a spec"})
		return nil
	}
	if d, ok := firstIllegal(text); !ok {
		d.Span.File, d.Code = file, code.Encoding
		p.Add(d)
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var doc yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF), err == nil && (len(doc.Content) == 0 || doc.Content[0].ShortTag() == "!!null" && doc.Content[0].Value == ""):
		p.Add(diag.Diagnostic{Span: diag.Span{File: file}, Code: code.Syntax, Message: "file is empty",
			Hint: "a spec starts with `replygen: 1`"})
		return nil
	case err != nil:
		p.Add(yamlSyntax(file, text, err))
		return nil
	}
	c := converter{file: file, lines: splitLines(text), p: p}
	root := c.convert(doc.Content[0], 0)
	var second yaml.Node
	switch err := dec.Decode(&second); {
	case err == nil:
		p.Add(diag.Diagnostic{Span: c.span(&second), Code: code.Documents,
			Message: "file holds a second document", Hint: "one document a file"})
	case !errors.Is(err, io.EOF):
		p.Add(yamlSyntax(file, text, err))
	case !c.isTooDeep:
		return root
	}
	return nil
}

// converter turns the library's nodes into ours.
type converter struct {
	file  string
	lines []string
	p     *Problems
	// isTooDeep reports whether a node nests deeper than maxDepth.
	isTooDeep bool
}

func (c *converter) span(n *yaml.Node) diag.Span {
	return diag.Span{File: c.file, Line: n.Line, Col: n.Column, Width: c.width(n)}
}

// width is the number of runes that a scalar takes on its first line, 1 for other nodes.
func (c *converter) width(n *yaml.Node) int {
	if n.Kind != yaml.ScalarNode || n.Line < 1 || n.Line > len(c.lines) {
		return 1
	}
	switch n.Style &^ yaml.TaggedStyle {
	case yaml.SingleQuotedStyle, yaml.DoubleQuotedStyle:
		line := []rune(c.lines[n.Line-1])
		start := n.Column - 1
		for i := start + 1; i > 0 && i < len(line); i++ {
			if line[i] == '\\' && line[start] == '"' {
				i++
				continue
			}
			if line[i] == line[start] {
				return i - start + 1
			}
		}
	case yaml.LiteralStyle, yaml.FoldedStyle:
		return 1
	}
	first, _, _ := strings.Cut(n.Value, "\n")
	return max(1, utf8.RuneCountInString(first))
}

// report reports a node, or what stands before it: an anchor, alias or tag, which is spelled like that.
func (c *converter) report(n *yaml.Node, code diag.Code, spelled, message, hint string) {
	span := c.span(n)
	if spelled != "" {
		span.Width = utf8.RuneCountInString(spelled)
	}
	c.p.Add(diag.Diagnostic{Span: span, Code: code, Message: message, Hint: hint})
}

// anchor reports the anchor of a node.
func (c *converter) anchor(n *yaml.Node) {
	if n.Anchor != "" {
		c.report(n, code.Anchor, "&"+n.Anchor, fmt.Sprintf("anchor %q: anchors are not part of the DSL", n.Anchor), "write the value out")
	}
}

func (c *converter) convert(n *yaml.Node, depth int) *Node {
	out := &Node{Span: c.span(n), Flow: n.Kind != yaml.ScalarNode && n.Style&yaml.FlowStyle != 0}
	if depth > maxDepth {
		c.isTooDeep = true
		c.report(n, code.Depth, "", fmt.Sprintf("nested deeper than %d levels", maxDepth), "")
		return out
	}
	c.anchor(n)
	if n.Style&yaml.TaggedStyle != 0 {
		c.report(n, code.Tag, n.ShortTag(), fmt.Sprintf("tag %s: tags are not part of the DSL", n.ShortTag()), "delete it; text in quotes is text")
	}
	switch n.Kind {
	case yaml.AliasNode:
		out.Tag = NullTag // no value of any kind
		c.report(n, code.Anchor, "*"+n.Value, aliasMessage(n.Value), "write the value out")
	case yaml.ScalarNode:
		c.scalar(n, out)
	case yaml.SequenceNode:
		out.Kind = Sequence
		out.Items = make([]*Node, 0, len(n.Content))
		for _, item := range n.Content {
			out.Items = append(out.Items, c.convert(item, depth+1))
		}
	case yaml.MappingNode:
		out.Kind = Mapping
		c.mapping(n, out, depth)
	}
	return out
}

func (c *converter) scalar(n *yaml.Node, out *Node) {
	// A tag of another kind is reported already. An unquoted date is plain text to the DSL.
	out.Text, out.Tag = n.Value, StringTag
	switch tag := Tag(strings.TrimPrefix(n.ShortTag(), "!!")); tag {
	case IntTag, floatTag, BoolTag:
		out.Tag = tag
	case NullTag:
		out.Tag = NullTag
		c.report(n, code.Null, "", "null means nothing in the DSL", c.nullHint(n.Line, n.Value))
	}
}

func (c *converter) mapping(n *yaml.Node, out *Node, depth int) {
	seen := map[string]*Node{} // without a hint, a small one stays on the stack
	out.Entries = make([]Entry, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		keyNode, valueNode := n.Content[i], n.Content[i+1]
		if keyNode.ShortTag() == "!!merge" {
			c.report(keyNode, code.Anchor, "", "merge key `<<`: merge keys are not part of the DSL", "write the keys out")
			continue
		}
		if keyNode.Kind != yaml.ScalarNode {
			c.report(keyNode, code.Kind, "", "a key must be plain text", "")
			continue
		}
		c.anchor(keyNode)
		if out.Flow && valueNode.ShortTag() == "!!null" && valueNode.Value == "" {
			// `{doc: 文件,得到的id}` is two keys to YAML, and the second has no value.
			c.report(keyNode, code.Null, "", fmt.Sprintf("key %q has no value", keyNode.Value), flowHint(keyNode.Value))
			out.Lost = append(out.Lost, "")
			continue
		}
		key := &Node{Kind: Scalar, Tag: StringTag, Text: keyNode.Value, Span: c.span(keyNode)}
		value := c.convert(valueNode, depth+1)
		if first, ok := seen[key.Text]; ok {
			c.p.Add(diag.Diagnostic{Span: key.Span, Code: code.DuplicateKey, Hint: "delete one of them",
				Message: fmt.Sprintf("key %q stands twice", key.Text),
				Notes:   []diag.Note{{Span: first.Span, Message: "the first one is here"}}})
			continue
		}
		seen[key.Text] = key
		out.Entries = append(out.Entries, Entry{Key: key, Value: value})
	}
}

// Encode writes a tree as a document that Parse reads back to an equal one. comment gives the line comment of
// a node, "" for none.
func Encode(root *Node, comment func(*Node) string) ([]byte, error) {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	err := errors.Join(enc.Encode(toYAML(root, comment)), enc.Close())
	return []byte(escapeHazards(b.String())), err
}

// escapeHazards writes what steers a display as escapes. Such a character stands in double quotes, see styleOf, or in a
// comment.
func escapeHazards(text string) string {
	var b strings.Builder
	for _, r := range text {
		if IsHazard(r) {
			fmt.Fprintf(&b, `\u%04X`, r) // all of them are below U+10000
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func toYAML(n *Node, comment func(*Node) string) *yaml.Node {
	out := &yaml.Node{}
	// A commented tree is written in block style: a flow line has room for one comment only.
	flow := n.Flow && comment == nil
	switch n.Kind {
	case Scalar:
		out.Kind, out.Value, out.Tag = yaml.ScalarNode, n.Text, "!!"+string(n.Tag)
		if n.Tag == StringTag {
			out.Style = styleOf(n.Text)
		}
	case Sequence:
		out.Kind, out.Tag = yaml.SequenceNode, "!!seq"
		for _, item := range n.Items {
			out.Content = append(out.Content, toYAML(item, comment))
		}
	case Mapping:
		out.Kind, out.Tag = yaml.MappingNode, "!!map"
		for _, e := range n.Entries {
			out.Content = append(out.Content, toYAML(e.Key, nil), toYAML(e.Value, comment))
		}
	}
	if flow {
		out.Style |= yaml.FlowStyle
	}
	if comment != nil {
		out.LineComment = comment(n)
	}
	return out
}

// styleOf is how a text is written. The library's own choice loses some texts, and writes separators and marks that
// steer a display as they are.
func styleOf(s string) yaml.Style {
	hazard := strings.ContainsFunc(s, func(r rune) bool { return r == '\t' || IsHazard(r) })
	switch lines := strings.Split(s, "\n"); {
	case hazard:
		return yaml.DoubleQuotedStyle
	case len(lines) == 1:
		if needsQuotes(s) {
			return yaml.DoubleQuotedStyle
		}
		return 0
	case strings.HasPrefix(s, " ") || slices.ContainsFunc(lines[:len(lines)-1], func(l string) bool { return strings.TrimRight(l, " ") != l || l == "" }) || strings.HasSuffix(lines[len(lines)-1], " "):
		return yaml.DoubleQuotedStyle
	}
	return yaml.LiteralStyle
}

// needsQuotes reports whether a text would be read back as something else when it stands bare.
func needsQuotes(s string) bool {
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(s), &n); err != nil || len(n.Content) != 1 {
		return true
	}
	c := n.Content[0]
	return c.Kind != yaml.ScalarNode || c.ShortTag() != "!!str" || c.Value != s
}
