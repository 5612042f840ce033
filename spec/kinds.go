package spec

import (
	"reflect"

	"github.com/replygen/replygen/spec/internal/keys"
)

// Kind is the kind of a field, with its rules. The kinds are a closed set: a switch over them names all, or has a
// default.
//
//sumtype:decl
type Kind interface{ kind() string }

// String is text, of a named type when Scalar is set. Rules includes the scalar's, unless the field has its own.
type String struct {
	Scalar *Scalar
	// ID marks text that is compared and never shown: blanks around it are not part of it in what the platform sends.
	ID    bool
	Rules StringRules
	// Matching is an example that the pattern matches, the field's own or else its scalar's; "" without a pattern.
	Matching string
	// Truncates reports whether the platform cuts a text longer than an upper limit instead of refusing the reply.
	Truncates bool
	CDATA     bool
}

// Enforced are the rules that a text can break: a limit beyond which the platform cuts is none of them.
func (k *String) Enforced() StringRules {
	r := k.Rules
	for i := range r.Size {
		if k.Truncates && valueRules[i].Bound == AtMost {
			r.Size[i] = Value[int]{}
		}
	}
	return r
}

// StringRules are the rules that text can have.
type StringRules struct {
	// Size are the limits of the length: Size[MaxBytes] and its like.
	Size [keys.Min]Value[int]
	Enum Value[[]string]
	// Pattern is an RE2 expression that the whole text matches.
	Pattern Value[string]
	// Format is the name of a Format.
	Format Value[string]
}

// Int is a whole number of 64 bits.
type Int struct {
	Min, Max Value[int64]
	Enum     Value[[]int64]
	CDATA    bool
}

// Float is a number, written in its shortest form.
type Float struct {
	Min, Max Value[float64]
	CDATA    bool
}

// Bool is the word true or false.
type Bool struct{ CDATA bool }

// UnixTime is a moment in seconds since 1970.
type UnixTime struct {
	Min, Max Value[int64]
	CDATA    bool
}

// MsgType is the type of the reply that it stands in.
type MsgType struct{ CDATA bool }

// Const is the same text in every reply.
type Const struct {
	Text  string
	CDATA bool
}

// Count is the number of items in a list beside it.
type Count struct {
	List  *Field
	CDATA bool
}

// Object is an element with children.
type Object struct{ Body }

// List is a sequence of items, side by side when Flat, else inside an element of the list's name.
type List struct {
	Flat               bool
	Item               *Field
	MinItems, MaxItems Value[int]
	// MaxItemsReplyingTo limits the items by the type of the message that is answered.
	MaxItemsReplyingTo []ReplyingTo
}

// ReplyingTo is the limit of a list in an answer to messages of one type.
type ReplyingTo struct {
	Type  string
	Limit Value[int]
}

// Union is an element whose children depend on the text of the first, the tag.
type Union struct {
	Tag      string
	TagCDATA bool
	Cases    []*Case
}

// Case is one form of a Union.
type Case struct {
	Value string
	Declaration
}

func (*String) kind() string   { return keys.KindString }
func (*Int) kind() string      { return keys.KindInt }
func (*Float) kind() string    { return keys.KindFloat }
func (*Bool) kind() string     { return keys.KindBool }
func (*UnixTime) kind() string { return keys.KindUnixTime }
func (*MsgType) kind() string  { return keys.KindMsgType }
func (*Const) kind() string    { return keys.KindConst }
func (*Count) kind() string    { return keys.KindCount }
func (*Object) kind() string   { return keys.KindObject }
func (*List) kind() string     { return keys.KindList }
func (*Union) kind() string    { return keys.KindUnion }

// IsCDATA reports whether the text of a kind stands inside a CDATA section.
func IsCDATA(kind Kind) bool {
	is := reflect.ValueOf(kind).Elem().FieldByName("CDATA") // which the kinds that are text have
	return is.IsValid() && is.Bool()
}

// MustHold reports whether a list may not be empty.
func (l *List) MustHold() bool { return l.MinItems.IsSet() && l.MinItems.V > 0 }

// Walk visits fields and all that stand inside them, in the order of the document.
func Walk(fields []*Field, visit func(*Field)) {
	for _, f := range fields {
		visit(f)
		switch k := f.Kind.(type) {
		case *Object:
			Walk(k.Fields, visit)
		case *List:
			Walk([]*Field{k.Item}, visit)
		case *Union:
			for _, c := range k.Cases {
				Walk(c.Fields, visit)
			}
		default: // nothing stands inside
		}
	}
}

// MsgTypeOf returns the field of kind msg_type, nil if none of the fields is.
func MsgTypeOf(fields []*Field) *Field {
	return first(fields, func(f *Field) bool { return f.Kind.kind() == keys.KindMsgType })
}

// AlwaysWritten reports whether a field's element stands in every valid reply.
func (f *Field) AlwaysWritten() bool {
	switch k := f.Kind.(type) {
	case *MsgType, *Const:
		return true
	case *Count:
		return k.List.AlwaysWritten()
	case *List:
		return f.Required || k.MustHold()
	default:
		return f.Required
	}
}
