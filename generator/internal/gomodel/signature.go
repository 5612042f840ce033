package gomodel

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/spec"
)

// signature describes what generated code depends on in a body: names, kinds and rules, but no documentation. Two
// bodies of one signature give the same struct.
func signature(b *spec.Body) string {
	var s strings.Builder
	for _, f := range b.Fields {
		fmt.Fprintf(&s, "%s %q %s %v ", f.Name, f.Aliases, f.Go.V, f.Required)
		kindSignature(&s, f.Kind)
		s.WriteByte('\n')
	}
	for _, r := range b.Rules {
		at, rule, detail := r.Violation()
		fmt.Fprintf(&s, "rule %s %s %s", rule, at.Name, detail)
		if form, ok := r.Form.(*spec.RequiredWhen); ok {
			fmt.Fprintf(&s, " %q", form.In) // the values may hold commas
		}
		s.WriteByte('\n')
	}
	return s.String()
}

// typeSignature is the signature of the Go type that an element has, "" for one that has none of its own.
func typeSignature(kind spec.Kind) string {
	switch k := kind.(type) {
	case *spec.Object:
		return signature(&k.Body)
	case *spec.Union:
		out := k.Tag
		for _, c := range k.Cases {
			out += fmt.Sprintf("|%q %v %s", c.Value, c.Go.V, signature(&c.Body))
		}
		return out
	default:
		return ""
	}
}

func kindSignature(s *strings.Builder, kind spec.Kind) {
	fmt.Fprintf(s, "%T %v ", kind, spec.IsCDATA(kind))
	for _, r := range spec.RulesOf(kind) {
		fmt.Fprintf(s, "%s %q ", r.Key, r.Values)
	}
	switch k := kind.(type) {
	case *spec.String:
		if k.Scalar != nil {
			s.WriteString(k.Scalar.Name)
		}
		fmt.Fprintf(s, " %v %v", k.ID, k.Truncates)
	case *spec.Const:
		fmt.Fprintf(s, "%q", k.Text)
	case *spec.Count:
		s.WriteString(k.List.Name)
	case *spec.Object, *spec.Union:
		s.WriteString(typeSignature(k))
	case *spec.List:
		fmt.Fprintf(s, "%v %s %q %s", k.Flat, k.Item.Name, k.Item.Aliases, k.Item.Go.V)
		for _, r := range k.MaxItemsReplyingTo {
			fmt.Fprintf(s, " %s:%d", r.Type, r.Limit.V)
		}
		kindSignature(s, k.Item.Kind)
	default: // a number, a truth value or the type of the reply
	}
}
