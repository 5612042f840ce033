package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// Builders emits the builder of every reply.
func Builders(p *gomodel.Package, f *gofile.File) {
	for _, r := range p.Replies {
		var replyingTo []jen.Code
		if len(gomodel.ReplyingTo(r)) > 0 {
			replyingTo = []jen.Code{gofile.Code("replyingTo MsgType")}
		}
		f.Add(gofile.Doc(r.Builder()+" builds "+gofile.WithArticle(r.Name)+
			". Its methods return changed copies, without allocations."),
			gofile.Code("type %s struct {\nreply %s\n%s\n}", r.Builder(), r.Name, replyingTo))
		f.Add(constructorDoc(r), constructor(p, r))
		if r.Created != nil {
			f.Add(gofile.Doc("CreatedAt sets "+r.Created.GoName+", which Build otherwise sets to the present time."),
				method(r, "CreatedAt",
					gofile.Code("t time.Time"), gofile.Code("b.reply.%s = t.Unix()", r.Created.GoName)))
		}
		for _, v := range r.Setters {
			f.Add(setterDoc(v), setter(p, r, v))
		}
		if replyingTo != nil {
			f.Add(gofile.Doc("ReplyingTo sets the type of the message that is answered. Build checks the number of items that it allows."), method(r, "ReplyingTo",
				gofile.Code("t MsgType"), gofile.Code("b.replyingTo = t")))
		}
		f.Add(gofile.Doc("Build returns the reply, or a *ValidationError with every rule that it breaks."),
			buildMethod(r))
	}
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
		text = r.Constructor() + " starts " + gofile.WithArticle(r.Name) + " with the values that it must have: " +
			strings.Join(params, ", ") + "."
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
	var params, values []jen.Code
	for _, v := range r.Params {
		k, isList := v.Kind.(*spec.List)
		if isList {
			item, more := gomodel.ItemType(p, v.Field, k), "[]"
			if v.Variadic {
				more = "..."
			}
			params = append(params, gofile.Code("%s %s", v.Param, item), gofile.Code("%s %s%s", v.More, more, item))
			values = append(values,
				gofile.Code("b.reply.%s = append([]%s{%s}, %s...)", strings.Join(v.GoPath, "."), item, v.Param, v.More))
			continue
		}
		params = append(params, gofile.Code("%s %s", v.Param, gomodel.FieldType(p, v.Field)))
		values = append(values, gofile.Code("b.reply.%s = %s", strings.Join(v.GoPath, "."), v.Param))
	}
	return gofile.Code("func %[1]s(%[2]s) %[3]s {\nvar b %[3]s\n%[4]s\nreturn b\n}",
		r.Constructor(), gofile.Joined(",", params), r.Builder(), values)
}

// method emits a method that returns the changed builder.
//
//	func (b MusicReplyBuilder) Title(v string) MusicReplyBuilder {
//		b.reply.Music.Title = v
//		return b
//	}
func method(r *gomodel.Reply, name string, param, change *jen.Statement) jen.Code {
	return gofile.Code("func (b %[1]s) %[2]s(%[3]s) %[1]s {\n%[4]s\nreturn b\n}", r.Builder(), name, param, change)
}

func setterDoc(v *gomodel.BuilderValue) []string {
	return gofile.Doc(v.Method+" sets "+strings.Join(v.GoPath, ".")+". "+gofile.NextSentence(v.Doc),
		gomodel.RuleSentence(gomodel.KindRuleWords(v.Kind)))
}

func setter(p *gomodel.Package, r *gomodel.Reply, v *gomodel.BuilderValue) jen.Code {
	param, value := gofile.Code("v %s", gomodel.FieldType(p, v.Field)), "v"
	switch k := v.Kind.(type) {
	case *spec.List:
		param = gofile.Code("v ...%s", gomodel.ItemType(p, v.Field, k))
	case *spec.Union: // its own type
	default:
		param = gofile.Code("v %s", gomodel.LeafType(p, v.Kind))
		if name := gomodel.OptionalMaker(v.Field); name != "" {
			value = name + "(v)"
		}
	}
	return method(r, v.Method, param, gofile.Code("b.reply.%s = %s", strings.Join(v.GoPath, "."), value))
}

// buildMethod emits
//
//	func (b TextReplyBuilder) Build() (*TextReply, error) {
//		r := b.reply
//		if r.CreateTime == 0 {
//			r.CreateTime = time.Now().Unix()
//		}
//		if err := r.Validate(); err != nil {
//			return nil, err
//		}
//		return &r, nil
//	}
func buildMethod(r *gomodel.Reply) jen.Code {
	var fill, checks []jen.Code
	if r.Created != nil {
		fill = []jen.Code{gofile.Code("if r.%[1]s == 0 {\n\tr.%[1]s = time.Now().Unix()\n}", r.Created.GoName)}
	}
	err := "r.Validate()"
	if lists := gomodel.ReplyingTo(r); len(lists) > 0 {
		checks = []jen.Code{gofile.Code("var v violations\nr.validate(&v)")}
		for _, l := range lists {
			checks = append(checks, replyingToCheck(l))
		}
		err = "v.err()"
	}
	return gofile.Code(`func (b %s) Build() (*%s, error) {
	r := b.reply
	%s
	%s
	if err := %s; err != nil {
		return nil, err
	}
	return &r, nil
}`, r.Builder(), r.Name, fill, checks, err)
}

// replyingToCheck emits
//
//	switch n := len(r.Articles); b.replyingTo {
//	case "text":
//		if n > 1 {
//			v.answering("Articles", 1, n, "text")
//		}
//	}
func replyingToCheck(l gomodel.LimitedList) jen.Code {
	var cases []jen.Code
	for _, limit := range l.Limits {
		cases = append(cases,
			gofile.Code("case %[1]q:\nif n > %[2]d {\nv.answering(%[3]q, %[2]d, n, %[1]q)\n}", limit.Type,
				limit.Limit.V, l.Name))
	}
	return gofile.Code("switch n := len(r.%s); b.replyingTo {\n%s\n}", l.Path, cases)
}
