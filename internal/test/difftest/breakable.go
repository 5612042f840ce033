package difftest

import (
	"strings"

	"github.com/replygen/replygen/spec"
)

// breakable collects the rules that replies can violate, by values and by documents. A path starts with the reply's type,
// and includes the form of a union that is a field of the reply itself.
type breakable struct{ values, documents map[string]bool }

func (b *breakable) value(path, rule string) { b.values[path+" "+rule] = true }

func (b *breakable) document(path string, rules ...string) {
	for _, rule := range rules {
		b.documents[path+" "+rule] = true
	}
}

func (b *breakable) both(path, rule string) {
	b.value(path, rule)
	b.document(path, rule)
}

// body collects those below path, which ends in what separates it from a name. Lonely is set where a struct cannot lack a
// value: it is the only one that can show that an optional object around it is present.
func (b *breakable) body(path string, body spec.Body, lonely bool) {
	b.document(path+unknownName, "unknown_element")
	for _, f := range body.Fields {
		b.field(path+f.Name, f, lonely)
	}
	for _, r := range body.Rules {
		at, rule, _ := r.Violation()
		b.both(path+at.Name, rule)
	}
}

func (b *breakable) field(at string, f *spec.Field, lonely bool) {
	if k, ok := f.Kind.(*spec.List); !ok || !k.Flat {
		b.document(at, "duplicate_element")
	}
	switch k := f.Kind.(type) {
	case *spec.MsgType:
		b.document(at, "required", "enum")
	case *spec.Const:
		b.document(at, "required", "const")
	case *spec.Count:
		b.document(at, "required", "count", "type")
	case *spec.Object:
		b.body(at+".", k.Body, lonely || !f.Required && showing(k.Fields) < 2)
	case *spec.List:
		if !f.Required && k.MustHold() && (!lonely || k.MinItems.V > 1) {
			b.value(at, "min_items")
		}
		b.required(at, f, lonely)
		b.list(at, k)
	case *spec.Union:
		b.required(at, f, lonely)
		b.union(at, k)
	case *spec.String, *spec.UnixTime:
		b.required(at, f, lonely)
		b.leaf(at, k)
	case *spec.Int, *spec.Float, *spec.Bool:
		b.required(at, f, true) // in a struct it is 0 or false
		b.leaf(at, k)
	}
}

func (b *breakable) required(at string, f *spec.Field, always bool) {
	if f.Required {
		b.document(at, "required")
	}
	if f.Required && !always {
		b.value(at, "required")
	}
}

func (b *breakable) union(at string, k *spec.Union) {
	b.document(at+"."+k.Tag, "required", "enum")
	for _, c := range k.Cases {
		form := at + "{" + c.Value + "}."
		if strings.Contains(at, ".") {
			form = at + "."
		}
		b.body(form, c.Body, false)
	}
}

func (b *breakable) list(at string, k *spec.List) {
	if k.MaxItems.IsSet() {
		b.both(at, "max_items")
	}
	if k.MustHold() {
		b.document(at, "min_items")
	}
	if !k.Flat {
		b.document(at+"."+unknownName, "unknown_element")
		at += "." + k.Item.Name
	}
	switch item := k.Item.Kind.(type) {
	case *spec.Object:
		b.body(at+".", item.Body, false)
	case *spec.Union:
		b.value(at, "required")
		b.union(at, item)
	default:
		if _, ok := item.(*spec.String); ok {
			b.both(at, "required")
		}
		b.leaf(at, item)
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
