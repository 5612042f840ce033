package spec

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// check reports what is wrong with a platform as a whole.
func (d *decoder) check(p *Platform, root *tree.Node) {
	keys.CheckNames(keys.Element{Shape: keys.Spec, Node: root}, d.p)
	keys.CheckSections(root, d.p)
	for _, s := range p.Scalars {
		d.stringLimits(s.Rules)
	}
	if first := d.msgType(p.Header.Fields, "header.", "the header has"); first == nil && len(p.Replies) > 1 {
		d.p.At(root.Get("header"), code.MsgType, "add a field of `type: msg_type`", "nothing in the header tells the %d replies apart", len(p.Replies))
	}
	d.checkFields(p.Header.Fields)
	replies := root.Get("replies")
	header := spellings(p.Header.Fields)
	for i, r := range p.Replies {
		keys.CheckTaken(header, replies.Items[i].List("fields"), "the header", d.p)
		d.checkFields(r.Fields)
	}
	d.checkInbound(p, root)
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

func (d *decoder) checkFields(fields []*Field) {
	for _, f := range fields {
		d.checkField(f)
	}
}

func (d *decoder) checkField(f *Field) {
	switch k := f.Kind.(type) {
	case *String:
		d.stringLimits(k.Rules)
		d.chooseExample(f, k)
	case *Int:
		limits(d, k.Min, k.Max, "min", "max")
		d.enum(k.Enum.Origin, k)
	case *Float:
		limits(d, k.Min, k.Max, "min", "max")
	case *UnixTime:
		limits(d, k.Min, k.Max, "min", "max")
	case *Object:
		d.checkFields(k.Fields)
		if !f.Required && k.Fields != nil {
			d.optionalObject(f, k)
		}
	case *List:
		limits(d, k.MinItems, k.MaxItems, "min_items", "max_items")
		for _, r := range k.MaxItemsReplyingTo {
			limits(d, r.Limit, k.MaxItems, "max_items_replying_to", "max_items")
		}
		if item, ok := k.Item.Kind.(*Object); ok {
			d.checkFields(item.Fields) // an item is never absent
		} else {
			d.checkField(k.Item)
		}
		d.sampleItems(k)
		d.notByMessage([]*Field{k.Item})
	case *Union:
		for _, c := range k.Cases {
			d.checkFields(c.Fields)
			d.notByMessage(c.Fields)
		}
	case *Bool, *MsgType, *Const, *Count: // no rules
	}
}

// notByMessage reports limits by the type of the answered message where nothing can check them: only the reply's
// builder knows the message, and it looks neither into items nor into forms.
func (d *decoder) notByMessage(fields []*Field) {
	for _, f := range fields {
		switch k := f.Kind.(type) {
		case *Object:
			d.notByMessage(k.Fields)
		case *List:
			if len(k.MaxItemsReplyingTo) > 0 {
				d.report(f.Origin.Span, code.RuleKind, "state max_items", nil, "%q stands inside an item or a case: it cannot have \"max_items_replying_to\"", f.Name)
			}
		default: // no list
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

func (d *decoder) stringLimits(r StringRules) {
	for low, least := range r.Sizes() {
		for high, most := range r.Sizes() {
			if low.Bound == AtLeast && high.Bound == AtMost && !roomBetween(low, high, least.V, most.V) {
				conflict(d, least, most, low.Key, high.Key)
			}
		}
	}
	if r.Pattern.IsSet() {
		d.checkPattern(r.Pattern)
	}
	d.enum(r.Enum.Origin, &String{Rules: r})
	for rule, zero := range r.Sizes() {
		if rule.Bound == AtMost && zero.V == 0 {
			d.report(zero.Origin.Span, code.RuleConflict, "remove the field instead", nil, "a limit of 0 leaves no value")
		}
	}
}

// enum reports an enum of which no value lies within the limits.
func (d *decoder) enum(at *Origin, k Kind) {
	rules := RulesOf(k)
	isWithin := func(v string) bool {
		return !slices.ContainsFunc(rules, func(r StatedRule) bool { return r.IsLimit() && !r.holds(v) })
	}
	for _, r := range rules {
		if r.Bound == OneOfSet && !slices.ContainsFunc(r.Values, isWithin) {
			d.report(at.Span, code.RuleConflict, "", nil, "no value of the enum lies within the limits")
		}
	}
}

// roomBetween reports whether some text keeps to a lower and an upper limit.
func roomBetween(low, high *ValueRule, least, most int) bool {
	if low.Unit == Bytes && high.Unit == Characters {
		most *= utf8.UTFMax
	}
	return least <= most
}

// limits reports a lower limit above an upper one.
func limits[T int | int64 | float64](d *decoder, low, high Value[T], lowName, highName string) {
	if low.IsSet() && high.IsSet() && low.V > high.V {
		conflict(d, low, high, lowName, highName)
	}
}

// conflict reports a lower and an upper limit between which there is no value, at the one that was decided later.
func conflict[T int | int64 | float64](d *decoder, low, high Value[T], lowName, highName string) {
	later, earlier, laterName, earlierName, relation, hint := high, low, highName, lowName, "below", "write %v or more"
	if low.Origin.isAfter(high.Origin) {
		later, earlier, laterName, earlierName, relation, hint = low, high, lowName, highName, "above", "write %v or less"
	}
	d.report(later.Origin.Span, code.RuleConflict, fmt.Sprintf(hint, earlier.V), note(earlier.Origin.Span, earlierName+" is set here"),
		"%s %v is %s %s %v", laterName, later.V, relation, earlierName, earlier.V)
}

// sampleItems checks that the fields of an item have examples for one number of items.
func (d *decoder) sampleItems(k *List) {
	var first *Field
	eachLeaf(k.Item, func(f *Field) {
		if len(f.Example) < 2 {
			return
		}
		if first != nil && len(first.Example) != len(f.Example) {
			d.report(f.Example[0].Origin.Span, code.Example, "", note(first.Example[0].Origin.Span, "the other ones are here"),
				"%d examples here and %d at %q: one an item", len(f.Example), len(first.Example), first.Name)
		}
		first = f
	})
}

// eachLeaf visits a field or, of an object, the fields inside; lists inside lists are left out.
func eachLeaf(f *Field, visit func(*Field)) {
	switch k := f.Kind.(type) {
	case *Object:
		for _, c := range k.Fields {
			eachLeaf(c, visit)
		}
	case *List:
	default:
		visit(f)
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
