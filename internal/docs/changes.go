package docs

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/spec"
)

// changes writes what differs from the base, overlay by overlay.
func changes(w *writer) {
	p := w.platform
	if len(p.Changes) == 0 {
		return
	}
	w.heading(2, fmt.Sprintf(w.changesTitle, code(p.Sources[0])))
	for start := 0; start < len(p.Changes); {
		end := start
		var rows [][]string
		for ; end < len(p.Changes) && p.Changes[end].At.File == p.Changes[start].At.File; end++ {
			rows = append(rows, w.change(p.Changes[end]))
		}
		w.paragraph(fmt.Sprintf(w.overlay, code(p.Changes[start].Overlay), code(p.Changes[start].At.File)))
		w.table(w.changeColumns, rows)
		start = end
	}
}

func (w *writer) change(c spec.Change) []string {
	var what []string
	switch c.Place {
	case "":
	case "first":
		what = append(what, w.placedFirst)
	case "last":
		what = append(what, w.placedLast)
	case "before":
		what = append(what, fmt.Sprintf(w.placedBefore, code(c.Sibling)))
	case "after":
		what = append(what, fmt.Sprintf(w.placedAfter, code(c.Sibling)))
	}
	for _, k := range c.Keys {
		what = append(what, w.keyChange(k))
	}
	return []string{w.verbs[c.Verb], code(c.Path), strings.Join(what, "\n"), block(c.Because)}
}

// keyChange leaves out what a text of documentation was before: it is long, and no reader needs it.
func (w *writer) keyChange(k spec.KeyChange) string {
	switch {
	case k.After == "":
		return fmt.Sprintf(w.keyGone, code(k.Key))
	case k.Docs:
		return fmt.Sprintf(w.keySet, code(k.Key), block(k.After))
	case k.Before == "" || k.Before == k.After:
		return fmt.Sprintf(w.keySet, code(k.Key), code(k.After))
	}
	return fmt.Sprintf(w.keyChanged, code(k.Key), code(k.Before), code(k.After))
}
