package diff

import (
	"cmp"
	"slices"
	"time"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
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
func limitClass(from, to *tree.Node, greater Class) Class {
	if from == nil || to == nil {
		return byPresence(from, to)
	}
	return byOrder(0, compareNumbers(to, from), greater)
}

// byPresence is the class of a rule that one side may lack.
func byPresence(from, to *tree.Node) Class {
	return byOrder(count(from), count(to), Narrowing)
}

func count(n *tree.Node) int {
	if n == nil {
		return 0
	}
	return 1
}

// compareNumbers compares whole numbers exactly, others as floats.
func compareNumbers(a, b *tree.Node) int {
	if x, ok := a.Whole(); ok {
		if y, ok := b.Whole(); ok {
			return cmp.Compare(x, y)
		}
	}
	x, _ := a.Float()
	y, _ := b.Float()
	return cmp.Compare(x, y)
}

// limitsClass compares limits by name; a name that is missing has none of its own.
func limitsClass(from, to *tree.Node) Class {
	class := Docs
	for _, of := range []*tree.Node{from, to} {
		if of == nil {
			continue
		}
		for _, e := range of.Entries {
			class = max(class, limitClass(from.Get(e.Key.Text), to.Get(e.Key.Text), Widening))
		}
	}
	return class
}

// setClass compares lists of which one value has to be met; nil is no such rule.
func setClass(from, to *tree.Node) Class {
	if from == nil || to == nil {
		return byPresence(from, to)
	}
	return bySubset(from, to)
}

// bySubset compares lists of what is valid.
func bySubset(from, to *tree.Node) Class {
	switch {
	case !isSubset(from, to):
		return Narrowing
	case !isSubset(to, from):
		return Widening
	}
	return Docs
}

func isSubset(of, in *tree.Node) bool {
	all := in.Texts()
	return !slices.ContainsFunc(of.Texts(), func(s string) bool { return !slices.Contains(all, s) })
}

// ruleClass compares rules across fields as a whole.
func ruleClass(from, to *tree.Node) Class {
	form := func(n *tree.Node) string {
		for _, name := range keys.RuleForms {
			if n.Get(name) != nil {
				return name
			}
		}
		return ""
	}
	a, b := form(from), form(to)
	was, is := from.Get(a), to.Get(b)
	switch {
	case a == "one_of" && b == "at_least_one_of":
		return max(Widening, setClass(was, is))
	case a != b || from.Str("field") != to.Str("field"):
		return Narrowing
	}
	switch a {
	case "at_least_one_of":
		return setClass(was, is)
	case "requires", "forbids":
		return setClass(is, was)
	case "required_when":
		if was.Str("field") != is.Str("field") {
			return Narrowing
		}
		return setClass(is.Get("in"), was.Get("in"))
	}
	if setClass(was, is) == Docs {
		return Docs
	}
	return Narrowing // of one_of: another field may be a second that is present, one less may have been the only one
}

func deliveryClass(name string, from, to *tree.Node) Class {
	switch name {
	case "deadline":
		a, _ := time.ParseDuration(from.Text) // checked by its shape
		b, _ := time.ParseDuration(to.Text)
		return byOrder(a, b, Widening)
	case "attempts":
		return byOrder(numberOf(from), numberOf(to), Widening)
	case "acks":
		// An ack that is preferred no more is one still.
		return max(Widening, setClass(from, to))
	}
	return Wire // dedupe names elements
}

// modesClass compares ways to send a message. A platform that states nothing sends it as it is.
func modesClass(from, to *tree.Node) Class {
	plain := &tree.Node{Kind: tree.Sequence, Items: []*tree.Node{{Kind: tree.Scalar, Text: "plain"}}}
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
