package spec

import "slices"

// act is one thing that a change did to a platform. Read from the newest to the oldest, acts lead from the
// platform as it is back to its base: what an act took away is out of reach of the changes after it, and so stays as
// it was.
type act struct {
	by *change
	// path is the thing's, key the one that was set or unset, "" for the thing as a whole.
	path  []string
	key   string
	shape *shape
	verb  string
	// at is where the change says it.
	at *node
	// old is what stood there before, nil for nothing.
	old *node
}

func (a *applier) did(r act) { a.log = append(a.log, r) }

// within returns what a path names inside the thing of an act as it was before, nil if there was none.
func (r *act) within(path []string) *node {
	if r.old == nil {
		return nil
	}
	t, rest := thing{path: r.path, shape: r.shape, node: r.old}.descend(path[len(r.path):])
	if len(rest) > 0 {
		return nil
	}
	return t.node
}

// concerns reports whether an act is about the thing of a path as a whole, or one that holds it.
func (r *act) concerns(path []string) bool {
	return r.key == "" && len(r.path) <= len(path) && slices.Equal(r.path, path[:len(r.path)])
}

// remover returns the act by which a thing, or what held it, went last; nil if none did.
func (p *Platform) remover(path []string) *act {
	for i := len(p.log) - 1; i >= 0; i-- {
		if r := &p.log[i]; r.verb == verbRemove && r.concerns(path) {
			return r
		}
	}
	return nil
}

// origin is an act as the origin of what is no more.
func (r *act) origin() *Origin {
	return &Origin{Span: r.at.span, Overlay: r.by.overlay, Verb: r.verb, Because: r.by.because}
}
