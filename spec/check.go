package spec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
)

// check reports what is wrong with a platform as a whole.
func (d *decoder) check() {
	keys.CheckNames(keys.Element{Shape: keys.Spec, Node: d.root}, d.p)
	keys.CheckSections(d.root, d.p)
	for _, s := range d.Scalars {
		d.checkRules(s.Rules.Stated())
	}
	if first := d.msgType(d.Header.Fields, "header.", "the header has"); first == nil && len(d.Replies) > 1 {
		d.p.At(d.root.Get("header"), code.MsgType, "add a field of `type: msg_type`", "nothing in the header tells the %d replies apart", len(d.Replies))
	}
	d.checkFields(d.Header.Fields)
	header := spellings(d.Header.Fields)
	for i, n := range d.root.List("replies") {
		keys.CheckTaken(header, n.List("fields"), "the header", d.p)
		d.checkFields(d.Replies[i].Fields)
	}
	d.checkInbound()
}

// msgType returns a field of kind msg_type, nil without one, and reports others that a section declares.
func (d *decoder) msgType(fields []*Field, section, holder string) (found *Field) {
	for _, f := range fields {
		if _, ok := f.Kind.(*MsgType); !ok {
			continue
		}
		if found != nil && strings.HasPrefix(f.Path, section) {
			d.report(f.Origin.Span, code.MsgType, "", note(found.Origin.Span, "the first one is here"), "%s two fields of kind msg_type", holder)
		}
		found = f
	}
	return found
}

// checkFields checks fields and all that stand inside them.
func (d *decoder) checkFields(fields []*Field) {
	items := map[*Field]bool{}
	Walk(fields, func(f *Field) {
		d.checkRules(RulesOf(f.Kind))
		switch k := f.Kind.(type) {
		case *String:
			d.chooseExample(f, k)
		case *Object:
			if !f.Required && !items[f] && k.Fields != nil { // an item is never absent
				d.optionalObject(f, k)
			}
		case *List:
			items[k.Item] = true
			for _, r := range k.MaxItemsReplyingTo {
				for _, most := range stated(keys.MaxItems, k.MaxItems) {
					replying := &ValueRule{Key: "max_items_replying_to", Unit: Items}
					d.checkLimits(StatedRule{replying, []string{fmt.Sprint(r.Limit.V)}, r.Limit.Origin}, most)
				}
			}
			d.sampleItems(k)
			d.notByMessage([]*Field{k.Item})
		case *Union:
			for _, c := range k.Cases {
				d.notByMessage(c.Fields)
			}
		case *Int, *Float, *UnixTime, *Bool, *MsgType, *Const, *Count: // nothing beside rules
		}
	})
}

// notByMessage reports limits by the type of the answered message where nothing can check them: only the reply's
// builder knows the message, and it looks neither into items nor into forms.
func (d *decoder) notByMessage(fields []*Field) {
	for _, path := range elementsOf(fields, nil) {
		f := path.last()
		if k, ok := f.Kind.(*List); ok && len(k.MaxItemsReplyingTo) > 0 {
			d.report(f.Origin.Span, code.RuleKind, "state max_items", nil, "%q stands inside an item or a case: it cannot have \"max_items_replying_to\"", f.Name)
		}
	}
}

// optionalObject checks that the Go value of an optional object shows whether it is present. It is if any child is; a
// required number is always there, and where 0 is a value of it, something that cannot be empty has to be required
// beside it.
func (d *decoder) optionalObject(f *Field, k *Object) {
	numbers, certain, tells := presence(k)
	switch {
	case !tells:
		d.report(f.Origin.Span, code.Presence, "make it required, or give it a field that can be absent or empty", nil,
			"nothing in the optional object %q tells whether it is there", f.Name)
	case numbers && !certain:
		d.report(f.Origin.Span, code.Presence, "make the object required, its numbers optional or never 0, or a string or list in it required", nil,
			"the optional object %q with its required numbers all 0 looks as if it were not there", f.Name)
	}
}

