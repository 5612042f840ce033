package spec

import "github.com/replygen/replygen/spec/internal/explain"

// Explanation is the history of an element or a key of a platform.
type Explanation struct {
	// Path is the path in full, as an overlay writes it.
	Path string
	// What says what the path names: "field", "reply", "key of a field".
	What string
	// Present reports whether the platform has it; what is absent may have a history.
	Present bool
	// Value is a key's value: text as it is, all else as YAML on one line.
	Value string
	// Steps are what was decided about it, the newest first. A key that nobody ever set has none.
	Steps []Step
	// Keys are an element's keys, each with its own history.
	Keys []*Explanation
	// Below are the paths of the elements inside an element, in their order.
	Below []string
}

// Step is one decision in the history of an element or key.
type Step struct {
	// Origin is where it stands. Its verb is "" for what the base spec says; its Before is not set.
	Origin
	// Present reports whether the element or key was present from then on; Value is the key's.
	Present bool
	Value   string
}

// Explain returns the history of what a path names: an element, replies.text.Content, or a key of one,
// replies.text.Content.max_bytes. It takes the id of a rule, news.Articles.max_items, and a path that a violation shows,
// news.Articles.item[3].Title, which may fit several elements. A rule that a string has from its type is explained as the
// type's. What overlays removed is found as well. The error is for a path that names nothing, and suggests another.
func (p *Platform) Explain(path string) ([]*Explanation, error) {
	found, err := explain.Explain(&p.source, path)
	return explanationsOf(found), err
}

func explanationsOf(list []*explain.Explanation) (all []*Explanation) {
	for _, e := range list {
		out := &Explanation{Path: e.Path, What: e.What, Present: e.Present, Value: e.Value, Below: e.Below, Keys: explanationsOf(e.Keys)}
		for _, s := range e.Steps {
			origin := *originOf(s.At)
			origin.Before = nil
			out.Steps = append(out.Steps, Step{Origin: origin, Present: s.Present, Value: s.Value})
		}
		all = append(all, out)
	}
	return all
}
