package difftest

import (
	"math"
	"strings"

	"github.com/replygen/replygen/spec"
)

// breakable collects the rules of one reply. A path names the form of a union
// that is a field of the reply itself.
type breakable struct {
	prefix            string
	values, documents map[string]bool
}

func (b *breakable) both(path, rule string) {
	b.value(path, rule)
	b.document(path, rule)
}

func (b *breakable) value(path, rule string)    { b.values[b.prefix+path+" "+rule] = true }
func (b *breakable) document(path, rule string) { b.documents[b.prefix+path+" "+rule] = true }

func (b *breakable) unknown(path string) {
	b.document(path+unknownName, "unknown_element")
}

// body collects those below path, which ends in a dot if it is not empty.
// company is how many values can tell that all objects are there which hold
// the body and are optional: a struct cannot lack one that would be alone.
func (b *breakable) body(path string, fields []*spec.Field, rules []*spec.Rule, company int) {
	for _, f := range fields {
		at := path + f.Name
		if k, ok := f.Kind.(*spec.List); !ok || !k.Flat {
			b.document(at, "duplicate_element")
		}
		if f.AlwaysWritten() {
			b.required(at, f, company)
		}
		b.kind(at, f, company)
	}
	for _, r := range rules {
		switch form := r.Form.(type) {
		case *spec.Requires:
			b.both(path+form.Field.Name, "requires")
		case *spec.Forbids:
			b.both(path+form.Field.Name, "forbids")
		case *spec.RequiredWhen:
			b.both(path+form.Field.Name, "required_when")
		case *spec.OneOf:
			b.both(path+form.Fields[0].Name, "one_of")
		case *spec.AtLeastOneOf:
			b.both(path+form.Fields[0].Name, "at_least_one_of")
		}
	}
}

func (b *breakable) required(at string, f *spec.Field, company int) {
	switch k := f.Kind.(type) {
	case *spec.Int, *spec.Float, *spec.Bool, *spec.Const, *spec.Count, *spec.MsgType:
		b.document(at, "required") // in a struct it is 0 or false, or not there to be set
	case *spec.Object:
	case *spec.List:
		if f.Required {
			b.document(at, "required")
			if company > 1 {
				b.value(at, "required")
			}
		} else if company > 1 || k.MinItems.V > 1 {
			b.value(at, "min_items")
		}
	default:
		b.document(at, "required")
		if company > 1 {
			b.value(at, "required")
		}
	}
}

func (b *breakable) kind(at string, f *spec.Field, company int) {
	switch k := f.Kind.(type) {
	case *spec.MsgType:
		b.document(at, "enum")
	case *spec.Const:
		b.document(at, "const")
	case *spec.Count:
		b.document(at, "count")
		b.document(at, "type")
		if k.List.AlwaysWritten() {
			return
		}
		b.document(at, "required")
	case *spec.Object:
		if !f.Required {
			company = min(company, tellers(k.Fields))
		}
		b.unknown(at + ".")
		b.body(at+".", k.Fields, k.Rules, company)
	case *spec.List:
		b.list(at, k)
	case *spec.Union:
		b.document(at+"."+k.Tag, "required")
		b.document(at+"."+k.Tag, "enum")
		for _, c := range k.Cases {
			form := at + "{" + c.Value + "}."
			if strings.Contains(at, ".") {
				form = at + "."
			}
			b.unknown(form)
			b.body(form, c.Fields, c.Rules, math.MaxInt)
		}
	default:
		b.leaf(at, f.Kind)
	}
}

func (b *breakable) list(at string, k *spec.List) {
	if k.MaxItems.IsSet() {
		b.both(at, "max_items")
	}
	if k.MustHold() {
		b.document(at, "min_items")
	}
	item := at
	if !k.Flat {
		b.unknown(at + ".")
		item = at + "." + k.Item.Name
	}
	switch kind := k.Item.Kind.(type) {
	case *spec.Object:
		b.unknown(item + ".")
		b.body(item+".", kind.Fields, kind.Rules, math.MaxInt)
	case *spec.Union:
		b.value(item, "required")
		b.kind(item, k.Item, math.MaxInt)
	default:
		if _, ok := kind.(*spec.String); ok {
			b.both(item, "required")
		}
		b.leaf(item, kind)
	}
}

func (b *breakable) leaf(at string, kind spec.Kind) {
	bounds := func(low, high bool) {
		b.document(at, "type")
		if low {
			b.both(at, "min")
		}
		if high {
			b.both(at, "max")
		}
	}
	switch k := kind.(type) {
	case *spec.String:
		b.value(at, "chars")
		r := k.Enforced()
		for rule, set := range map[string]bool{
			"max_bytes": r.MaxBytes.IsSet(), "min_runes": r.MinRunes.IsSet(), "max_runes": r.MaxRunes.IsSet(),
			"enum": r.Enum.IsSet(), "pattern": r.Pattern.IsSet(), "format": r.Format.IsSet(),
		} {
			if set {
				b.both(at, rule)
			}
		}
	case *spec.Int:
		bounds(k.Min.IsSet(), k.Max.IsSet())
		if k.Enum.IsSet() {
			b.both(at, "enum")
		}
	case *spec.UnixTime:
		bounds(k.Min.IsSet(), k.Max.IsSet())
	case *spec.Float:
		bounds(k.Min.IsSet(), k.Max.IsSet())
		b.value(at, "finite")
	case *spec.Bool:
		b.document(at, "type")
	}
}
