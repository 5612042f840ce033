package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// ElementPath is an element, by the fields that lead to it: each inside of the one before, the element itself last.
type ElementPath []*Field

// String is the path as a spec writes it: PublishEventInfo.publish_id.
func (p ElementPath) String() string { return strings.Join(fieldNames(p), ".") }

// identifying returns the field that identifies a message: the one that WeChat and its variants call MsgId; nil if
// there is none. Another id, of a chat or an app, may be the same in many messages.
func identifying(own, inbound []*Field) *Field {
	isID := func(name string) bool { return name == "MsgId" || name == "MsgID" }
	return first(slices.Concat(own, inbound), func(f *Field) bool {
		return isAddress(f.Kind) && (isID(f.Name) || slices.ContainsFunc(f.Aliases, isID))
	})
}

// inEveryKey reports whether an element is part of every idempotency key: an address, or the type or the event,
// where one is.
func (in *Inbound) inEveryKey(path string, isEvent bool) bool {
	if t := MsgTypeOf(in.Fields); t != nil && t.Name == path {
		return true
	}
	event := append([]string{in.EventElement}, in.EventInside...)
	return slices.Contains(in.Addresses, path) || isEvent && (path == event[0] || path == strings.Join(event, "."))
}

// dedupe lists those elements among names, a message's own or the platform's, that a message has.
func (in *Inbound) dedupe(names *tree.Node, fields []*Field) (out []ElementPath) {
	elements := elementsOf(slices.Concat(in.Fields, fields), nil)
	for _, name := range names.Texts() {
		if path := valueAt(elements, name); path != nil && !in.inEveryKey(name, false) {
			out = append(out, path)
		}
	}
	return out
}

// elementsOf lists fields and all that stand inside objects among them, in the order of the document.
func elementsOf(fields []*Field, before ElementPath) (out []ElementPath) {
	for _, f := range fields {
		path := append(slices.Clone(before), f)
		out = append(out, path)
		if k, ok := f.Kind.(*Object); ok {
			out = append(out, elementsOf(k.Fields, path)...)
		}
	}
	return out
}

func (p ElementPath) last() *Field { return p[len(p)-1] }

// hasValue reports whether the path leads to a text, a number or a bool.
func (p ElementPath) hasValue() bool { return slices.Contains(keys.OnValues, p.last().Kind.kind()) }

// valueAt returns the element of a name that has a value, nil if there is none. Of several fields of one name, those of
// different messages, one that has a value is enough.
func valueAt(elements []ElementPath, name string) ElementPath {
	for _, path := range elements {
		if path.hasValue() && path.String() == name {
			return path
		}
	}
	return nil
}

// dedupes checks that the elements that identify messages are present: the platform's in one message at least, a
// message's own in itself.
func (d *decoder) dedupes() {
	d.dedupesOf(keys.Message, d.Messages)
	d.dedupesOf(keys.Event, d.Events)
}

// dedupesOf checks the `dedupe` of all messages or of all events. A path that is reported for the
// platform, since an overlay removes a field from the header, is not reported for every message again.
func (d *decoder) dedupesOf(s *keys.Shape, sent []*Message) {
	if len(sent) == 0 {
		return
	}
	var all []*Field
	for _, m := range sent {
		all = append(all, m.Fields...)
	}
	var known []string
	check := func(paths *tree.Node, own []*Field, none string) (missing []string) {
		if paths == nil {
			return nil
		}
		elements := elementsOf(slices.Concat(d.Inbound.Fields, own), nil)
		tells := false
		for _, n := range paths.Items {
			if d.Inbound.inEveryKey(n.Text, s == keys.Event) {
				continue
			}
			tells = true
			if valueAt(elements, n.Text) == nil && !slices.Contains(known, n.Text) {
				missing = append(missing, n.Text)
				d.leadsNowhere(n, elements, none)
			}
		}
		if !tells {
			d.p.At(paths, code.RuleConflict, "name an element that differs between them, or leave `dedupe` out",
				"sender, receiver and type stand in every key: this tells nothing more")
		}
		return missing
	}
	noun := s.Noun()
	known = check(d.root.Get("delivery").Get("dedupe").Get(noun), all, "no "+noun+" has an")
	for i, n := range d.root.List(noun + "s") {
		check(n.Get("dedupe"), sent[i].Fields, fmt.Sprintf("%s %q has no", noun, n.Str(s.ID)))
	}
}

// leadsNowhere reports a path that leads to no value.
func (d *decoder) leadsNowhere(n *tree.Node, elements []ElementPath, none string) {
	var known []string
	for _, path := range elements {
		at := path.String()
		if path.hasValue() {
			known = append(known, at)
		}
		kind := path.last().Kind.kind()
		switch inside := strings.HasPrefix(n.Text, at+"."); {
		case inside && path.hasValue():
			d.p.At(n, code.RuleKind, "", "%q holds a value and no other elements", at)
			return
		case inside && kind != keys.KindObject, n.Text == at:
			d.p.At(n, code.RuleKind, "name an element that holds a text or a number, and no list", "%q is of kind %s, which tells no deliveries apart", at, kind)
			return
		}
	}
	d.p.At(n, code.UnknownField, tree.DidYouMean(n.Text, known), "%s element %q", none, n.Text)
}
