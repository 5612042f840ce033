package spec

import (
	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/overlay"
)

// Change is one change that an overlay made to the platform.
type Change struct {
	// Overlay is the name of the overlay, At the place of the change's path in its file.
	Overlay string
	At      diag.Span
	// Verb is add, edit, replace, remove or move, Path what it names: replies.news.Articles.item.Title.
	Verb, Path string
	Because    string
	// Keys are the keys that it set or unset, in the order of the overlay; those that contain elements with paths of
	// their own (fields, item, cases, rules) are left out.
	Keys []KeyChange
	// Place is first, last, before or after, "" for none; Sibling is what before and after speak of.
	Place, Sibling string
}

// KeyChange is a key's value before and after a change, "" where the key was absent or is: an empty text is written "".
type KeyChange struct {
	Key           string
	Before, After string
	// Docs reports whether the key is documentation, which never reaches the wire.
	Docs bool
}

func changeOf(m overlay.Record) Change {
	out := Change{
		Overlay: m.By.Overlay, At: m.By.Span, Verb: m.By.Verb, Path: m.Path, Because: m.By.Because,
		Place: m.Place, Sibling: m.Sibling,
	}
	for _, k := range m.Keys {
		out.Keys = append(out.Keys, KeyChange(k))
	}
	return out
}
