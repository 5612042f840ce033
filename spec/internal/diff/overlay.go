package diff

import (
	"fmt"
	"slices"

	"github.com/replygen/replygen/spec/internal/chain"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/overlay"
	"github.com/replygen/replygen/spec/internal/tree"
)

// WriteOverlay writes an overlay of that name that turns the tree a, which extends names, into b.
func WriteOverlay(a, b *tree.Node, name, extends string) ([]byte, error) {
	if !keys.NamePattern().MatchString(name) {
		return nil, fmt.Errorf("overlay name %q: %s", name, keys.NameHint)
	}
	w := &overlayWriter{applier: overlay.NewApplier(a.Clone(), &tree.Problems{}), changes: &tree.Node{Kind: tree.Sequence}, platform: &tree.Node{}}
	w.shorten(b)
	w.elements(w.applier.Element(), keys.Element{Shape: keys.Spec, Node: b.Clone()}, nil)
	root := mapping("replygen", &tree.Node{Kind: tree.Scalar, Tag: tree.IntTag, Text: "1"}, "overlay", tree.Text(name), "extends", tree.Text(extends))
	if len(w.platform.Entries) > 0 {
		root.Put("platform", w.platform)
	}
	if len(w.changes.Items) > 0 {
		root.Put("changes", w.changes)
	}
	text, err := tree.Encode(root, nil)
	if err != nil {
		return nil, err
	}
	return text, leadsTo(a, b, text)
}

// leadsTo checks that an overlay turns a copy of a into b.
func leadsTo(a, b *tree.Node, text []byte) error {
	id := b.Get("platform").Str("id")
	problems := &tree.Problems{}
	if f := chain.Parse("overlay of "+id, text, problems); f != nil {
		applier := overlay.NewApplier(a.Clone(), problems)
		applier.Apply(f.Name, f.Root)
		if !problems.List.HasErrors() && !keys.Spec.Same(applier.Root, b) {
			return fmt.Errorf("overlay: it does not lead from %s to %s", a.Get("platform").Str("id"), id)
		}
	}
	return problems.List.Err()
}

// overlayWriter collects changes.
type overlayWriter struct {
	platform, changes *tree.Node
	// applier makes the changes that shorten the overlay.
	applier *overlay.Applier
}

// mapping is a mapping of keys to values, which alternate.
func mapping(keysAndValues ...any) *tree.Node {
	n := &tree.Node{Kind: tree.Mapping}
	for i := 0; i < len(keysAndValues); i += 2 {
		n.Put(keysAndValues[i].(string), keysAndValues[i+1].(*tree.Node))
	}
	return n
}

// change adds a change, with its keys and values.
func (w *overlayWriter) change(verb, path string, keysAndValues ...any) *tree.Node {
	n := mapping(append([]any{verb, tree.Text(path)}, keysAndValues...)...)
	w.changes.Items = append(w.changes.Items, n)
	return n
}

// shorten makes the changes by which a few words say much: what has another name only is renamed, and where most of a
// list goes, the rest is kept.
func (w *overlayWriter) shorten(b *tree.Node) {
	w.rename(w.applier.Element(), keys.Element{Shape: keys.Spec, Node: b})
	for _, section := range keys.KeepableLists {
		w.keep(section, b)
	}
}

func (w *overlayWriter) rename(a, b keys.Element) {
	for _, f := range keys.SiblingsIn(a.Shape) {
		after := f.Of(b)
		names := renamed(f.Of(a), after)
		for _, m := range after {
			if old := names[m.Name()]; old != nil {
				w.apply(w.change(keys.VerbRename, old.String(), "to", tree.Text(m.Node.Str(m.Shape.ID))))
			}
		}
		for _, m := range f.Of(a) {
			if same := named(after, m.Name()); same != nil && structure(m) == structure(*same) {
				w.rename(m, *same)
			}
		}
	}
}

// keep keeps what b has of a list, where that is shorter than to remove the rest.
func (w *overlayWriter) keep(section string, b *tree.Node) {
	shape := keys.Spec.Key(section).Of
	before, after := shape.NamesIn(w.applier.Root.Get(section)), shape.NamesIn(b.Get(section))
	only := &tree.Node{Kind: tree.Sequence, Flow: true}
	for _, name := range before {
		if slices.Contains(after, name) {
			only.Items = append(only.Items, tree.Text(name))
		}
	}
	const linesOfKeep = 2
	if len(only.Items) > 0 && len(before)-len(only.Items) > linesOfKeep {
		w.apply(w.change(keys.VerbKeep, section, "only", only))
	}
}

// apply makes a change.
func (w *overlayWriter) apply(change *tree.Node) {
	w.applier.Apply("", mapping("changes", &tree.Node{Kind: tree.Sequence, Items: []*tree.Node{change.Clone()}}))
}

// place is where a change puts an element among its siblings, as a key and its value: first, last, or after one. The zero
// place is nowhere else.
type place []any

// elements turns one element into another of the same path, and moves it to a place.
func (w *overlayWriter) elements(a, b keys.Element, at place) {
	if mustReplace(a, b) {
		if !a.Node.Equal(b.Node) {
			w.change(keys.VerbReplace, b.String(), at...).Put("value", valueOf(b))
		} else if at != nil {
			w.change(keys.VerbMove, b.String(), at...)
		}
		return
	}
	w.keys(a, b, at)
	if a.Shape == keys.Inbound {
		w.leave(a, b)
	}
	for _, f := range keys.SiblingsIn(a.Shape) {
		w.siblings(f, f.Of(a), f.Of(b))
	}
}

