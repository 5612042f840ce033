package emit

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/spec"
)

// sampleOf is a call of the function that makes a valid value of a type: of replies and of forms, which are used by
// their address, a pointer.
func (c *testCases) sampleOf(t *gomodel.Type) string {
	c.inValues = append(c.inValues, t)
	return "sample" + t.Name + "()"
}

// sampleFuncs emits, for each type that a test needs,
//
//	func sampleMusic() Music {
//		return Music{ThumbMediaID: "ThumbMediaId"}
//	}
//
// and with it those that it needs in turn.
func (c *testCases) sampleFuncs(f *gofile.File) {
	emitted := map[*gomodel.Type]bool{}
	c.inValues = append(c.inValues, c.inPlaces...)
	for i := 0; i < len(c.inValues); i++ {
		t := c.inValues[i]
		if emitted[t] {
			continue
		}
		emitted[t] = true
		var values []string
		for _, g := range c.sampleFields(t) {
			values = append(values, g.GoName+": "+c.valueOf(g))
		}
		literal := strings.Join(values, ",\n")
		if len(values) > 1 {
			literal = "\n" + literal + ",\n"
		}
		star, address := "", ""
		if t.Union != nil || t.IsReply {
			star, address = "*", "&"
		}
		f.Add(nil,
			gofile.Code("func sample%[1]s() %[2]s%[1]s {\nreturn %[3]s%[1]s{%[4]s}\n}", t.Name, star, address, literal))
	}
}

// sampleFields are the fields that a valid value has: the required ones, those that rules across fields ask for, and one
// by which an object that may be absent shows that it is there.
func (c *testCases) sampleFields(t *gomodel.Type) []*gomodel.Field {
	in := map[*gomodel.Field]bool{}
	for _, g := range t.Fields {
		in[g] = g.GoName != "" && g.AlwaysWritten()
	}
	c.obeyRules(t, in)
	if !slices.ContainsFunc(t.Fields, func(g *gomodel.Field) bool { return in[g] && c.shows(g) }) {
		if i := slices.IndexFunc(t.Fields, gomodel.TellsPresence); i >= 0 {
			in[t.Fields[i]] = true
			c.obeyRules(t, in)
		}
	}
	var out []*gomodel.Field
	for _, g := range t.Fields {
		if in[g] {
			out = append(out, g)
		}
	}
	return out
}

// shows reports whether the sample of a field makes its parent present.
func (c *testCases) shows(g *gomodel.Field) bool {
	if _, ok := g.Kind.(*spec.Object); ok {
		return slices.ContainsFunc(c.sampleFields(g.Object), c.shows)
	}
	return gomodel.TellsPresence(g)
}

// obeyRules adds the fields that the rules across fields ask for.
func (c *testCases) obeyRules(t *gomodel.Type, in map[*gomodel.Field]bool) {
	grown := true
	set := func(fields ...*spec.Field) {
		for _, f := range fields {
			if g := t.Field(f); !in[g] {
				in[g], grown = true, true
			}
		}
	}
	setOne := func(fields []*spec.Field) {
		if !slices.ContainsFunc(fields, func(f *spec.Field) bool { return in[t.Field(f)] }) {
			set(fields[0])
		}
	}
	for grown { // a field that one rule brings in may be the condition of another
		grown = false
		for _, r := range t.Rules {
			switch form := r.Form.(type) {
			case *spec.OneOf:
				setOne(form.Fields)
			case *spec.AtLeastOneOf:
				setOne(form.Fields)
			case *spec.Requires:
				if in[t.Field(form.Field)] {
					set(form.Needs...)
				}
			case *spec.RequiredWhen:
				if g := t.Field(form.Deciding); in[g] && slices.Contains(form.In, sampleText(g.Name, g.Kind)) {
					set(form.Field)
				}
			case *spec.Forbids: // asks for no field
			}
		}
	}
}

// valueOf is a valid value of a field.
func (c *testCases) valueOf(g *gomodel.Field) string {
	switch k := g.Kind.(type) {
	case *spec.Object:
		return c.sampleOf(g.Object)
	case *spec.Union:
		return c.sampleOf(g.Union.Cases[0])
	case *spec.List:
		return c.items(g, k, max(1, k.MinItems.V))
	default: // a leaf
	}
	return optionally(g, c.leafOf(g.Name, g.Kind))
}

func (c *testCases) leafOf(name string, kind spec.Kind) string {
	text := sampleText(name, kind)
	if k, ok := kind.(*spec.String); ok {
		return c.textLiteral(k, text)
	}
	return exampleLiteral(text, kind)
}

// sampleText is a valid value of a leaf as the wire spells it, "" when none is known.
func sampleText(name string, kind spec.Kind) string {
	text, _ := judge.Value(name, kind)
	return text
}

// items is a list of n valid items.
func (c *testCases) items(g *gomodel.Field, k *spec.List, n int) string {
	if n == 1 {
		return c.oneItem(g, k)
	}
	return c.itemsOf(g, k, strconv.Itoa(n))
}

// itemsOf is a list of as many items as an expression says.
func (c *testCases) itemsOf(g *gomodel.Field, k *spec.List, count string) string {
	return gofile.Code("slices.Repeat(%s, %s)", c.oneItem(g, k), count)
}

func (c *testCases) oneItem(g *gomodel.Field, k *spec.List) string {
	item := ""
	switch {
	case g.Object != nil:
		item = c.sampleOf(g.Object)
	case g.Union != nil:
		item = c.sampleOf(g.Union.Cases[0])
	default:
		item = c.leafOf(k.Item.Name, k.Item.Kind)
	}
	return "[]" + gomodel.ItemType(c.pkg, g, k) + "{" + item + "}"
}

// textLiteral writes a text of a kind so that a long run of one character stays short. Such a run is no constant, and
// needs to be converted to a scalar's type.
func (c *testCases) textLiteral(k *spec.String, text string) string {
	first, width := utf8.DecodeRuneInString(text)
	if len(text) < 40 || first == utf8.RuneError {
		return strconv.Quote(text)
	}
	n := 1
	for strings.HasPrefix(text[n*width:], text[:width]) {
		n++
	}
	if n < 8 {
		return strconv.Quote(text)
	}
	out := gofile.Code("strings.Repeat(%q, %d)", text[:width], n)
	if rest := text[n*width:]; rest != "" {
		out += " + " + strconv.Quote(rest)
	}
	if k.Scalar != nil {
		return c.pkg.Scalars[k.Scalar] + "(" + out + ")"
	}
	return out
}
