package spec

import (
	"cmp"
	"slices"
	"time"
)

// byOrder is the class of a number that went from one to another, given what a greater one is.
func byOrder[T cmp.Ordered](from, to T, greater Class) Class {
	switch cmp.Compare(to, from) {
	case 0:
		return Docs
	case 1:
		return greater
	}
	return opposite(greater)
}

// opposite is the class of the change the other way round.
func opposite(c Class) Class {
	switch c {
	case Widening:
		return Narrowing
	case Narrowing:
		return Widening
	}
	return c
}

// limitClass compares limits, given what a greater one is; nil is no limit.
func limitClass(from, to *node, greater Class) Class {
	if from == nil || to == nil {
		return byPresence(from, to)
	}
	return byOrder(0, compareNumbers(to, from), greater)
}

// byPresence is the class of a rule that one side may lack.
func byPresence(from, to *node) Class {
	return byOrder(count(from), count(to), Narrowing)
}

func count(n *node) int {
	if n == nil {
		return 0
	}
	return 1
}

// compareNumbers compares whole numbers exactly, others as floats.
func compareNumbers(a, b *node) int {
	if x, ok := parseInt(a); ok {
		if y, ok := parseInt(b); ok {
			return cmp.Compare(x, y)
		}
	}
	x, _ := parseFloat(a)
	y, _ := parseFloat(b)
	return cmp.Compare(x, y)
}

// limitsClass compares limits by name; a name that is missing has none of its own.
func limitsClass(from, to *node) Class {
	class := Docs
	for _, of := range []*node{from, to} {
		if of == nil {
			continue
		}
		for _, e := range of.entries {
			class = max(class, limitClass(from.get(e.key.text), to.get(e.key.text), Widening))
		}
	}
	return class
}

// setClass compares lists of which one value has to be met; nil is no such rule.
func setClass(from, to *node) Class {
	switch {
	case from == nil || to == nil:
		return byPresence(from, to)
	case !isSubset(from, to):
		return Narrowing
	case !isSubset(to, from):
		return Widening
	}
	return Docs
}

func isSubset(of, in *node) bool {
	all := texts(in)
	return !slices.ContainsFunc(texts(of), func(s string) bool { return !slices.Contains(all, s) })
}

// ruleClass compares rules across fields as a whole.
func ruleClass(from, to *node) Class {
	form := func(n *node) string {
		for _, name := range ruleForms {
			if n.get(name) != nil {
				return name
			}
		}
		return ""
	}
	a, b := form(from), form(to)
	was, is := from.get(a), to.get(b)
	switch {
	case a == "one_of" && b == "at_least_one_of":
		return max(Widening, setClass(was, is))
	case a != b || from.str("field") != to.str("field"):
		return Narrowing
	}
	switch a {
	case "at_least_one_of":
		return setClass(was, is)
	case "requires", "forbids":
		return setClass(is, was)
	case "required_when":
		if was.str("field") != is.str("field") {
			return Narrowing
		}
		return setClass(is.get("in"), was.get("in"))
	}
	if setClass(was, is) == Docs {
		return Docs
	}
	return Narrowing // of one_of: another field may be a second that is present, one less may have been the only one
}

func deliveryClass(name string, from, to *node) Class {
	switch name {
	case "deadline":
		a, _ := time.ParseDuration(from.text) // the shape holds it to be one
		b, _ := time.ParseDuration(to.text)
		return byOrder(a, b, Widening)
	case "attempts":
		return byOrder(whole(from).V, whole(to).V, Widening)
	case "acks":
		// An ack that is preferred no more is one still.
		return max(Widening, setClass(from, to))
	}
	return Wire // dedupe names elements
}

// modesClass compares ways to send a message. A platform that says nothing sends it as it is.
func modesClass(from, to *node) Class {
	plain := &node{kind: sequence, items: []*node{{kind: scalar, text: "plain"}}}
	if from == nil {
		from = plain
	}
	if to == nil {
		to = plain
	}
	if class := setClass(from, to); class != Narrowing {
		return class
	}
	return Wire
}
