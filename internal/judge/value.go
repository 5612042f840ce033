package judge

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec"
)

// Broken names the rules that a present value violates, as [spec.ViolatedRules] lists them.
func Broken(k spec.Kind, text string) []string {
	var out []string
	for _, r := range spec.ViolatedRules(k, text) {
		out = append(out, r.Key)
	}
	return out
}

// assign gives a node the single value that a text spells, or none for an empty one.
func (n *node) assign(text string) error {
	if text == "" {
		if n.zeroCounts() {
			return errors.New("the number is always written and cannot be empty")
		}
		n.clear()
		return nil
	}
	canonical, err := canonicalText(n.Kind, text)
	if err == nil {
		n.text, n.example = canonical, false
	}
	return err
}

// canonicalText is the one way in which the wire spells a value.
func canonicalText(k spec.Kind, text string) (string, error) {
	switch k.(type) {
	case *spec.Int, *spec.UnixTime, *spec.Count:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return "", fmt.Errorf("%q is no whole number of 64 bits", text)
		}
		return strconv.FormatInt(n, 10), nil
	case *spec.Float:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || strings.ContainsAny(text, "xX_") {
			return "", fmt.Errorf("%q is no number of 64 bits", text)
		}
		return floatText(f), nil
	case *spec.Bool:
		if text != "true" && text != "false" {
			return "", fmt.Errorf("%q is neither true nor false", text)
		}
	case *spec.String, *spec.MsgType, *spec.Const, *spec.Object, *spec.List, *spec.Union: // has one spelling
	}
	return text, nil
}

// floatText is the shortest decimal that reads back as f, without an exponent.
func floatText(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func wholeOf(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // it was parsed before
	return n
}

func numberOf(text string) float64 {
	f, _ := strconv.ParseFloat(text, 64) // it was parsed before
	return f
}

// XML returns the XML of a reply or message: compact, without a declaration, elements in the
// order of the spec. It is well-formed whatever the values are: a character
// that XML cannot carry becomes U+FFFD.
func (t tree) XML() string { return t.root.elements()[0].XML() }

// IndentedXML is XML with a line for each element that holds no other, for people:
// to a platform, it is the same.
func (t tree) IndentedXML() string { return t.root.elements()[0].IndentedXML() }

// elements are what is written of a node: nothing if it is absent, the items of a flat list.
func (n *node) elements() []*Element {
	if !n.AlwaysWritten() && !n.present() {
		return nil
	}
	e := &Element{Name: n.Name}
	for _, c := range n.children {
		e.Children = append(e.Children, c.elements()...)
	}
	text := n.text
	switch k := n.Kind.(type) {
	case *spec.List:
		if k.Flat {
			return e.Children
		}
		return []*Element{e}
	case *spec.Object, *spec.Union:
		return []*Element{e}
	case *spec.String, *spec.MsgType:
		text = carried(text)
	case *spec.Const:
		text = carried(k.Text)
	case *spec.Count:
		text = strconv.Itoa(len(n.parent.of(k.List).children))
	case *spec.Float:
		if f := numberOf(text); math.IsNaN(f) || math.IsInf(f, 0) {
			text = "0" // what generated code writes: no platform takes NaN
		}
	case *spec.Int, *spec.UnixTime, *spec.Bool:
	}
	e.Inner = written(text, spec.IsCDATA(n.Kind))
	return []*Element{e}
}

// lineEnds makes a line feed of every line end: some platforms show CR LF as two.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// carried is a text without the characters that XML cannot carry, and bytes that are no
// UTF-8.
func carried(text string) string {
	return strings.Map(func(r rune) rune {
		if spec.Uncarriable(string(r)) >= 0 {
			return utf8.RuneError
		}
		return r
	}, lineEnds.Replace(text))
}
