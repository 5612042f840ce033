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
	var steps []step
	for part := range strings.SplitSeq(path, ".") {
		name, rest, indexed := strings.Cut(part, "[")
		steps = append(steps, step{name, -1})
		if indexed {
			digits, closed := strings.CutSuffix(rest, "]")
			n, err := strconv.ParseUint(digits, 10, 31)
			if err != nil || !closed {
				return fmt.Errorf("%q: %q is no name with the index of an item: write %s[0]", path, part, name)
			}
			steps = append(steps, step{index: int(n)})
		}
	}
	if err := t.root.set(steps, "", value); err != nil {
		return fmt.Errorf("%q: %w", path, err)
	}
	return nil
}

// step is the name of a child, or the index of an item, which is -1 beside a name.
type step struct {
	name  string
	index int
}

// set sets the node at a path, or what the steps lead to from there.
func (n *node) set(steps []step, path, text string) error {
	if len(steps) > 0 && steps[0].index >= 0 && !is[*spec.List](n.Kind) {
		return fmt.Errorf("%s is no list", path)
	}
	switch k := n.Kind.(type) {
	case *spec.MsgType, *spec.Const:
		return fmt.Errorf("%s is the same in every document of the type", path)
	case *spec.Count:
		return fmt.Errorf("%s is the number of items of %s", path, k.List.Name)
	case *spec.List:
		return n.setItem(k, steps, path, text)
	case *spec.Union:
		if len(steps) > 0 && steps[0].name == k.Tag {
			return n.setForm(k, steps[1:], path, text)
		}
		if !n.present() && (len(steps) > 0 || text != "") {
			return fmt.Errorf("%s has no form yet: choose one by %s.%s", path, path, k.Tag)
		}
	case *spec.Object, *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
	}
	var names []string
	for _, c := range n.children {
		names = append(names, c.Name)
	}
	switch {
	case len(steps) == 0 && names != nil && text != "":
		return fmt.Errorf("%s holds elements: name one of %s", path, strings.Join(names, ", "))
	case len(steps) == 0:
		return n.assign(text)
	case names == nil:
		return fmt.Errorf("%s has no elements inside", path)
	}
	name := steps[0].name
	c := n.named(name)
	if c == nil {
		return noElement(path, name, names)
	}
	return c.set(steps[1:], below(path, name), text)
}

func noElement(path, name string, known []string) error {
	where := "no element is named"
	if path != "" {
		where = path + " has no element"
	}
	return fmt.Errorf("%s %q%s", where, name, didYouMean(name, known))
}

// setItem sets an item of a list, or what stands in it.
func (n *node) setItem(k *spec.List, steps []step, path, text string) error {
	first := path
	if !k.Flat {
		first = below(path, k.Item.Name)
		switch {
		case len(steps) > 0 && steps[0].index >= 0:
			return fmt.Errorf("the items of %s are called %s: write %s[0]", path, k.Item.Name, first)
		case len(steps) > 0 && steps[0].name != k.Item.Name:
			return noElement(path, steps[0].name, []string{k.Item.Name})
		case len(steps) > 0:
			path, steps = first, steps[1:]
		}
	}
	count := len(n.children)
	switch {
	case len(steps) == 0 && text == "":
		n.children = nil
		return nil
	case len(steps) == 0 || steps[0].index < 0:
		return fmt.Errorf("%s is a list: name one item, %s[0]", path, first)
	case steps[0].index > count:
		return fmt.Errorf("the list has %d items: the next is %s[%d]", count, path, count)
	case steps[0].index == count:
		n.children = append(n.children, n.newItem())
	}
	i := steps[0].index
	err := n.children[i].set(steps[1:], path+"["+strconv.Itoa(i)+"]", text)
	if err != nil {
		n.children = n.children[:count]
	}
	return err
}

// setForm chooses the form of a union by its tag.
func (n *node) setForm(k *spec.Union, below []step, path, tag string) error {
	form, known := find(k.Cases, tag, valueOf)
	switch {
	case len(below) > 0:
		return fmt.Errorf("%s.%s is a single value", path, k.Tag)
	case tag == "":
		n.clear()
	case form == nil:
		return fmt.Errorf("%q is no form of %s: %s%s", tag, path, strings.Join(known, ", "), didYouMean(tag, known))
	case !n.present() || n.children[0].text != tag:
		n.choose(form)
		if slices.ContainsFunc(form.Fields, hasExample) {
			(&sampler{items: maxSampleItems}).children(n, 0)
		}
	}
	return nil
}
