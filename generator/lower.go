package generator

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// goPackage is a platform as Go sees it: every name decided, none twice.
type goPackage struct {
	name    string
	spec    *spec.Platform
	scalars map[*spec.Scalar]string
	replies []*goReply
	// types are the structs below the replies, in the order in which the wire reaches them; unions likewise.
	types  []*goType
	unions []*goUnion
	// truncates are the functions that cut what the platform would cut.
	truncates []*goTruncate
	// inbound is what the platform sends, nil when the spec does not say.
	inbound *goInbound
	// delivery is how the platform takes a response, nil when the spec does not say. The spec's own is nil in a package
	// without a handler.
	delivery *spec.Delivery
	// without names the parts that are left out.
	without []string
}

// goType is a struct with the children of an element.
type goType struct {
	name   string
	doc    []string
	fields []*goField
	rules  []*spec.Rule
	// isReply says that the struct is a whole reply.
	isReply bool
	// union and value are the union and the value of its tag for a struct that is a form of a union, else empty.
	union *goUnion
	value string

	signature string
	origin    *spec.Origin
}

// hasStruct reports whether one of the structs has a name.
func (p *goPackage) hasStruct(name string) bool {
	return slices.ContainsFunc(p.replies, func(r *goReply) bool { return r.name == name }) ||
		slices.ContainsFunc(p.types, func(t *goType) bool { return t.name == name })
}

func (t *goType) field(f *spec.Field) *goField {
	for _, g := range t.fields {
		if g.Field == f {
			return g
		}
	}
	return nil
}

// goField is an element in a struct. The name is empty for what the struct does not hold: the type of the reply,
// constants and counts.
type goField struct {
	*spec.Field
	goName string
	// object is the type of an object, or of a list's items when they are objects.
	object *goType
	// union is the type of a union, or of a list's items when they are unions.
	union *goUnion
}

// goUnion is an element with several forms.
type goUnion struct {
	name  string
	doc   []string
	spec  *spec.Union
	cases []*goType

	signature string
	origin    *spec.Origin
}

// goReply is one type of reply. Its fields are the header's and its own.
type goReply struct {
	goType
	spec *spec.Reply
	// base is the name before Reply.
	base string
	// created is the field that Build fills with the time, nil when the header has none.
	created *goField
	params  []*builderValue
	setters []*builderValue
}

func (r *goReply) typeConst() string   { return "MsgType" + r.base }
func (r *goReply) builder() string     { return r.name + "Builder" }
func (r *goReply) constructor() string { return "New" + r.name }

// lowerer decides names and reports those that cannot be.
type lowerer struct {
	pkg      *goPackage
	problems diag.List
	scope    map[string]*declared
	byName   map[string]*goType
	unions   map[string]*goUnion
	// named are the names that elements other than items will have.
	named claims
	// nameless counts what has no name.
	nameless int
}

// declared is who has a name already: a thing of the spec, or generated or run-time code when origin is nil.
type declared struct {
	what   string
	origin *spec.Origin
}

// lower returns a platform as Go sees it, in a package of that name or of the platform's id, without some parts. Its
// error is a *diag.List of the names that cannot be.
func lower(p *spec.Platform, name string, without []string) (*goPackage, error) {
	name = cmp.Or(name, p.ID)
	delivery := p.Delivery
	p = reduced(p, without)
	l := &lowerer{
		pkg:   &goPackage{name: name, spec: p, scalars: map[*spec.Scalar]string{}, delivery: delivery, without: without},
		scope: map[string]*declared{}, byName: map[string]*goType{}, unions: map[string]*goUnion{},
	}
	if p.Warnings != nil {
		l.problems.Sources = p.Warnings.Sources
	}
	if !token.IsIdentifier(name) || name == "_" {
		l.at(p.Origin, codePackage, "choose one with --package", "\""+name+"\" is no name for a Go package")
	}
	for _, n := range ownNames(p) {
		l.scope[n] = &declared{what: "a name of every generated package"}
	}
	for _, n := range runtimeNames() {
		l.scope[n] = &declared{what: "a name of the run-time code"}
	}
	l.named = claimed(p)
	for _, s := range p.Scalars {
		what := fmt.Sprintf("scalar %q", s.Name)
		goName := l.name(s.Go, s.Name, what, s.Origin)
		l.declare(goName, what, s.Origin)
		l.pkg.scalars[s] = goName
	}
	for _, r := range p.Replies {
		l.reply(r)
	}
	l.truncates()
	l.pkg.inbound = l.inbound()
	l.problems.Dedupe()
	return l.pkg, l.problems.Err()
}

