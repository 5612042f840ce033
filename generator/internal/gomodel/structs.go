package gomodel

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
)

// StructType emits
//
//	type TextReply struct {
//		// Content 回复的消息内容. Required.
//		Content string
//	}
func StructType(p *Package, t *Type) jen.Code {
	return jen.Type().Id(t.Name).Struct(StructFields(p, t.Fields, fieldDoc)...)
}

// StructFields returns the fields that have a Go name, each below its documentation.
func StructFields(p *Package, fields []*Field, doc func(*Field) []string) []jen.Code {
	var out []jen.Code
	for _, g := range fields {
		if g.GoName == "" {
			continue
		}
		for _, line := range doc(g) {
			out = append(out, jen.Comment(line))
		}
		out = append(out, jen.Id(g.GoName).Add(FieldType(p, g).Code()))
	}
	return out
}

// FieldLabel starts a field's documentation: "URL (Url):".
func FieldLabel(g *Field) string {
	if g.GoName == g.Name {
		return g.GoName + ":"
	}
	return g.GoName + " (" + g.Name + "):"
}

func fieldDoc(g *Field) []string {
	text := FieldLabel(g)
	for _, s := range []string{gofile.Sentence(g.Doc), requiredWord(g), RuleSentence(KindRuleWords(g.Kind))} {
		if s != "" {
			text += " " + s
		}
	}
	return gofile.Doc(text, gofile.See(g.Ref))
}

func requiredWord(g *Field) string {
	if g.AlwaysWritten() {
		return "Required."
	}
	return "Optional."
}
