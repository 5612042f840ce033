package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/spec"
)

// maxListed bounds the lists that tests make.
const maxListed = 10000

// list adds the tests of a list and of its first item.
//
//	reply.keeps("Articles", "max_items", "inside", func(r *NewsReply) { r.Articles = slices.Repeat([]Article{sampleArticle()}, 10) })
//	article := within(reply, "Articles.item[0].", func(r *NewsReply) *Article { r.Articles = []Article{sampleArticle()}; return &r.Articles[0] })
func (c *testCases) list(s spot, t *gomodel.Type, g *gomodel.Field, k *spec.List, at gofile.Expr) {
	items := func(n int) jen.Code { return at.Code().Op("=").Add(c.items(g, k, n)) }
	switch {
	case c.vanishes(s, t, g):
	case g.Required:
		s.place.test("breaks", g.Name, "required", "absent", at.Code().Op("=").Nil())
	case k.MustHold():
		s.place.test("breaks", g.Name, "min_items", "absent", at.Code().Op("=").Nil())
	default:
		s.place.test("keeps", g.Name, "required", "absent", at.Code().Op("=").Nil())
	}
	if n := k.MinItems.V; k.MustHold() && n <= maxListed {
		s.place.test("keeps", g.Name, "min_items", "inside", items(n))
		if n > 1 {
			s.place.test("breaks", g.Name, "min_items", "outside", items(n-1))
		}
	}
	if n := k.MaxItems.V; k.MaxItems.IsSet() && n < maxListed {
		s.place.test("keeps", g.Name, "max_items", "inside", items(n))
		s.place.test("breaks", g.Name, "max_items", "outside", items(n+1))
	}
	path := gomodel.ItemPath(g, k) + "[0]"
	first := func() []jen.Code {
		return []jen.Code{items(max(1, k.MinItems.V)), jen.Return(jen.Op("&").Add(at.Code()).Index(jen.Lit(0)))}
	}
	typ := jen.Add(gomodel.ItemType(c.pkg, g, k))
	if g.Object != nil {
		in := c.below(s, g.Object.Name, path+".", "", typ, first)
		in.optional = false
		c.inside(in, g.Object)
		return
	}
	in := c.below(s, g.GoName+"Item", path, "", typ, first)
	in.optional = false
	in.at = "*r"
	switch {
	case g.Union != nil:
		in.place.test("breaks", "", "required", "absent", in.at.Code().Op("=").Nil())
		c.forms(in, "", g.Union, in.at)
	default:
		if _, ok := k.Item.Kind.(*spec.String); ok {
			in.place.test("breaks", "", "required", "absent", in.at.Code().Op("=").Lit(""))
		}
		c.chars(in, "", k.Item.Kind, in.at)
		c.values(in, "", c.edgesOf(k.Item.Kind), func(v jen.Code) jen.Code { return in.at.Code().Op("=").Add(v) })
	}
}
