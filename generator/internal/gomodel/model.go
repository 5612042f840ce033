package gomodel

import (
	"slices"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/spec"
)

// Package is a platform as Go sees it: every name decided, none twice.
type Package struct {
	Name    string
	Spec    *spec.Platform
	Scalars map[*spec.Scalar]string
	Replies []*Reply
	// Types are the structs below the replies, in the order in which the wire reaches them; unions likewise.
	Types  []*Type
	Unions []*Union
	// Truncates are the functions that cut what the platform would cut.
	Truncates []*Truncate
	// Inbound is what the platform sends, nil when the spec does not say.
	Inbound *Inbound
	// Delivery is how the platform takes a response, nil when the spec does not say. The spec's own is nil in a package
	// without a handler.
	Delivery *spec.Delivery
	// Parses reports whether the package reads replies, Tests whether it has tests.
	Parses, Tests bool
}

// Structs are those of the replies, then those below them.
func (p *Package) Structs() []*Type {
	var out []*Type
	for _, r := range p.Replies {
		out = append(out, &r.Type)
	}
	return append(out, p.Types...)
}

// Type is a struct with the children of an element.
type Type struct {
	Name   string
	Doc    []string
	Fields []*Field
	Rules  []*spec.Rule
	// IsReply reports whether the struct is a reply.
	IsReply bool
	// Union and Value are the union and the value of its tag for a struct that is a form of a union, else empty.
	Union *Union
	Value string
}

// Field returns the field of that element name, nil when there is none.
func (t *Type) Field(f *spec.Field) *Field {
	for _, g := range t.Fields {
		if g.Field == f {
			return g
		}
	}
	return nil
}

// Field is an element in a struct. The name is empty for what the struct does not hold: the type of the reply,
// constants and counts.
type Field struct {
	*spec.Field
	GoName string
	// Object is the type of an object, or of a list's items when they are objects.
	Object *Type
	// Union is the type of a union, or of a list's items when they are unions.
	Union *Union
}

// Union is an element with several forms.
type Union struct {
	Name  string
	Doc   []string
	Spec  *spec.Union
	Cases []*Type
}

// Reply is one type of reply. Its fields are the header's and its own.
type Reply struct {
	Type
	Spec *spec.Reply
	// Base is the name before Reply.
	Base string
	// Created is the field that Build fills with the time, nil when the header has none.
	Created *Field
	Params  []*BuilderValue
	Setters []*BuilderValue
}

// TypeConst is the name of the constant that holds the type.
func (r *Reply) TypeConst() string { return "MsgType" + r.Base }

// Builder is the name of the builder type.
func (r *Reply) Builder() string { return r.Name + "Builder" }

// Constructor is the name of the function that starts a builder.
func (r *Reply) Constructor() string { return "New" + r.Name }

// BuilderValue is a value that a builder takes: a parameter of the constructor, or a method.
type BuilderValue struct {
	*Field
	// GoPath is where the value stands in the reply's struct: Music.Title.
	GoPath string
	// Method is the setter's name, Param the parameter's; More is the parameter of a list's further items.
	Method, Param, More string
	// Variadic reports whether the further items of a list are the constructor's last parameter.
	Variadic bool
}

// Parameters is the value as a function takes it, a list as its first item and more.
func (v *BuilderValue) Parameters(p *Package, name string) string {
	k, ok := v.Kind.(*spec.List)
	if !ok {
		return name + " " + FieldType(p, v.Field)
	}
	item, more := ItemType(p, v.Field, k), "[]"
	if v.Variadic {
		more = "..."
	}
	return name + " " + item + ", " + v.More + " " + more + item
}

// Inbound is what a platform sends, as Go sees it.
type Inbound struct {
	// Header is the struct that every message embeds.
	Header   *Type
	Messages []*Message
	// types and unions are those that no reply has; read are all that messages hold, those of replies among them.
	Types      []*Type
	Unions     []*Union
	Read       []*Type
	ReadUnions []*Union
}

// EventTypes are the types of message that are events, each once, in the order of the spec.
func (in *Inbound) EventTypes() []string {
	var out []string
	for _, m := range in.Messages {
		if m.Spec.Event != "" && !slices.Contains(out, m.Spec.Type) {
			out = append(out, m.Spec.Type)
		}
	}
	return out
}

// Message is one type of message or event. Its struct holds its own fields only.
type Message struct {
	Type
	Spec    *spec.Message
	Accepts bool
	// On is the name of the mux's method.
	On string
}

// Truncate is a function that cuts texts for the fields of one Go name where the platform cuts what is too long.
type Truncate struct {
	Name string
	// Paths are the places of its fields in the spec.
	Paths  []string
	Limits []SizeLimit
}

// PlatformName is what documentation calls the platform: its title, or its id where it has none.
func PlatformName(p *Package) string {
	if t := gofile.Clean(p.Spec.Title); t != "" {
		return t
	}
	return p.Spec.ID
}
