package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/tree"
)

// ElementPath is an element, by the fields that lead to it: each inside of the one before, the element itself last.
type ElementPath []*Field

// String is the path as a spec writes it: PublishEventInfo.publish_id.
func (p ElementPath) String() string { return strings.Join(fieldNames(p), ".") }

// identifying returns the field that identifies a message: the one that WeChat and its variants call MsgId; nil if
// there is none. Another id, of a chat or an app, may be the same in many messages.
func identifying(own, inbound []*Field) *Field {
	fields := slices.Concat(own, inbound)
	for _, f := range fields {
		if names := append([]string{f.Name}, f.Aliases...); isAddress(f.Kind) && (slices.Contains(names, "MsgId") || slices.Contains(names, "MsgID")) {
			return f
		}
	}
	return nil
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

// dedupe lists a message's own elements, or those of the platform's that it has.
func (in *Inbound) dedupe(n *tree.Node, platform []string, fields []*Field) []ElementPath {
	names := platform
	if own := n.Get("dedupe"); own != nil {
		names = own.Texts()
	}
	var out []ElementPath
	for _, name := range names {
		if path := valueAt(slices.Concat(in.Fields, fields), strings.Split(name, ".")); path != nil && !in.inEveryKey(name, false) {
			out = append(out, path)
		}
	}
	return out
}

// valueAt follows names to a text, a number or a bool; nil where they lead to none. Of several fields of one name, those
// of different messages, one that leads there is enough.
func valueAt(fields []*Field, names []string) ElementPath {
	for _, f := range fields {
		if f.Name != names[0] {
			continue
		}
		if len(names) == 1 && holdsValue(f.Kind) {
			return ElementPath{f}
		}
		if k, ok := f.Kind.(*Object); ok && len(names) > 1 {
			if rest := valueAt(k.Fields, names[1:]); rest != nil {
				return append(ElementPath{f}, rest...)
			}
		}
	}
	return nil
}

func holdsValue(k Kind) bool {
	switch k.(type) {
	case *String, *Int, *Float, *Bool, *UnixTime:
		return true
	case *MsgType, *Const, *Count, *Object, *List, *Union:
	}
	return false
}

// valuePaths lists the elements that a dedupe can name.
func valuePaths(fields []*Field, before string) []string {
	var out []string
	for _, f := range fields {
		if k, ok := f.Kind.(*Object); ok {
			out = append(out, valuePaths(k.Fields, before+f.Name+".")...)
		} else if holdsValue(f.Kind) {
			out = append(out, before+f.Name)
		}
	}
	return out
}

// dedupes checks that the elements that identify messages are present: the platform's in one message at least, a
// message's own in itself.
func (d *decoder) dedupes(p *Platform, root *tree.Node) {
	messages := dedupeCheck{decoder: d, in: &p.Inbound}
	for i, m := range p.Messages {
		messages.add(root.List("messages")[i], m.Fields, fmt.Sprintf("message %q has no", m.Type))
	}
	events := dedupeCheck{decoder: d, in: &p.Inbound, events: true}
	for i, e := range p.Events {
		events.add(root.List("events")[i], e.Fields, fmt.Sprintf("event %q has no", e.Name))
	}
	platform := root.Get("delivery").Get("dedupe")
	messages.run(platform.Get("message"), "no message has an")
	events.run(platform.Get("event"), "no event has an")
}

// dedupeCheck checks the `dedupe` of all messages or of all events.
type dedupeCheck struct {
	*decoder
	in     *Inbound
	events bool
	// all are the fields of all of them, own the checks of each one's own `dedupe`.
	all []*Field
	own []func()
	// known are the paths reported for the platform: a field that an overlay removes from the header is reported once and
	// not for every message.
	known []string
}

func (c *dedupeCheck) add(n *tree.Node, fields []*Field, none string) {
	c.all = append(c.all, fields...)
	c.own = append(c.own, func() { c.list(n.Get("dedupe"), fields, none) })
}

func (c *dedupeCheck) run(platform *tree.Node, none string) {
	if len(c.own) > 0 {
		c.known = c.list(platform, c.all, none)
	}
	for _, check := range c.own {
		check()
	}
}

// list reports the paths that lead to no value, and returns them.
func (c *dedupeCheck) list(paths *tree.Node, own []*Field, none string) (missing []string) {
	if paths == nil {
		return nil
	}
	fields := slices.Concat(c.in.Fields, own)
	tells := false
	for _, n := range paths.Items {
		switch {
		case c.in.inEveryKey(n.Text, c.events):
			continue
		case valueAt(fields, strings.Split(n.Text, ".")) == nil && !slices.Contains(c.known, n.Text):
			missing = append(missing, n.Text)
			c.leadsNowhere(n, fields, none)
		}
		tells = true
	}
	if !tells {
		c.p.At(paths, code.RuleConflict, "name an element that differs between them, or leave `dedupe` out",
			"sender, receiver and type stand in every key: this tells nothing more")
	}
	return missing
}

// leadsNowhere reports a path that leads to no value.
func (c *dedupeCheck) leadsNowhere(n *tree.Node, fields []*Field, none string) {
	names, beside := strings.Split(n.Text, "."), fields
	for i, name := range names {
		f := fieldOf(beside, name)
		if f == nil {
			break
		}
		if k, ok := f.Kind.(*Object); ok && i < len(names)-1 {
			beside = k.Fields
			continue
		}
		at := strings.Join(names[:i+1], ".")
		if holdsValue(f.Kind) {
			c.p.At(n, code.RuleKind, "", "%q holds a value and no other elements", at)
		} else {
			c.p.At(n, code.RuleKind, "name an element that holds a text or a number, and no list", "%q is of kind %s, which tells no deliveries apart", at, f.Kind.kind())
		}
		return
	}
	c.p.At(n, code.UnknownField, tree.DidYouMean(n.Text, valuePaths(fields, "")), "%s element %q", none, n.Text)
}
