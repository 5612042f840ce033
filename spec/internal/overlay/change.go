package overlay

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/pattern"
	"github.com/replygen/replygen/spec/internal/tree"
)

// change is one change of an overlay.
type change struct {
	tree.Change
	// at is the node of the path, path its segments.
	at   *tree.Node
	path []string
	node *tree.Node
	// ofMessages is set where the path leaves out message_fields: inbound.MsgId is inbound.message_fields.MsgId.
	ofMessages bool
}

var (
	nameIndex = pattern.Lazy(`\[["']?([A-Za-z_][A-Za-z0-9_-]*)["']?\]`)
	itemIndex = pattern.Lazy(`\[[^\]]*\]|\.[0-9]+\b`)
)

// plainPath is a path as an overlay writes it: with dots, without indexes.
func plainPath(text string) string {
	text = nameIndex().ReplaceAllString(strings.TrimSpace(keys.ToHalfWidth(text)), ".$1")
	text = itemIndex().ReplaceAllString(text, ".item")
	return strings.Trim(strings.NewReplacer("/", ".", "\\", ".", "$", "", "..", ".", " ", "", "item.item", "item").Replace(text), ".")
}

// readChange finds a change's verb and path; nil after a problem.
func readChange(overlay string, n *tree.Node, p *tree.Problems) *change {
	c := &change{Change: tree.Change{Overlay: overlay, Because: n.Str("because")}, node: n}
	for _, v := range keys.Verbs {
		at := n.Get(v)
		if at == nil {
			continue
		}
		if c.Verb != "" {
			p.At(n.KeyNode(v), code.Verb, "write two changes", "a change has one verb, and this one has %q already", c.Verb)
			return nil
		}
		c.Verb, c.at, c.Span = v, at, at.Span
	}
	isVerb := func(key string) bool { return slices.Contains(keys.Verbs, key) || keys.Change.Key(key) == nil }
	if c.Verb == "" && slices.ContainsFunc(n.Lost, isVerb) {
		return nil // reported
	}
	if c.Verb == "" {
		p.At(n, code.Verb, "add `edit: PATH`, say", "a change lacks its verb: %s", tree.OneOf(keys.Verbs))
		return nil
	}
	ok := true
	for _, e := range n.Entries {
		if k := e.Key.Text; k != c.Verb && k != "because" && !slices.Contains(keys.KeysOf[c.Verb], k) {
			hint := "delete the line"
			if other := map[string]string{"set": "value", "value": "set"}[k]; slices.Contains(keys.KeysOf[c.Verb], other) {
				hint = "write " + other
			}
			p.At(e.Key, code.Verb, hint, "%q cannot come with %q; it comes with %s", c.Verb, k, tree.OneOf(keys.KeysOf[c.Verb]))
			ok = false
		}
	}
	c.path = strings.Split(c.at.Text, ".")
	isPath := func(text string) bool {
		return !strings.ContainsAny(text, "[]* ") && !slices.Contains(strings.Split(text, "."), "")
	}
	if !isPath(c.at.Text) {
		hint := "a path is names with dots between: replies.news.Articles.item.Title"
		if plain := plainPath(c.at.Text); isPath(plain) {
			hint = "write " + plain
		}
		p.At(c.at, code.Path, hint, "path %q does not name one element", c.at.Text)
		return nil
	}
	if !ok {
		return nil
	}
	if c.ofMessages = len(c.path) > 2 && c.path[0] == "inbound" && c.path[1] == keys.MessageFields; c.ofMessages {
		c.path = slices.Delete(c.path, 1, 2)
	}
	return c
}

// text is a node of a text that a change gives.
func (c *change) text(text string) *tree.Node {
	return &tree.Node{Kind: tree.Scalar, Tag: tree.StringTag, Text: text, Span: c.Span, By: &c.Change}
}

// edits lists the keys that an edit sets, with their new values, and those that it unsets, with none.
func (c *change) edits() []tree.Entry {
	var out []tree.Entry
	if set := c.node.Get("set"); set != nil {
		out = slices.Clone(set.Entries)
	}
	for _, k := range c.node.List("unset") {
		out = append(out, tree.Entry{Key: k})
	}
	return out
}

func (c *change) hasPlace() bool {
	return slices.ContainsFunc(keys.PlaceKeys, func(k string) bool { return c.node.Get(k) != nil })
}
