package judge

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// Set gives the element at a path another value: Content, Music.Title,
// Articles.item[1].Title, JumpList[0].Title for a flat list, or a union's tag,
// which chooses its form: with the spec's examples if it has some, else without
// values. An item one beyond the last is appended, without values of its own. An
// empty value makes absent what stands at the path, all that an object or a list
// holds included. An int, float or bool that is always written cannot be absent.
//
// The error names the part of the path that does not exist, or the reason why the
// text is no value of the element's kind; the reply is then unchanged.
func (t tree) Set(path, value string) error {
	var segments []segment
	for part := range strings.SplitSeq(path, ".") {
		name, rest, indexed := strings.Cut(part, "[")
		s := segment{name, -1}
		if indexed {
			digits, closed := strings.CutSuffix(rest, "]")
			n, err := strconv.ParseUint(digits, 10, 31)
			if err != nil || !closed {
				return fmt.Errorf("%q: %q is no name with the index of an item: write %s[0]", path, part, name)
			}
			s.index = int(n)
		}
		segments = append(segments, s)
	}
	if err := t.root.setChild(segments, "", value); err != nil {
		return fmt.Errorf("%q: %w", path, err)
	}
	return nil
}

// segment is one name of a path; index is -1 when it has none.
type segment struct {
	name  string
	index int
}

// setChild sets a child of a node at a path, or what stands below the child.
func (n *node) setChild(segments []segment, path, text string) error {
	s, rest := segments[0], segments[1:]
	c := n.named(s.name)
	if c == nil {
		return noElement(path, s.name, fieldNames(n))
	}
	at := below(path, s.name)
	if k, ok := c.Kind.(*spec.List); ok {
		return c.setList(k, segments, at, text)
	}
	if s.index >= 0 && !c.isFixed() {
		return fmt.Errorf("%s is no list", at)
	}
	return c.setValue(rest, at, text)
}

// isFixed reports whether the spec alone decides on the value.
func (n *node) isFixed() bool {
	return is[*spec.MsgType](n.Kind) || is[*spec.Const](n.Kind) || is[*spec.Count](n.Kind)
}

func fieldNames(n *node) (out []string) {
	for _, c := range n.children {
		out = append(out, c.Name)
	}
	return out
}

func noElement(path, name string, known []string) error {
	where := "no element is named"
	if path != "" {
		where = path + " has no element"
	}
	return fmt.Errorf("%s %q%s", where, name, didYouMean(name, known))
}

func (n *node) setList(k *spec.List, segments []segment, path, text string) error {
	s, rest := segments[0], segments[1:]
	first := path + "[0]"
	if !k.Flat {
		first = below(path, k.Item.Name) + "[0]"
		if s.index >= 0 {
			return fmt.Errorf("the items of %s are called %s: write %s", path, k.Item.Name, first)
		}
		if len(rest) > 0 {
			s, rest = rest[0], rest[1:]
			if s.name != k.Item.Name {
				return noElement(path, s.name, []string{k.Item.Name})
			}
			path = below(path, s.name)
		}
	}
	if s.index < 0 {
		if text == "" && len(rest) == 0 {
			n.children = nil
			return nil
		}
		return fmt.Errorf("%s is a list: name one item, %s", path, first)
	}
	count := len(n.children)
	if s.index > count {
		return fmt.Errorf("the list has %d items: the next is %s[%d]", count, path, count)
	}
	if s.index == count {
		n.children = append(n.children, n.newItem())
	}
	err := n.children[s.index].setValue(rest, path+"["+strconv.Itoa(s.index)+"]", text)
	if err != nil {
		n.children = n.children[:count]
	}
	return err
}

// setValue sets what stands at a path, or below it by the segments that are left.
func (n *node) setValue(segments []segment, path, text string) error {
	switch k := n.Kind.(type) {
	case *spec.MsgType, *spec.Const:
		return fmt.Errorf("%s is the same in every document of the type", path)
	case *spec.Count:
		return fmt.Errorf("%s is the number of items of %s", path, k.List.Name)
	case *spec.Union:
		return n.setUnion(k, segments, path, text)
	case *spec.Object:
		if len(segments) > 0 {
			return n.setChild(segments, path, text)
		}
		if text != "" {
			return fmt.Errorf("%s holds elements: name one of %s", path, strings.Join(fieldNames(n), ", "))
		}
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.List:
	}
	if len(segments) > 0 {
		return fmt.Errorf("%s has no elements inside", path)
	}
	return n.assign(text)
}

func (n *node) setUnion(k *spec.Union, segments []segment, path, text string) error {
	switch {
	case len(segments) == 0 && text != "":
		return fmt.Errorf("%s holds elements: choose a form by %s.%s", path, path, k.Tag)
	case len(segments) == 0:
		n.clear()
		return nil
	case segments[0].name != k.Tag && !n.present():
		return fmt.Errorf("%s has no form yet: choose one by %s.%s", path, path, k.Tag)
	case segments[0].name != k.Tag:
		return n.setChild(segments, path, text)
	case len(segments) > 1 || segments[0].index >= 0:
		return fmt.Errorf("%s.%s is a single value", path, k.Tag)
	case text == "":
		n.clear()
		return nil
	}
	form, known := findForm(k, text)
	switch {
	case form == nil:
		return fmt.Errorf("%q is no form of %s: %s%s", text, path, strings.Join(known, ", "), didYouMean(text, known))
	case n.present() && n.children[0].text == text:
		return nil
	}
	n.choose(form)
	if slices.ContainsFunc(form.Fields, hasExample) {
		(&sampler{items: maxSampleItems}).children(n, 0)
	}
	return nil
}
