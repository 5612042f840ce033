package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// builders emits the builder of every reply.
func Builders(p *gomodel.Package, f *gofile.File) {
	for _, r := range p.Replies {
		f.Add(gofile.Doc(r.Builder()+" builds "+gofile.WithArticle(r.Name)+". Its methods return changed copies, without allocations."), builderType(r))
		f.Add(constructorDoc(r), constructor(p, r))
		if r.Created != nil {
			f.Add(gofile.Doc("CreatedAt sets "+r.Created.GoName+", which Build otherwise sets to the present time."), createdAt(r))
		}
		for _, v := range r.Setters {
			f.Add(setterDoc(v), setter(p, r, v))
		}
		if len(gomodel.ReplyingTo(r)) > 0 {
			f.Add(gofile.Doc("ReplyingTo tells Build the type of the message that is answered, on which the number of items depends."), replyingToMethod(r))
		}
		f.Add(gofile.Doc("Build returns the reply, or a *ValidationError with every rule that it breaks."), buildMethod(r))
	}
}

// builderType emits
//
//	type TextReplyBuilder struct{ reply TextReply }
func builderType(r *gomodel.Reply) jen.Code {
	fields := []jen.Code{jen.Id("reply").Id(r.Name)}
	if len(gomodel.ReplyingTo(r)) > 0 {
		fields = append(fields, jen.Id("replyingTo").Id("MsgType"))
	}
	return jen.Type().Id(r.Builder()).Struct(fields...)
}

func constructorDoc(r *gomodel.Reply) []string {
	var params []string
	for _, v := range r.Params {
		if path := strings.Join(v.GoPath, "."); !strings.EqualFold(path, v.Param) {
			params = append(params, v.Param+" is "+path)
		}
	}
	text := r.Constructor() + " starts " + gofile.WithArticle(r.Name) + " with the values that it must have."
	if len(params) > 0 {
		text = r.Constructor() + " starts " + gofile.WithArticle(r.Name) + " with the values that it must have: " + strings.Join(params, ", ") + "."
	}
	return gofile.Doc(text)
}

// constructor emits
//
//	func NewTextReply(toUserName OpenID, fromUserName AccountID, content string) TextReplyBuilder {
//		var b TextReplyBuilder
//		b.reply.ToUserName = toUserName
//		…
//		return b
//	}
func constructor(p *gomodel.Package, r *gomodel.Reply) jen.Code {
	var params []jen.Code
	body := []jen.Code{jen.Var().Id("b").Id(r.Builder())}
	for _, v := range r.Params {
		field := jen.Id("b").Dot("reply").Dot(strings.Join(v.GoPath, "."))
		k, isList := v.Kind.(*spec.List)
		if !isList {
			params = append(params, jen.Id(v.Param).Add(gomodel.FieldType(p, v.Field)))
			body = append(body, field.Op("=").Id(v.Param))
			continue
		}
		item := gomodel.ItemType(p, v.Field, k)
		more := jen.Id(v.More).Index().Add(item)
		if v.Variadic {
			more = jen.Id(v.More).Op("...").Add(item)
		}
		params = append(params, jen.Id(v.Param).Add(item), more)
		body = append(body, field.Op("=").Append(jen.Index().Add(item).Values(jen.Id(v.Param)), jen.Id(v.More).Op("...")))
	}
	return jen.Func().Id(r.Constructor()).Params(params...).Id(r.Builder()).Block(append(body, jen.Return(jen.Id("b")))...)
}

// createdAt emits
//
//	func (b TextReplyBuilder) CreatedAt(t time.Time) TextReplyBuilder { b.reply.CreateTime = t.Unix(); return b }
func createdAt(r *gomodel.Reply) jen.Code {
	return method(r, "CreatedAt", jen.Id("t").Qual("time", "Time")).Block(
		jen.Id("b").Dot("reply").Dot(r.Created.GoName).Op("=").Id("t").Dot("Unix").Call(),
		jen.Return(jen.Id("b")),
	)
}

func method(r *gomodel.Reply, name string, param jen.Code) *jen.Statement {
	return jen.Func().Params(jen.Id("b").Id(r.Builder())).Id(name).Params(param).Id(r.Builder())
}

func setterDoc(v *gomodel.BuilderValue) []string {
	return gofile.Doc(v.Method+" sets "+strings.Join(v.GoPath, ".")+". "+gofile.Sentence(v.Doc), gomodel.RuleSentence(gomodel.KindRuleWords(v.Kind)))
}

// setter emits
//
//	func (b MusicReplyBuilder) Title(v string) MusicReplyBuilder { b.reply.Music.Title = v; return b }
func setter(p *gomodel.Package, r *gomodel.Reply, v *gomodel.BuilderValue) jen.Code {
	field := jen.Id("b").Dot("reply").Dot(strings.Join(v.GoPath, "."))
	param, val := jen.Id("v"), jen.Id("v")
	switch k := v.Kind.(type) {
	case *spec.List:
		param.Op("...").Add(gomodel.ItemType(p, v.Field, k))
	case *spec.Union:
		param.Add(gomodel.FieldType(p, v.Field))
	default:
		param.Add(gomodel.LeafType(p, v.Kind))
		if name := gomodel.OptionalMaker(v.Field); name != "" {
			val = jen.Id(name).Call(jen.Id("v"))
		}
	}
	return method(r, v.Method, param).Block(field.Op("=").Add(val), jen.Return(jen.Id("b")))
}

func replyingToMethod(r *gomodel.Reply) jen.Code {
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
func buildMethod(r *gomodel.Reply) jen.Code {
	body := []jen.Code{jen.Id("r").Op(":=").Id("b").Dot("reply")}
	if r.Created != nil {
		at := jen.Id("r").Dot(r.Created.GoName)
		body = append(body, jen.If(at.Clone().Op("==").Lit(0)).Block(at.Clone().Op("=").Qual("time", "Now").Call().Dot("Unix").Call()))
	}
	fail := jen.Id("err").Op("!=").Nil()
	lists := gomodel.ReplyingTo(r)
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
	return jen.Func().Params(jen.Id("b").Id(r.Builder())).Id("Build").Params().Params(jen.Op("*").Id(r.Name), jen.Error()).Block(body...)
}

// replyingToCheck emits
//
//	switch n := len(r.Articles); b.ReplyingTo {
//	case "text":
//		if n > 1 { v.answering("Articles", 1, n, "text") }
//	}
func replyingToCheck(l gomodel.LimitedList) jen.Code {
	var cases []jen.Code
	for _, limit := range l.Limits {
		cases = append(cases, jen.Case(jen.Lit(limit.Type)).Block(
			jen.If(jen.Id("n").Op(">").Lit(limit.Limit.V)).Block(jen.Id("v").Dot("answering").Call(jen.Lit(l.Name), jen.Lit(limit.Limit.V), jen.Id("n"), jen.Lit(limit.Type)))))
	}
	return jen.Switch(jen.Id("n").Op(":=").Len(jen.Id("r").Dot(l.Path)), jen.Id("b").Dot("replyingTo")).Block(cases...)
}
