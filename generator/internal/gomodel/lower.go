package gomodel

import (
	"cmp"
	"fmt"
	"go/token"
	"maps"
	"slices"
	"strconv"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/rtcopy"
	"github.com/replygen/replygen/internal/goname"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// lowerer decides names and reports those that cannot be.
type lowerer struct {
	pkg      *Package
	problems diag.List
	scope    map[string]*declared
	// elements are those that have Go types of their own, by the names of these.
	elements map[string]*element
	// named are the names that elements other than items will have.
	named claims
	// nameless counts what has no name.
	nameless int
}

// element is an element of the spec with the Go type that it has, a struct or a union.
type element struct {
	signature string
	origin    *spec.Origin
	typ       *Type
	union     *Union
}

// declared is the owner of a name: an element of the spec, or generated or run-time code when origin is nil.
type declared struct {
	what   string
	origin *spec.Origin
}

// scopeOf is a scope in which names are taken by what comes with the code, and not with the spec.
func scopeOf(what string, names ...string) map[string]*declared {
	out := map[string]*declared{}
	for _, n := range names {
		out[n] = &declared{what: what}
	}
	return out
}

// Lower returns a platform as Go sees it, in a package of that name or of the platform's id, without some parts. Its
// error is a *diag.List of the names that cannot be.
func Lower(p *spec.Platform, name string, without []string) (*Package, error) {
	name = cmp.Or(name, p.ID)
	delivery := p.Delivery
	p = reduced(p, without)
	l := &lowerer{
		pkg:      &Package{Name: name, Spec: p, Scalars: map[*spec.Scalar]string{}, Delivery: delivery},
		scope:    scopeOf("a name of every generated package", ownNames(p)...),
		elements: map[string]*element{}, named: claimed(p),
	}
	maps.Copy(l.scope, scopeOf("a name of the run-time code", rtcopy.Names()...))
	l.pkg.Parses = len(p.Replies) > 0 && !slices.Contains(without, partParse)
	l.pkg.Tests = l.pkg.Parses && !slices.Contains(without, partTests)
	if p.Warnings != nil {
		l.problems.Sources = p.Warnings.Sources
	}
	if !token.IsIdentifier(name) || name == "_" {
		l.at(p.Origin, codePackage, "choose one with --package", "\""+name+"\" is no name for a Go package")
	}
	for _, s := range p.Scalars {
		what := fmt.Sprintf("scalar %q", s.Name)
		goName := l.name(s.Go, s.Name, what, s.Origin)
		l.declare(goName, what, s.Origin)
		l.pkg.Scalars[s] = goName
	}
	for _, r := range p.Replies {
		l.reply(r)
	}
	l.truncates()
	l.pkg.Inbound = l.inbound()
	l.blame()
	l.problems.Dedupe()
	return l.pkg, l.problems.Err()
}

// ownNames are what the generator itself declares for a platform.
func ownNames(p *spec.Platform) []string {
	out := slices.Clone(fixedNames)
	if len(p.Sent()) > 0 {
		out = append(out, inboundNames...)
	}
	if serves(p) {
		out = append(out, handlerNames...)
	}
	return out
}

// fixedNames are declared by the generator itself, whatever the platform.
var fixedNames = []string{"Reply", "ParseReply", "MsgType", "Ack", "Deadline", "Attempts", "TestRules",
	"TestReplyingTo"}

// name is the Go name of a thing: the one that the spec gives, else one made of its name.
func (l *lowerer) name(given spec.Value[string], from, what string, origin *spec.Origin) string {
	if given.IsSet() {
		if !token.IsIdentifier(given.V) || !token.IsExported(given.V) {
			l.at(given.Origin, codeName, "an upper-case letter, then letters and digits",
				fmt.Sprintf("%q is no exported Go name", given.V))
			return l.placeholder()
		}
		return given.V
	}
	goName := goname.Of(from)
	if goName == "" {
		l.at(origin, codeName, "add `go: Name`", fmt.Sprintf("%s gives no exported Go name", what))
		return l.placeholder()
	}
	return goName
}

// placeholder is a name that collides with nothing, for work that ends with an error.
func (l *lowerer) placeholder() string {
	l.nameless++
	return "X_" + strconv.Itoa(l.nameless) + "_"
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
	out := &Reply{Spec: r, Base: base}
	out.Type = Type{Name: base + "Reply", IsReply: true, Rules: r.Rules}
	fields := append(append([]*spec.Field{}, l.pkg.Spec.Header.Fields...), r.Fields...)
	for _, name := range []string{out.Name, out.TypeConst(), out.Builder(), out.Constructor()} {
		if !l.declare(name, what, r.Origin) {
			break // the other names clash for the same reason
		}
	}
	scope := scopeOf("a method of every reply", "MsgType", "Validate", "AppendXML", "WriteTo")
	before := len(l.problems.Diagnostics)
	l.fill(&out.Type, fields, scope)
	for _, f := range out.Fields[:len(l.pkg.Spec.Header.Fields)] {
		if _, ok := f.Kind.(*spec.UnixTime); ok && f.Required {
			out.Created = f
			break
		}
	}
	out.Doc = gofile.Doc(out.Name+" is a passive reply of type "+r.Type+". "+gofile.NextSentence(r.Title), r.Doc,
		gofile.See(r.Ref))
	if len(l.problems.Diagnostics) == before {
		l.builder(out) // else its methods clash as the fields do
	}
	l.pkg.Replies = append(l.pkg.Replies, out)
}
