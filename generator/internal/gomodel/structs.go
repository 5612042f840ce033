package gomodel

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
)

// StructType emits
//
//	type TextReply struct {
//		// Content 回复的消息内容. Required.
//		Content string
//	}
func StructType(p *Package, t *Type) string {
	return gofile.Struct(t.Name, StructFields(p, t.Fields, fieldDoc))
}

// StructFields returns the fields that have a Go name, each below its documentation.
func StructFields(p *Package, fields []*Field, doc func(*Field) []string) []string {
	var out []string
	for _, g := range fields {
		if g.GoName != "" {
			out = append(append(out, doc(g)...), g.GoName+" "+FieldType(p, g))
		}
	}
	return out
}

// Within emits what checks or reads an element, whose violations then stand below its name.
func Within(name, statements string) string {
	return gofile.Code("n := len(*v)\n%s\nv.within(n, %q)", statements, name)
}

// FieldLabel starts a field's documentation: "URL (Url):".
func FieldLabel(g *Field) string {
	if g.GoName == g.Name {
		return g.GoName + ":"
	}
	return g.GoName + " (" + g.Name + "):"
}

func fieldDoc(g *Field) []string {
	required := "Optional."
	if g.AlwaysWritten() {
		required = "Required."
	}
	words := []string{FieldLabel(g), gofile.Sentence(g.Doc), required, RuleSentence(KindRuleWords(g.Kind))}
	words = slices.DeleteFunc(words, func(s string) bool { return s == "" })
	return gofile.Doc(strings.Join(words, " "), gofile.See(g.Ref))
}
