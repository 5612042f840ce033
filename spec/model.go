package spec

import (
	"slices"
	"strings"
	"time"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/overlay"
)

// Platform is a platform after its overlays: everything that a generator needs to know, in the order of the wire.
type Platform struct {
	// Warnings are the findings that are no errors.
	Warnings *diag.List

	ID, Title string
	Evidence
	// Sources names the base spec and then its overlays, in the order in which they apply.
	Sources []string

	Scalars  []*Scalar
	Header   Header
	Replies  []*Reply
	Delivery *Delivery // nil: the spec does not say
	Security *Security // nil: the spec does not say
	Inbound  Inbound
	Messages []*Message // nil: the spec does not say
	Events   []*Message // nil: the spec does not say

	// Changes are those of the overlays, in their order.
	Changes []Change

	Origin    *Origin
	source    overlay.Document
	overtaken []overlay.Overtaken
}

// Sent lists the messages and then the events.
func (p *Platform) Sent() []*Message { return slices.Concat(p.Messages, p.Events) }

// Evidence is documentation: Doc is the platform's own text, Ref the page that contains it, Note a remark of the spec's author.
type Evidence struct {
	Doc, Ref, Note string
}

// Scalar is a named string type.
type Scalar struct {
	Name string
	Go   Value[string]
	Evidence
	Example  Value[string]
	Rules    StringRules
	Examples []Example
	Origin   *Origin
}

// Header is what every reply starts with.
type Header struct {
	Root   string
	Fields []*Field
	// Ignores names the elements beside a reply's fields that the platform accepts and does not read.
	Ignores []string
	Evidence
	Origin *Origin
}

// Declaration is what replies, messages, events and the cases of a union have in common.
type Declaration struct {
	// Go is the stated Go name, Title the platform's heading.
	Go    Value[string]
	Title string
	Evidence
	Body
	// Path is the place in the spec, as overlays write it: replies.news.
	Path   string
	Origin *Origin
}

// Reply is one type of passive reply. Its fields follow the header's.
type Reply struct {
	Type string
	Declaration
}

// Body is an ordered set of children and the rules across them.
type Body struct {
	Fields []*Field
	Rules  []*Rule
}

// Field returns the child of that element name, nil when there is none.
func (b *Body) Field(name string) *Field { return fieldOf(b.Fields, name) }

func fieldOf(fields []*Field, name string) *Field {
	return first(fields, func(f *Field) bool { return f.Name == name })
}

// first returns the first member of a list that is wanted, nil when none is.
func first[T any](list []*T, isWanted func(*T) bool) *T {
	if i := slices.IndexFunc(list, isWanted); i >= 0 {
		return list[i]
	}
	return nil
}

// Field is one element.
type Field struct {
	Name string
	// Aliases are other spellings of the element in what the platform sends.
	Aliases  []string
	Go       Value[string]
	Required bool
	Kind     Kind
	Evidence
	// Example is the platform's sample value: one, or one an item for a field inside a list. It keeps to the field's
	// limits, but need not have its form.
	Example  []Value[string]
	Examples []Example
	// Path is the field's place in the spec, as overlays and rule ids write it: replies.news.Articles.item.Title.
	Path   string
	Origin *Origin
}

// Example is a value to test: Violates is the rule that it violates, "" for a valid value.
type Example struct {
	Text     string
	Violates string
	Origin   *Origin
}

// Delivery is how a platform takes a response.
type Delivery struct {
	// Deadline is how long the platform waits for a response, Attempts how often it delivers a message in all.
	Deadline time.Duration
	Attempts int
	// Acks are the bodies that say there is nothing to say; the first is preferred.
	Acks []string
	// DedupeMessage and DedupeEvent are the paths of the elements that, with sender, receiver and type, identify
	// messages and events, where the platform states any. A message may have its own: see Message.Dedupe.
	DedupeMessage, DedupeEvent []string
	Evidence
	Origin *Origin
}

// Security is how a platform protects messages.
type Security struct {
	// Modes are those of plain, compatible and encrypted that the platform has.
	Modes []string
	// Receiver is what the platform calls the id inside the ciphertext. It is empty where that id is, which a spec states as
	// none, or where nothing is encrypted.
	Receiver string
	Evidence
	Origin *Origin
}

// Encrypts reports whether the platform may encrypt messages. It is false of a nil Security.
func (s *Security) Encrypts() bool {
	return s != nil && keys.Encrypts(s.Modes)
}

// Rule is a rule across the fields of a body.
type Rule struct {
	Name string
	Form Form
	Evidence
	Origin *Origin
}

// Violation returns how a violation of the rule is reported: at a field, under the name of the form, and with the other
// fields or the condition as its detail.
func (r *Rule) Violation() (at *Field, rule, detail string) { return r.Form.violation() }

// Form is one of the forms of a Rule.
//
//sumtype:decl
type Form interface {
	violation() (at *Field, rule, detail string)
}

// Requires means that Needs are present when Field is.
type Requires struct {
	Field *Field
	Needs []*Field
}

// Forbids means that Others are absent when Field is present.
type Forbids struct {
	Field  *Field
	Others []*Field
}

// RequiredWhen means that Field is present when Deciding has one of the values In.
type RequiredWhen struct {
	Field    *Field
	Deciding *Field
	In       []string
}

// OneOf means that exactly one of Fields is present.
type OneOf struct{ Fields []*Field }

// AtLeastOneOf means that one or more of Fields are present.
type AtLeastOneOf struct{ Fields []*Field }

func (f *Requires) violation() (*Field, string, string) { return f.Field, "requires", names(f.Needs) }
func (f *Forbids) violation() (*Field, string, string)  { return f.Field, "forbids", names(f.Others) }
func (f *OneOf) violation() (*Field, string, string)    { return f.Fields[0], "one_of", names(f.Fields) }
func (f *AtLeastOneOf) violation() (*Field, string, string) {
	return f.Fields[0], "at_least_one_of", names(f.Fields)
}
func (f *RequiredWhen) violation() (*Field, string, string) {
	return f.Field, "required_when", f.Deciding.Name + " is " + strings.Join(f.In, ", ")
}

func names(fields []*Field) string { return strings.Join(fieldNames(fields), ", ") }

func fieldNames(fields []*Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Name
	}
	return out
}
