package judge

import (
	"fmt"
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
func (v *values) Set(path, value string) error {
	var segments []segment
	for part := range strings.SplitSeq(path, ".") {
		s, err := parseSegment(part)
		if err != nil {
			return fmt.Errorf("%q: %w", path, err)
		}
		segments = append(segments, s)
	}
	if err := setChild(v.body, nil, segments, "", value); err != nil {
		return fmt.Errorf("%q: %w", path, err)
	}
	return nil
}

// segment is one name of a path; index is -1 when it has none.
type segment struct {
	name  string
	index int
}

func parseSegment(part string) (segment, error) {
	name, rest, indexed := strings.Cut(part, "[")
	if !indexed {
		return segment{name, -1}, nil
	}
	digits, closed := strings.CutSuffix(rest, "]")
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil || !closed {
		return segment{}, fmt.Errorf("%q is no name with the index of an item: write %s[0]", part, name)
	}
	return segment{name, int(n)}, nil
}

// setChild sets within a body; its path is for messages. The union is that whose
// form the body is, if any.
func setChild(b *body, of *spec.Union, segments []segment, path, value string) error {
	s := segments[0]
	e := b.named(s.name)
	if e == nil {
		var known []string
		if of != nil {
			known = append(known, of.Tag)
		}
		for _, e := range b.elements {
			known = append(known, e.Name)
		}
		return noElement(path, s.name, known)
	}
	at := below(path, s.name)
	switch k := e.Kind.(type) {
	case *spec.MsgType, *spec.Const:
		return fmt.Errorf("%s is the same in every document of the type", at)
	case *spec.Count:
		return fmt.Errorf("%s is the number of items of %s", at, k.List.Name)
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime, *spec.Object, *spec.Union:
	case *spec.List:
		return setList(e.value.(*list), k, segments, at, value)
	}
	if s.index >= 0 {
		return fmt.Errorf("%s is no list", at)
	}
	return setValue(e.value, e.Kind, e.Required, segments[1:], at, value)
}

func noElement(path, name string, known []string) error {
	where := "no element is named"
	if path != "" {
		where = path + " has no element"
	}
	return fmt.Errorf("%s %q%s", where, name, didYouMean(name, known))
}

func setList(l *list, k *spec.List, segments []segment, path, value string) error {
	s, rest := segments[0], segments[1:]
	first := path + "[0]"
	if !k.Flat {
		first = path + "." + k.Item.Name + "[0]"
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
		if value == "" && len(rest) == 0 {
			l.items = nil
			return nil
		}
		return fmt.Errorf("%s is a list: name one item, %s", path, first)
	}
	n := len(l.items)
	if s.index > n {
		return fmt.Errorf("the list has %d items: the next is %s[%d]", n, path, n)
	}
	if s.index == n {
		l.items = append(l.items, absentItem(k))
	}
	err := setValue(l.items[s.index], k.Item.Kind, true, rest, path+"["+strconv.Itoa(s.index)+"]", value)
	if err != nil {
		l.items = l.items[:n]
	}
	return err
}

// setValue sets what stands at a path, or below it by the segments that are left.
func setValue(v value, k spec.Kind, always bool, segments []segment, path, text string) error {
	switch v := v.(type) {
	case *leaf:
		if len(segments) > 0 {
			return fmt.Errorf("%s has no elements inside", path)
		}
		return v.assign(k, always, text)
	case *body:
		if len(segments) > 0 {
			return setChild(v, nil, segments, path, text)
		}
		if text == "" {
			object := k.(*spec.Object)
			*v = *newBody(object.Fields, object.Rules)
			return nil
		}
		return fmt.Errorf("%s holds elements: name one of %s", path, names(k.(*spec.Object).Fields))
	case *union:
		return setUnion(v, k.(*spec.Union), segments, path, text)
	case *list: // set by setList
	}
	return nil
}

func setUnion(u *union, k *spec.Union, segments []segment, path, text string) error {
	switch {
	case len(segments) == 0 && text != "":
		return fmt.Errorf("%s holds elements: choose a form by %s.%s", path, path, k.Tag)
	case len(segments) == 0:
		*u = union{}
		return nil
	case segments[0].name != k.Tag && u.form == nil:
		return fmt.Errorf("%s has no form yet: choose one by %s.%s", path, path, k.Tag)
	case segments[0].name != k.Tag:
		return setChild(u.body, k, segments, path, text)
	case len(segments) > 1 || segments[0].index >= 0:
		return fmt.Errorf("%s.%s is a single value", path, k.Tag)
	case text == "":
		*u = union{}
		return nil
	}
	form, known := findForm(k, text)
	switch {
	case form == nil:
		return fmt.Errorf("%q is no form of %s: %s%s", text, path, strings.Join(known, ", "), didYouMean(text, known))
	case u.form != form:
		u.choose(form)
		sampleForm(u)
	}
	return nil
}