// ownNames are what the generator itself declares for a platform.
func ownNames(p *spec.Platform) []string {
	out := slices.Clone(fixedNames)
	if len(p.Messages)+len(p.Events) > 0 {
		out = append(out, inboundNames...)
	}
	if serves(p) {
		out = append(out, handlerNames...)
	}
	return out
}

// fixedNames are declared by the generator itself, whatever the platform.
var fixedNames = []string{"Reply", "ParseReply", "MsgType", "Ack", "Deadline", "Attempts", "TestRules", "TestReplyingTo"}

// name is the Go name of a thing: the one that the spec gives, else one made of its name.
func (l *lowerer) name(given spec.Value[string], from, what string, origin *spec.Origin) string {
	if given.IsSet() {
		if exportedAsIs(given.V) == "" {
			l.at(given.Origin, codeName, "an upper-case letter, then letters and digits", fmt.Sprintf("%q is no exported Go name", given.V))
			return l.placeholder()
		}
		return given.V
	}
	goName := exported(from)
	if goName == "" {
		l.at(origin, codeName, "add `go: Name`", fmt.Sprintf("%s gives no exported Go name", what))
		return l.placeholder()
	}
	return goName
}

// placeholder is a name that collides with nothing, for work that ends with an error.
func (l *lowerer) placeholder() string {
	l.nameless++
	return "X_" + digits(l.nameless) + "_"
}

func (l *lowerer) at(origin *spec.Origin, code diag.Code, hint, message string, notes ...diag.Note) {
	l.problems.Add(diag.Diagnostic{Span: origin.Span, Code: code, Message: message, Hint: hint, Notes: notes})
}

// declare takes a name at package level, and reports whether it was free.
func (l *lowerer) declare(name, what string, origin *spec.Origin) bool {
	return l.declareIn(l.scope, name, what, origin)
}

func (l *lowerer) declareIn(scope map[string]*declared, name, what string, origin *spec.Origin) bool {
	first := scope[name]
	if first == nil {
		scope[name] = &declared{what: what, origin: origin}
		return true
	}
	var notes []diag.Note
	if first.origin != nil {
		notes = []diag.Note{{Span: first.origin.Span, Message: first.what + " is declared here"}}
	}
	l.at(origin, codeCollision, "give one of them another Go name with `go: Name`", fmt.Sprintf("%s has the Go name %s, which is %s", what, name, first.what), notes...)
	return false
}

func (l *lowerer) reply(r *spec.Reply) {
	what := fmt.Sprintf("reply %q", r.Type)
	base := l.name(r.Go, r.Type, what, r.Origin)
	out := &goReply{spec: r, base: base}
	out.goType = goType{name: base + "Reply", isReply: true, rules: r.Rules, origin: r.Origin}
	fields := append(append([]*spec.Field{}, l.pkg.spec.Header.Fields...), r.Fields...)
	for _, name := range []string{out.name, out.typeConst(), out.builder(), out.constructor()} {
		if !l.declare(name, what, r.Origin) {
			break // the other names clash for the same reason
		}
	}
	scope := map[string]*declared{}
	for _, m := range []string{"MsgType", "Validate", "AppendXML", "WriteTo"} {
		scope[m] = &declared{what: "a method of every reply"}
	}
	before := len(l.problems.Diagnostics)
	l.fill(&out.goType, fields, scope)
	for _, f := range out.fields[:len(l.pkg.spec.Header.Fields)] {
		if _, ok := f.Kind.(*spec.UnixTime); ok && f.Required {
			out.created = f
			break
		}
	}
	out.doc = doc(out.name+" is a passive reply of type "+r.Type+". "+sentence(r.Title), r.Doc, reference(r.Ref))
	if len(l.problems.Diagnostics) == before {
		l.builder(out) // else its methods clash as the fields do
	}
	l.pkg.replies = append(l.pkg.replies, out)
}

func reference(ref string) string {
	if ref == "" {
		return ""
	}
	return "See " + ref
}

func platformName(p *goPackage) string {
	if t := clean(p.spec.Title); t != "" {
		return t
	}
	return p.spec.ID
}