// presence reports whether an object has a required number that may be 0, a required child that is never empty, and
// any child that shows whether the object is present.
func presence(k *Object) (numbers, certain, tells bool) {
	for _, f := range k.Fields {
		switch inner := f.Kind.(type) {
		case *String, *List, *Union, *UnixTime:
			tells = true
			certain = certain || f.AlwaysWritten()
		case *Int, *Float, *Bool:
			tells = tells || !f.Required || !zeroFits(inner)
			certain = certain || f.Required && !zeroFits(inner)
			numbers = numbers || f.Required && zeroFits(inner)
		case *Object:
			n, c, a := presence(inner)
			tells = tells || a || inner.Fields == nil // nil: reported
			certain = certain || c && f.Required
			numbers = numbers || n && f.Required
		case *MsgType, *Const, *Count: // the same in every object
		}
	}
	return numbers, certain, tells
}

// zeroFits reports whether the rules of a number let 0 pass.
func zeroFits(k Kind) bool { return len(ViolatedRules(k, "0")) == 0 }

// checkRules reports rules of a value that contradict each other, and patterns.
func (d *decoder) checkRules(rules []StatedRule) {
	for _, r := range rules {
		isWithin := func(v string) bool {
			return !slices.ContainsFunc(rules, func(r StatedRule) bool { return r.IsLimit() && !r.holds(v) })
		}
		switch {
		case r.Bound == AtMost:
			for _, low := range rules {
				if low.Bound == AtLeast {
					d.checkLimits(low, r)
				}
			}
			if r.Unit != "" && r.Unit != Items && r.Values[0] == "0" {
				d.report(r.origin.Span, code.RuleConflict, "remove the field instead", nil, "a limit of 0 leaves no value")
			}
		case r.Bound == OneOfSet && !slices.ContainsFunc(r.Values, isWithin):
			d.report(r.origin.Span, code.RuleConflict, "", nil, "no value of the enum lies within the limits")
		case r.ValueRule == valueRules[keys.Pattern]:
			d.checkPattern(r.Values[0], r.origin.Span)
		}
	}
}

// checkLimits reports a lower and an upper limit between which there is no value, at the one that was decided later.
func (d *decoder) checkLimits(low, high StatedRule) {
	most := high.Values[0]
	if n, err := strconv.Atoi(most); err == nil && low.Unit != high.Unit { // of so many, how many of the other can there be?
		longest := 0
		for _, c := range []string{"\n", "a", "汉", "😀"} {
			one := high.Measure(c)
			if one == 0 {
				return
			}
			longest = max(longest, n*low.Measure(c)/one)
		}
		most = strconv.Itoa(longest)
	}
	if keys.AtMost.Allows(most, low.Values[0]) {
		return
	}
	later, earlier, relation, direction := high, low, "below", "more"
	if low.origin.isAfter(high.origin) {
		later, earlier, relation, direction = low, high, "above", "less"
	}
	limit := earlier.Values[0]
	d.report(later.origin.Span, code.RuleConflict, "write "+limit+" or "+direction, note(earlier.origin.Span, earlier.Key+" is set here"),
		"%s %s is %s %s %s", later.Key, later.Values[0], relation, earlier.Key, limit)
}

// sampleItems checks that the fields of an item have examples for one number of items.
func (d *decoder) sampleItems(k *List) {
	var first *Field
	for _, path := range elementsOf([]*Field{k.Item}, nil) {
		f := path.last()
		if len(f.Example) < 2 {
			continue
		}
		if first != nil && len(first.Example) != len(f.Example) {
			d.report(f.Example[0].Origin.Span, code.Example, "", note(first.Example[0].Origin.Span, "the other ones are here"),
				"%d examples here and %d at %q: one an item", len(f.Example), len(first.Example), first.Name)
		}
		first = f
	}
}

// spellings maps the names and aliases of fields to where they are declared.
func spellings(fields []*Field) map[string]diag.Span {
	out := map[string]diag.Span{}
	for _, f := range fields {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			if _, ok := out[name]; !ok {
				out[name] = f.Origin.Span
			}
		}
	}
	return out
}
