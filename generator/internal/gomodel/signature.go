package gomodel

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/spec"
)

func pathSegments(path string) []string { return strings.Split(path, ".") }

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

func unionSignature(k *spec.Union) string {
	out := k.Tag
	for _, c := range k.Cases {
		out += fmt.Sprintf("|%q %v %s", c.Value, c.Go.V, signature(&c.Body))
	}
	return out
}

// typeSignature is the signature of the Go type that an element has, "" for one that has none of its own.
func typeSignature(kind spec.Kind) string {
	switch k := kind.(type) {
	case *spec.Object:
		return signature(&k.Body)
	case *spec.Union:
		return unionSignature(k)
	default:
		return ""
	}
}

func kindSignature(s *strings.Builder, kind spec.Kind) {
	for _, r := range spec.RulesOf(kind) {
		fmt.Fprintf(s, "%s %q ", r.Key, r.Values)
	}
	switch k := kind.(type) {
	case *spec.String:
		name := ""
		if k.Scalar != nil {
			name = k.Scalar.Name
		}
		fmt.Fprintf(s, "string %s %v %v %v", name, k.ID, k.Truncates, k.CDATA)
	case *spec.Int:
		fmt.Fprintf(s, "int %v", k.CDATA)
	case *spec.Float:
		fmt.Fprintf(s, "float %v", k.CDATA)
	case *spec.Bool:
		fmt.Fprintf(s, "bool %v", k.CDATA)
	case *spec.UnixTime:
		fmt.Fprintf(s, "time %v", k.CDATA)
	case *spec.MsgType:
		fmt.Fprintf(s, "type %v", k.CDATA)
	case *spec.Const:
		fmt.Fprintf(s, "const %q %v", k.Text, k.CDATA)
	case *spec.Count:
		fmt.Fprintf(s, "count %s %v", k.List.Name, k.CDATA)
	case *spec.Object:
		fmt.Fprintf(s, "object {%s}", signature(&k.Body))
	case *spec.List:
		fmt.Fprintf(s, "list %v %s %q %s", k.Flat, k.Item.Name, k.Item.Aliases, k.Item.Go.V)
		for _, r := range k.MaxItemsReplyingTo {
			fmt.Fprintf(s, " %s:%d", r.Type, r.Limit.V)
		}
		kindSignature(s, k.Item.Kind)
	case *spec.Union:
		fmt.Fprintf(s, "union %s", k.Tag)
		for _, c := range k.Cases {
			fmt.Fprintf(s, "case %s %s {%s}", c.Value, c.Go.V, signature(&c.Body))
		}
	}
}
