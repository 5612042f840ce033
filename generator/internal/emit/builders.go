package emit

import (
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// Builders emits the builder of every reply.
func Builders(p *gomodel.Package, f *gofile.File) {
	for _, r := range p.Replies {
		var replyingTo []string
		if len(gomodel.ReplyingTo(r)) > 0 {
			replyingTo = []string{"replyingTo MsgType"}
		}
		f.Add(gofile.Doc(r.Builder()+" builds "+gofile.WithArticle(r.Name)+
			". Its methods return changed copies, without allocations."),
			gofile.Code("type %s struct {\nreply %s\n%s\n}", r.Builder(), r.Name, replyingTo))
		constructor(p, r, f)
		if r.Created != nil {
			f.Add(gofile.Doc("CreatedAt sets "+r.Created.GoName+", which Build otherwise sets to the present time."),
				method(r, "CreatedAt", gofile.Code("t time.Time"), "reply."+r.Created.GoName, "t.Unix()"))
		}
		for _, v := range r.Setters {
			f.Add(gofile.Doc(v.Method+" sets "+v.GoPath+". "+gofile.NextSentence(v.Doc),
				gomodel.RuleSentence(gomodel.KindRuleWords(v.Kind))), setter(p, r, v))
		}
		if replyingTo != nil {
			f.Add(gofile.Doc("ReplyingTo sets the type of the message that is answered. Build checks the number of items that it allows."),
				method(r, "ReplyingTo", "t MsgType", "replyingTo", "t"))
		}
		f.Add(gofile.Doc("Build returns the reply, or a *ValidationError with every rule that it breaks."),
			buildMethod(r))
	}
}

// constructor emits
//
//	func NewTextReply(toUserName OpenID, fromUserName AccountID, content string) TextReplyBuilder {
//		var b TextReplyBuilder
//		b.reply.ToUserName = toUserName
//		…
//		return b
//	}
func constructor(p *gomodel.Package, r *gomodel.Reply, f *gofile.File) {
	var said, params, values []string
	for _, v := range r.Params {
		if !strings.EqualFold(v.GoPath, v.Param) {
			said = append(said, v.Param+" is "+v.GoPath)
		}
		params = append(params, v.Parameters(p, v.Param))
		if k, ok := v.Kind.(*spec.List); ok {
			values = append(values, gofile.Code("b.reply.%s = append([]%s{%s}, %s...)", v.GoPath,
				gomodel.ItemType(p, v.Field, k), v.Param, v.More))
		} else {
			values = append(values, gofile.Code("b.reply.%s = %s", v.GoPath, v.Param))
		}
	}
	text := r.Constructor() + " starts " + gofile.WithArticle(r.Name) + " with the values that it must have"
	if said != nil {
		text += ": " + strings.Join(said, ", ")
	}
	f.Add(gofile.Doc(text+"."), gofile.Code("func %[1]s(%[2]s) %[3]s {\nvar b %[3]s\n%[4]s\nreturn b\n}",
		r.Constructor(), strings.Join(params, ", "), r.Builder(), values))
}

// method emits a method that returns the changed builder.
//
//	func (b MusicReplyBuilder) Title(v string) MusicReplyBuilder {
//		b.reply.Music.Title = v
//		return b
//	}
func method(r *gomodel.Reply, name, param, field, value string) string {
	return gofile.Code("func (b %[1]s) %[2]s(%[3]s) %[1]s {\nb.%[4]s = %[5]s\nreturn b\n}", r.Builder(), name, param,
		field, value)
}

func setter(p *gomodel.Package, r *gomodel.Reply, v *gomodel.BuilderValue) string {
	typ, value := gomodel.FieldType(p, v.Field), "v"
	if k, ok := v.Kind.(*spec.List); ok {
		typ = "..." + gomodel.ItemType(p, v.Field, k)
	} else if maker := gomodel.OptionalMaker(v.Field); maker != "" {
		typ, value = gomodel.LeafType(p, v.Kind), maker+"(v)"
	}
	return method(r, v.Method, "v "+typ, "reply."+v.GoPath, value)
}

// buildMethod emits
//
//	func (b NewsReplyBuilder) Build() (*NewsReply, error) {
//		r := b.reply
//		if r.CreateTime == 0 {
//			r.CreateTime = time.Now().Unix()
//		}
//		var v violations
//		r.validate(&v)
//		switch n := len(r.Articles); b.replyingTo {
//		case "text":
//			if n > 1 {
//				v.answering("Articles", 1, n, "text")
//			}
//		}
//		if err := v.err(); err != nil {
//			return nil, err
//		}
//		return &r, nil
//	}
//
// or calls Validate where no list depends on the message.
func buildMethod(r *gomodel.Reply) string {
	var fill, checks []string
	if r.Created != nil {
		fill = []string{gofile.Code("if r.%[1]s == 0 {\n\tr.%[1]s = time.Now().Unix()\n}", r.Created.GoName)}
	}
	err := "r.Validate()"
	for _, l := range gomodel.ReplyingTo(r) {
		if checks == nil {
			err, checks = "v.err()", []string{"var v violations\nr.validate(&v)"}
		}
		var cases []string
		for _, limit := range l.Limits {
			cases = append(cases, gofile.Code("case %[1]q:\nif n > %[2]d {\nv.answering(%[3]q, %[2]d, n, %[1]q)\n}",
				limit.Type, limit.Limit.V, l.Name))
		}
		checks = append(checks, gofile.Code("switch n := len(r.%s); b.replyingTo {\n%s\n}", l.Path, cases))
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
