package generator

import "github.com/dave/jennifer/jen"

// structType emits
//
//	type TextReply struct {
//		// Content 回复的消息内容. Required.
//		Content string
//	}
func structType(p *goPackage, t *goType) jen.Code {
	return jen.Type().Id(t.name).Struct(structFields(p, t.fields, fieldDoc)...)
}

// structFields returns the fields that have a Go name, each below its documentation.
func structFields(p *goPackage, fields []*goField, doc func(*goField) []string) []jen.Code {
	var out []jen.Code
	for _, g := range fields {
		if g.goName == "" {
			continue
		}
		for _, line := range doc(g) {
			out = append(out, jen.Comment(line))
		}
		out = append(out, jen.Id(g.goName).Add(fieldType(p, g)))
	}
	return out
}

// fieldLabel starts a field's documentation: "URL (Url):".
func fieldLabel(g *goField) string {
	if g.goName == g.Name {
		return g.goName + ":"
	}
	return g.goName + " (" + g.Name + "):"
}

func fieldDoc(g *goField) []string {
	text := fieldLabel(g)
	for _, s := range []string{sentence(g.Doc), requiredWord(g), ruleSentence(kindRuleWords(g.Kind))} {
		if s != "" {
			text += " " + s
		}
	}
	return doc(text, reference(g.Ref))
}

func requiredWord(g *goField) string {
	if g.AlwaysWritten() {
		return "Required."
	}
	return "Optional."
}
