package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// maxListed bounds the lists that tests make.
const maxListed = 10000

// list adds the tests of a list and of its first item.
//
//	articles := fieldOf(reply, "Articles", func(r *NewsReply) *[]Article { return &r.Articles }).
//		missing("min_items").
//		keeps("max_items", slices.Repeat([]Article{sampleArticle()}, 10))
//	article := itemOf(articles, ".item[0].", 1, sampleArticle)
func (c *testCases) list(p *testPlace, f *testField, g *gomodel.Field, k *spec.List, vanishes bool) {
	switch {
	case vanishes:
	case g.Required:
		f.missing("required")
	case k.MustHold():
		f.missing("min_items")
	default:
		f.absent("required")
	}
	if n := k.MinItems.V; k.MustHold() && n <= maxListed {
		f.judged(false, "min_items", c.items(g, k, n))
		if n > 1 {
			f.judged(true, "min_items", c.items(g, k, n-1))
		}
	}
	if n := k.MaxItems.V; k.MaxItems.IsSet() && n < maxListed {
		f.judged(false, "max_items", c.items(g, k, n))
		f.judged(true, "max_items", c.items(g, k, n+1))
	}
	f.variable = c.variable(g.GoName)
	path, count := strings.TrimPrefix(gomodel.ItemPath(g, k), g.Name)+"[0]", max(1, k.MinItems.V)
	if g.Object != nil {
		in := &testPlace{reply: p.reply, typ: gofile.Expr(g.Object.Name), variable: c.variable(g.Object.Name)}
		f.below = []*placeBelow{{testPlace: in, made: func() jen.Code {
			return gofile.Code("itemOf(%s, %q, %s, %s)", f.variable, path+".", jen.Lit(count), c.sampleFunc(g.Object))
		}}}
		c.inside(in, g.Object)
		return
	}
	made := func() jen.Code {
		return gofile.Code("itemOf(%s, %q, %s, func() %s { return %s })",
			f.variable, path, jen.Lit(count), gomodel.ItemType(c.pkg, g, k), c.itemOf(g, k))
	}
	item := &testField{made: made}
	f.item = item
	if _, item.isText = k.Item.Kind.(*spec.String); item.isText {
		item.made = func() jen.Code { return gofile.Code("texts(%s)", made()) }
	}
	if item.isText || g.Union != nil {
		item.missing("required")
	}
	if g.Union != nil {
		item.variable = c.variable(g.GoName + "Item")
		c.forms(p, item, g.Union)
		return
	}
	var all []judgedValue
	for _, e := range c.edgesOf(k.Item.Kind) {
		all = append(all, judgedValue{!e.inside, e.rule, e.value})
	}
	item.values(all)
}