// leave removes what goes from one list of the inbound section to the other, where its name is free only then.
func (w *overlayWriter) leave(a, b keys.Element) {
	for _, f := range keys.SiblingsIn(a.Shape) {
		for _, m := range f.Of(a) {
			if now, _ := b.Descend(m.Path[1:]); named(f.Of(b), m.Name()) == nil && now.Shape == keys.Field {
				w.change(keys.VerbRemove, pathIn(f, m))
				list := a.Node.Get(f.Key.Name)
				list.Items = slices.DeleteFunc(list.Items, func(n *tree.Node) bool { return n == m.Node })
			}
		}
	}
}

// mustReplace reports whether an element has to be declared anew: what is below it changes its form, or stands under a
// name that a path takes for the rules of the element.
func mustReplace(a, b keys.Element) bool {
	if a.Shape.HasKind() && structure(a) != structure(b) {
		return true
	}
	hides := keys.Field.Find(b.Node.Get("fields"), "rules")
	return hides != nil && b.Shape.Key("rules") != nil
}

// keys edits the keys that contain no elements.
func (w *overlayWriter) keys(a, b keys.Element, at place) {
	set, unset := mapping(), &tree.Node{Kind: tree.Sequence, Flow: true}
	otherKind := a.Shape.HasKind() && structure(b) == "" && a.Node.Str("type") != b.Node.Str("type")
	for _, k := range a.Shape.OwnKeys() {
		from, to := a.Node.Get(k.Name), b.Node.Get(k.Name)
		switch {
		case a.SameKey(k, b) && !(otherKind && from != nil && to == nil): // the other kind may not have the key at all
		case to != nil:
			set.Put(k.Name, to)
		case from != nil:
			unset.Items = append(unset.Items, tree.Text(k.Name))
		}
	}
	if a.Shape == keys.Platform {
		w.platform, set = set, mapping()
	}
	verb := keys.VerbEdit
	if len(set.Entries)+len(unset.Items) == 0 {
		if at == nil {
			return
		}
		verb = keys.VerbMove
	}
	n := w.change(verb, b.String(), at...)
	if len(set.Entries) > 0 {
		set.Flow = fitsALine(set)
		n.Put("set", set)
	}
	if len(unset.Items) > 0 {
		n.Put("unset", unset)
	}
}

// siblings turns one order of siblings into another: what moves or is new goes where its elder sibling stands by then.
func (w *overlayWriter) siblings(f keys.Siblings, before, after []keys.Element) {
	order := keys.Names(before)
	isWhole := len(after) == 0 && len(before) > 1 && len(before[0].Path) == 2 && slices.Contains(keys.RemovableLists, f.Key.Name)
	if isWhole {
		w.change(keys.VerbRemove, f.Key.Name)
		return
	}
	for i, p := range pairs(before, after, nil) {
		var to place
		if p.moved || p.old == nil {
			order, to = placed(order, keys.Names(after[:i]), p.now.Name())
		}
		switch {
		case p.now == nil:
			w.change(keys.VerbRemove, p.old.String())
		case p.old != nil:
			w.elements(*p.old, *p.now, to)
		case !f.IsList() || to[0] == "last" && !f.Ordered():
			w.change(keys.VerbAdd, p.now.String(), "value", valueOf(*p.now))
		default:
			w.change(keys.VerbAdd, pathIn(f, *p.now), append(to, "value", valueOf(*p.now))...)
		}
	}
}

// pathIn is the path of a member of a list, in which the two lists of the inbound section differ.
func pathIn(f keys.Siblings, m keys.Element) string {
	if f.Key.Name == keys.MessageFields {
		m.Path = slices.Insert(slices.Clone(m.Path), 1, keys.MessageFields)
	}
	return m.String()
}

// placed puts a name behind the last of its elder siblings, and says how an overlay does so.
func placed(order, elder []string, name string) ([]string, place) {
	order = slices.DeleteFunc(order, func(n string) bool { return n == name })
	isTrue := &tree.Node{Kind: tree.Scalar, Tag: tree.BoolTag, Text: "true"}
	if len(elder) == 0 {
		return slices.Insert(order, 0, name), place{"first", isTrue}
	}
	last := elder[len(elder)-1]
	at, to := slices.Index(order, last)+1, place{"after", tree.Text(last)}
	if at == len(order) {
		to = place{"last", isTrue}
	}
	return slices.Insert(order, at, name), to
}

// valueOf is an element without the name that its path has already.
func valueOf(t keys.Element) *tree.Node {
	n := t.Node.Clone()
	n.Unset(t.Shape.ID)
	if len(n.Entries) == 0 {
		n.Flow = true // {}
	}
	return n
}

// maxFlow is about what an author still writes on one line, in bytes.
const maxFlow = 100

// fitsALine reports whether a mapping reads well as { }.
func fitsALine(n *tree.Node) bool {
	size := 0
	for _, e := range n.Entries {
		if e.Value.Kind != tree.Scalar && !e.Value.Flow {
			return false
		}
		size += len(e.Key.Text) + len(e.Value.Inline()) + len(": , ")
	}
	return size <= maxFlow
}
