package generator

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/spec"
)

// builders emits the builder of every reply.
func builders(p *goPackage, f *file) {
	for _, r := range p.replies {
		f.add(doc(r.builder()+" builds "+withArticle(r.name)+". Its methods return changed copies, without allocations."), builderType(r))
		f.add(constructorDoc(r), constructor(p, r))
		if r.created != nil {
			f.add(doc("CreatedAt sets "+r.created.goName+", which Build otherwise sets to the present time."), createdAt(r))
		}
		for _, v := range r.setters {
			f.add(setterDoc(v), setter(p, r, v))
		}
		if len(replyingTo(r)) > 0 {
			f.add(doc("ReplyingTo tells Build the type of the message that is answered, on which the number of items depends."), replyingToMethod(r))
		}
		f.add(doc("Build returns the reply, or a *ValidationError with every rule that it breaks."), buildMethod(r))
	}
}

// builderType emits
//
//	type TextReplyBuilder struct{ reply TextReply }
func builderType(r *goReply) jen.Code {
	fields := []jen.Code{jen.Id("reply").Id(r.name)}
	if len(replyingTo(r)) > 0 {
		fields = append(fields, jen.Id("replyingTo").Id("MsgType"))
	}
	return jen.Type().Id(r.builder()).Struct(fields...)
}

func constructorDoc(r *goReply) []string {
	var params []string
	for _, v := range r.params {
		if path := strings.Join(v.goPath, "."); !strings.EqualFold(path, v.param) {
			params = append(params, v.param+" is "+path)
		}
	}
	text := r.constructor() + " starts " + withArticle(r.name) + " with the values that it must have."
	if len(params) > 0 {
		text = r.constructor() + " starts " + withArticle(r.name) + " with the values that it must have: " + strings.Join(params, ", ") + "."
	}
	return doc(text)
}

// constructor emits
//
//	func NewTextReply(toUserName OpenID, fromUserName AccountID, content string) TextReplyBuilder {
//		var b TextReplyBuilder
//		b.reply.ToUserName = toUserName
//		…
//		return b
//	}
func constructor(p *goPackage, r *goReply) jen.Code {
	var params []jen.Code
	body := []jen.Code{jen.Var().Id("b").Id(r.builder())}
	for _, v := range r.params {
		field := jen.Id("b").Dot("reply").Dot(strings.Join(v.goPath, "."))
		k, isList := v.Kind.(*spec.List)
		if !isList {
			params = append(params, jen.Id(v.param).Add(fieldType(p, v.goField)))
			body = append(body, field.Op("=").Id(v.param))
			continue
		}
		item := itemType(p, v.goField, k)
		more := jen.Id(v.more).Index().Add(item)
		if v.variadic {
			more = jen.Id(v.more).Op("...").Add(item)
		}
		params = append(params, jen.Id(v.param).Add(item), more)
		body = append(body, field.Op("=").Append(jen.Index().Add(item).Values(jen.Id(v.param)), jen.Id(v.more).Op("...")))
	}
	return jen.Func().Id(r.constructor()).Params(params...).Id(r.builder()).Block(append(body, jen.Return(jen.Id("b")))...)
}

// createdAt emits
//
//	func (b TextReplyBuilder) CreatedAt(t time.Time) TextReplyBuilder { b.reply.CreateTime = t.Unix(); return b }
func createdAt(r *goReply) jen.Code {
	return method(r, "CreatedAt", jen.Id("t").Qual("time", "Time")).Block(
		jen.Id("b").Dot("reply").Dot(r.created.goName).Op("=").Id("t").Dot("Unix").Call(),
		jen.Return(jen.Id("b")),
	)
}

func method(r *goReply, name string, param jen.Code) *jen.Statement {
	return jen.Func().Params(jen.Id("b").Id(r.builder())).Id(name).Params(param).Id(r.builder())
}

