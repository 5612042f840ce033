package spec

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/code"
)

// change is one change of an overlay.
type change struct {
	author
	// at is the node of the path, path its segments.
	at   *node
	path []string
	node *node
}

// readChange finds a change's verb and path; nil after a problem.
func readChange(overlay string, n *node, p *problems) *change {
	c := &change{author: author{overlay: overlay, because: n.str("because")}, node: n}
	for _, v := range verbs {
		at := n.get(v)
		if at == nil {
			continue
		}
		if c.verb != "" {
			p.at(n.keyNode(v), code.Verb, "write two changes", "a change has one verb, and this one has %q already", c.verb)
			return nil
		}
		c.verb, c.at, c.span = v, at, at.span
	}
	if c.verb == "" {
		p.at(n, code.Verb, "", "a change lacks its verb: %s", oneOfNames(verbs))
		return nil
	}
	ok := true
	for _, e := range n.entries {
		if k := e.key.text; k != c.verb && k != "because" && !slices.Contains(keysOf[c.verb], k) {
			p.at(e.key, code.Verb, "", "%q cannot come with %q; it comes with %s", c.verb, k, oneOfNames(keysOf[c.verb]))
			ok = false
		}
	}
	c.path = strings.Split(c.at.text, ".")
	for _, segment := range c.path {
		if segment == "" || strings.ContainsAny(segment, "[]* ") {
			p.at(c.at, code.Path, "a path is names with dots between: replies.news.Articles.item.Title", "path %q does not name one thing", c.at.text)
			return nil
		}
	}
	if !ok {
		return nil
	}
	return c
}
