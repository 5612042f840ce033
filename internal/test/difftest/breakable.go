package difftest

import (
	"math"
	"strings"

	"github.com/replygen/replygen/spec"
)

// breakable collects the rules that one reply can violate. A path includes the
// form of a union that is a field of the reply itself.
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

// body collects those of a body below path, which ends in a dot if it is not empty.
// company is how many values can show that the optional objects around the body
// are present: a struct cannot lack the only one of them.
func (b *breakable) body(path string, body spec.Body, company int) {
	b.document(path+unknownName, "unknown_element")
	for _, f := range body.Fields {
		at := path + f.Name
		if k, ok := f.Kind.(*spec.List); !ok || !k.Flat {
			b.document(at, "duplicate_element")
		}
		if f.AlwaysWritten() {
			b.required(at, f, company)
		}
		b.kind(at, f, company)
	}
	for _, r := range body.Rules {
		at, rule, _ := r.Violation()
		b.both(path+at.Name, rule)
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
	case *spec.String, *spec.UnixTime, *spec.Union:
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
			company = min(company, showing(k.Fields))
		}
		b.body(at+".", k.Body, company)
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
			b.body(form, c.Body, math.MaxInt)
		}
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
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
		b.document(at+"."+unknownName, "unknown_element")
		item = at + "." + k.Item.Name
	}
	switch kind := k.Item.Kind.(type) {
	case *spec.Object:
		b.body(item+".", kind.Body, math.MaxInt)
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
	switch k := kind.(type) {
	case *spec.String:
		b.value(at, "chars")
		kind = &spec.String{Rules: k.Enforced()}
	case *spec.Float:
		b.document(at, "type")
		b.value(at, "finite")
	default:
		b.document(at, "type")
	}
	for _, r := range spec.RulesOf(kind) {
		b.both(at, r.Key)
	}
}

// showing is how many values inside an object can show that it is present.
func showing(fields []*spec.Field) int {
	n := 0
	for _, f := range settable(fields) {
		if k, ok := f.Kind.(*spec.Object); ok {
			n += showing(k.Fields)
		} else {
			n++
		}
	}
	return n
}