func setterDoc(v *builderValue) []string {
	return doc(v.method+" sets "+strings.Join(v.goPath, ".")+". "+sentence(v.Doc), ruleSentence(kindRuleWords(v.Kind)))
}

// setter emits
//
//	func (b MusicReplyBuilder) Title(v string) MusicReplyBuilder { b.reply.Music.Title = v; return b }
func setter(p *goPackage, r *goReply, v *builderValue) jen.Code {
	field := jen.Id("b").Dot("reply").Dot(strings.Join(v.goPath, "."))
	param, val := jen.Id("v"), jen.Id("v")
	switch k := v.Kind.(type) {
	case *spec.List:
		param.Op("...").Add(itemType(p, v.goField, k))
	case *spec.Union:
		param.Add(fieldType(p, v.goField))
	default:
		param.Add(leafType(p, v.Kind))
		if name := optionalMaker(v.goField); name != "" {
			val = jen.Id(name).Call(jen.Id("v"))
		}
	}
	return method(r, v.method, param).Block(field.Op("=").Add(val), jen.Return(jen.Id("b")))
}

func replyingToMethod(r *goReply) jen.Code {
	return method(r, "ReplyingTo", jen.Id("t").Id("MsgType")).Block(
		jen.Id("b").Dot("replyingTo").Op("=").Id("t"),
		jen.Return(jen.Id("b")),
	)
}

// buildMethod emits
//
//	func (b TextReplyBuilder) Build() (*TextReply, error) {
//		r := b.reply
//		if r.CreateTime == 0 { r.CreateTime = time.Now().Unix() }
//		if err := r.Validate(); err != nil { return nil, err }
//		return &r, nil
//	}
func buildMethod(r *goReply) jen.Code {
	body := []jen.Code{jen.Id("r").Op(":=").Id("b").Dot("reply")}
	if r.created != nil {
		at := jen.Id("r").Dot(r.created.goName)
		body = append(body, jen.If(at.Clone().Op("==").Lit(0)).Block(at.Clone().Op("=").Qual("time", "Now").Call().Dot("Unix").Call()))
	}
	fail := jen.Id("err").Op("!=").Nil()
	lists := replyingTo(r)
	if len(lists) == 0 {
		body = append(body, jen.If(jen.Id("err").Op(":=").Id("r").Dot("Validate").Call(), fail).Block(jen.Return(jen.Nil(), jen.Id("err"))))
	} else {
		body = append(body, jen.Var().Id("v").Id("violations"), jen.Id("r").Dot("validate").Call(jen.Op("&").Id("v")))
		for _, l := range lists {
			body = append(body, replyingToCheck(l))
		}
		body = append(body, jen.If(jen.Id("err").Op(":=").Id("v").Dot("err").Call(), fail).Block(jen.Return(jen.Nil(), jen.Id("err"))))
	}
	body = append(body, jen.Return(jen.Op("&").Id("r"), jen.Nil()))
	return jen.Func().Params(jen.Id("b").Id(r.builder())).Id("Build").Params().Params(jen.Op("*").Id(r.name), jen.Error()).Block(body...)
}

// replyingToCheck emits
//
//	switch n := len(r.Articles); b.replyingTo {
//	case "text":
//		if n > 1 { v.answering("Articles", 1, n, "text") }
//	}
func replyingToCheck(l limitedList) jen.Code {
	var cases []jen.Code
	for _, limit := range l.limits {
		cases = append(cases, jen.Case(jen.Lit(limit.Type)).Block(
			jen.If(jen.Id("n").Op(">").Lit(limit.Limit.V)).Block(jen.Id("v").Dot("answering").Call(jen.Lit(l.name), jen.Lit(limit.Limit.V), jen.Id("n"), jen.Lit(limit.Type)))))
	}
	return jen.Switch(jen.Id("n").Op(":=").Len(jen.Id("r").Dot(l.path)), jen.Id("b").Dot("replyingTo")).Block(cases...)
}
