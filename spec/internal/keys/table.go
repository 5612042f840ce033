package keys

import (
	"regexp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/pattern"
)

// This file is the table of the DSL's keys. The parser checks files against it; the JSON Schema and the reference page are
// written from it.

// Kind says what a key's value looks like.
type Kind int

// The forms of values.
const (
	TextKey            Kind = iota // free text, shown to people
	PlainKey                       // a scalar read as text: a path, an expression, one of a few words
	ValueKey                       // a scalar read as text: a value of a field
	NameKey                        // an XML or DSL name
	ElementPathKey                 // names of elements, each inside of the one before, with dots between them
	IDKey                          // lower-case identifier of a spec
	TypeKey                        // a kind or the name of a scalar
	SizeKey                        // a whole number, 0 or more
	NumberKey                      // a number, whole or not
	BoolKey                        // true or false
	DurationKey                    // 5s, 500ms
	NameListKey                    // a list of names
	ElementPathListKey             // a list of paths of elements
	TextListKey                    // a list of scalars read as text
	ExampleKey                     // a scalar, or a list of them
	SizeMapKey                     // names to whole numbers
	ObjectKey                      // a mapping of a shape
	ObjectListKey                  // a list of mappings of a shape
	FormatKey                      // one of the known formats
	VersionKey                     // the version of the DSL
)

// Form is what the values of a kind of key look like.
type Form struct {
	// Words describes a value, in English.
	Words string
	// Pattern is the form of a name.
	Pattern func() *regexp.Regexp
	// Hint says how to write a value; editors show that of a name and a duration, too.
	Hint string
	// Item is the kind of the values in a list.
	Item Kind
}

// Forms are the forms of values, by their kinds.
var Forms = [...]Form{
	TextKey:            {Words: "plain text"},
	PlainKey:           {Words: "plain text"},
	ValueKey:           {Words: "plain text"},
	NameKey:            {Words: "a name", Pattern: NamePattern, Hint: NameHint},
	ElementPathKey:     {Words: "an element, or the path to one", Pattern: elementPathPattern, Hint: "names of elements with dots between them, the outermost first"},
	IDKey:              {Words: "an identifier", Pattern: idPattern, Hint: "lower-case letters, digits and _, a letter first"},
	TypeKey:            {Words: "a kind or the name of a scalar", Pattern: NamePattern, Hint: NameHint},
	SizeKey:            {Words: "a whole number from 0 to 2147483647", Hint: "write digits only"},
	NumberKey:          {Words: "a number", Hint: "write digits only"},
	BoolKey:            {Words: "true or false", Hint: "write true or false"},
	DurationKey:        {Words: "a duration", Hint: "write it as 5s or 500ms"},
	NameListKey:        {Words: "a list of names", Item: NameKey},
	ElementPathListKey: {Words: "a list of elements, or paths to them", Item: ElementPathKey},
	TextListKey:        {Words: "a list of values", Item: ValueKey},
	ExampleKey:         {Words: "a value, or a list of values", Item: ValueKey},
	SizeMapKey:         {Words: "a mapping of names to whole numbers"},
	ObjectKey:          {Words: "a mapping of keys to values"},
	FormatKey:          {Words: "the name of a form", Hint: "write " + strings.Join(FormatNames, " or ") + ", or state a `pattern` instead"},
	VersionKey:         {Words: "1"},
}

// NamePattern is the form of a name.
var (
	NamePattern        = pattern.Lazy(`^[A-Za-z_][A-Za-z0-9_-]*$`)
	elementPathPattern = pattern.Lazy(`^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$`) // NamePattern, once or more
	idPattern          = pattern.Lazy(`^[a-z][a-z0-9_]*$`)
)

// NameHint describes a name.
const NameHint = "letters, digits, _ and -, a letter first"

// Key is one key of a mapping.
type Key struct {
	Name     string
	Kind     Kind
	Required bool
	Doc      string
	// Of is the shape of the value, or of the values of a list.
	Of *Shape
	// OneOf closes the set of values of a NameListKey or PlainKey.
	OneOf []string
	// On names the field kinds that can have the key; nil means all.
	On []string
	// Needed reports whether a field of such a kind must have the key, Filled whether the list cannot be empty.
	Needed, Filled bool
	// Default is the value of a key that is left out, "" for none; DefaultOf has those that depend on the kind, and
	// DefaultWords describe one that depends on something else.
	Default, DefaultWords string
	DefaultOf             map[string]string
	// Docs marks a key that cannot change the wire.
	Docs bool
	// Sent marks a section of what the platform sends, and a service reads.
	Sent bool
}

// Shape is a kind of mapping in a spec file.
type Shape struct {
	Name string
	// ID is the key that names a mapping among its siblings in a list.
	ID string
	// list has the keys, unless nestingKeys does.
	list []Key
}

// shape is a shape of some groups of keys.
func shape(name, id string, groups ...[]Key) *Shape {
	return &Shape{Name: name, ID: id, list: slices.Concat(groups...)}
}

// The kinds of a field, as the key `type` spells them. Every other type is the name of a scalar, which is a string.
const (
	KindString   = "string"
	KindID       = "id" // a string too
	KindInt      = "int"
	KindFloat    = "float"
	KindBool     = "bool"
	KindUnixTime = "unix_time"
	KindMsgType  = "msg_type"
	KindConst    = "const"
	KindCount    = "count"
	KindObject   = "object"
	KindList     = "list"
	KindUnion    = "union"
)

// FieldKinds are the kinds of a field.
var FieldKinds = []string{KindString, KindID, KindInt, KindFloat, KindBool, KindUnixTime, KindMsgType, KindConst, KindCount, KindObject, KindList, KindUnion}

var (
	onStrings = []string{KindString, KindID}
	// OnNumbers are the kinds of numbers.
	OnNumbers = []string{KindInt, KindFloat, KindUnixTime}
	// OnValues are the kinds that hold a value.
	OnValues = []string{KindString, KindID, KindInt, KindFloat, KindBool, KindUnixTime}
	onLeaves = []string{KindString, KindID, KindInt, KindFloat, KindBool, KindUnixTime, KindMsgType, KindConst, KindCount}
	onNamed  = []string{KindString, KindID, KindInt, KindFloat, KindBool, KindUnixTime, KindObject, KindList, KindUnion}
	onLists  = []string{KindList}
	onUnions = []string{KindUnion}
)

// IsKind reports whether a type names a kind and no scalar.
func IsKind(t string) bool { return slices.Contains(FieldKinds, t) }

// NotItems are the kinds that the item of a list cannot be.
var NotItems = []string{KindList, KindMsgType, KindConst, KindCount}

// securityModes are the ways in which a platform may send a message.
var securityModes = []string{"plain", "compatible", "encrypted"}

// Encrypts reports whether a platform with these modes may encrypt messages.
func Encrypts(modes []string) bool {
	return slices.Contains(modes, "compatible") || slices.Contains(modes, "encrypted")
}

const (
	// NoReceiver is what a spec calls an id that is empty.
	NoReceiver = "none"
	// MessageFields is the key of the fields that are stated once for all messages.
	MessageFields = "message_fields"
	// HeaderRoot is the root element where the spec does not say.
	HeaderRoot = "xml"
	// DefaultEventElement is the element that names an event where the spec does not say.
	DefaultEventElement = "Event"

	cdataDefault = "true for text, msg_type and const, else false"
	// dedupeDoc describes the lists of elements that identify a redelivery.
	dedupeDoc = "paths of the elements that, with sender, receiver and type, are equal in each delivery of one message"
)

// cdataOf are the kinds whose text stands in a CDATA section by default.
var cdataOf = map[string]string{KindString: "true", KindID: "true", KindMsgType: "true", KindConst: "true"}

var evidenceKeys = []Key{
	{Name: "doc", Kind: TextKey, Docs: true, Doc: "the text of the platform's page; it becomes the Go documentation"},
	{Name: "ref", Kind: TextKey, Docs: true, Doc: "the address of that page"},
	{Name: "note", Kind: TextKey, Docs: true, Doc: "a remark of the spec's author: evidence, traps"},
}

// Evidence has the keys that most elements can have.
var Evidence = &Shape{Name: "evidence", list: evidenceKeys}

var exampleKeys = []Key{
	{Name: "example", Kind: ExampleKey, On: OnValues, Docs: true, Doc: "the value in the platform's sample; in a list's item one value an item"},
	{Name: "examples", Kind: ObjectListKey, Of: exampleShape, On: OnValues, Docs: true, Doc: "values to test, each with the rule that it violates, if any"},
}

var exampleShape = &Shape{Name: "an example", list: []Key{
	{Name: "value", Kind: ValueKey, Required: true, Doc: "a value of the field"},
	{Name: "violates", Kind: NameKey, Doc: "the rule that the value violates: a key, `required` or `chars`", DefaultWords: "none, the value is valid"},
}}

// Scalar is a named string type.
var Scalar = shape("a scalar", "name", []Key{
	{Name: "name", Kind: NameKey, Required: true, Doc: "the name of the Go string type"},
	{Name: "go", Kind: NameKey, Doc: "the Go name", DefaultWords: "made from the name"},
}, evidenceKeys, ruleKeys(onStrings), exampleKeys)

// Shapes that contain fields, and that fields contain.
var (
	Field = &Shape{Name: "a field", ID: "name"}
	Item  = &Shape{Name: "an item"}
	Case  = &Shape{Name: "a case", ID: "case"}
)

// nestingKeys are the keys of recursive shapes: the initializer of a variable cannot refer to the variable.
var nestingKeys = map[*Shape][]Key{
	Field: slices.Concat([]Key{
		{Name: "name", Kind: NameKey, Required: true, Doc: "the element"},
		{Name: "type", Kind: TypeKey, Required: true, Doc: "a kind, or the name of a scalar"},
		{Name: "go", Kind: NameKey, On: onNamed, Doc: "the Go name", DefaultWords: "made from the name"},
		{Name: "required", Kind: BoolKey, On: onNamed, Doc: "whether the value must be present", Default: "false"},
		{Name: "cdata", Kind: BoolKey, On: onLeaves, Doc: "whether the text stands in a CDATA section", Default: "false", DefaultOf: cdataOf, DefaultWords: cdataDefault},
		{Name: "truncates", Kind: BoolKey, On: onStrings, Doc: "whether the platform cuts a text longer than max_bytes or max_runes instead of refusing the reply", Default: "false"},
	}, aliasKeys, evidenceKeys, fieldRuleKeys, exampleKeys, structureKeys, []Key{
		{Name: "item", Kind: ObjectKey, Of: Item, On: onLists, Needed: true, Doc: "one element of the list"},
	}),
	Item: slices.Concat([]Key{
		{Name: "name", Kind: NameKey, Doc: "the element of one item; a flat list has none"},
		{Name: "type", Kind: TypeKey, Doc: "a kind, or the name of a scalar", Default: "object"},
		{Name: "go", Kind: NameKey, Doc: "the name of the item's Go type", DefaultWords: "made from the list's name"},
		{Name: "cdata", Kind: BoolKey, On: onLeaves, Doc: "whether the text stands in a CDATA section", Default: "false", DefaultOf: cdataOf, DefaultWords: cdataDefault},
	}, aliasKeys, evidenceKeys, fieldRuleKeys, exampleKeys, structureKeys),
	Case: slices.Concat([]Key{
		{Name: "case", Kind: NameKey, Required: true, Doc: "the value of the union's tag"},
		{Name: "go", Kind: NameKey, Doc: "the name of the case's Go type", DefaultWords: "made from the case"},
		{Name: "title", Kind: TextKey, Docs: true, Doc: "a heading"},
	}, evidenceKeys, bodyKeys),
}

var aliasKeys = []Key{
	{Name: "aliases", Kind: NameListKey, Doc: "other spellings of the element in what the platform sends"},
}

// fieldRuleKeys are the rules of any kind of field.
var fieldRuleKeys = append(ruleKeys(FieldKinds),
	Key{Name: "max_items_replying_to", Kind: SizeMapKey, On: onLists, Doc: "most items by the type of the message that is answered"})

var structureKeys = []Key{
	{Name: "value", Kind: ValueKey, On: []string{KindConst}, Needed: true, Doc: "the constant"},
	{Name: "of", Kind: NameKey, On: []string{KindCount}, Needed: true, Doc: "the list that is counted"},
	{Name: "flat", Kind: BoolKey, On: onLists, Doc: "whether the items stand side by side without an element around them", Default: "false"},
	{Name: "tag", Kind: NameKey, On: onUnions, Needed: true, Doc: "the element whose text selects the case; it is written first"},
	{Name: "fields", Kind: ObjectListKey, Of: Field, On: []string{KindObject}, Needed: true, Doc: "the children, in the order of the wire"},
	{Name: "rules", Kind: ObjectListKey, Of: Rule, On: []string{KindObject}, Doc: "rules across the children"},
	{Name: "cases", Kind: ObjectListKey, Of: Case, On: onUnions, Needed: true, Filled: true, Doc: "the forms of a union"},
}

var bodyKeys = []Key{
	{Name: "fields", Kind: ObjectListKey, Of: Field, Doc: "the children, in the order of the wire"},
	{Name: "rules", Kind: ObjectListKey, Of: Rule, Doc: "rules across the children"},
}

// Rule is a rule across fields.
var Rule = shape("a rule", "name", []Key{
	{Name: "name", Kind: NameKey, Required: true, Doc: "the rule's name among its siblings"},
	{Name: "field", Kind: NameKey, Doc: "the field to which requires, forbids or required_when applies"},
	{Name: "requires", Kind: NameListKey, Doc: "fields that must be present when `field` is"},
	{Name: "forbids", Kind: NameListKey, Doc: "fields that must be absent when `field` is present"},
	{Name: "required_when", Kind: ObjectKey, Of: whenShape, Doc: "`field` must be present when another has one of some values"},
	{Name: "one_of", Kind: NameListKey, Doc: "exactly one of these fields is present"},
	{Name: "at_least_one_of", Kind: NameListKey, Doc: "one of these fields is present, or more"},
}, evidenceKeys)

// RuleForms are the keys of a rule that say its form.
var RuleForms = []string{"requires", "forbids", "required_when", "one_of", "at_least_one_of"}

// SubjectForms are the forms that speak of one field, the key `field`.
var SubjectForms = []string{"requires", "forbids", "required_when"}

var whenShape = &Shape{Name: "a condition", list: []Key{
	{Name: "field", Kind: NameKey, Required: true, Doc: "the field that decides"},
	{Name: "in", Kind: TextListKey, Required: true, Doc: "its values"},
}}

// Reply is one type of reply.
var Reply = shape("a reply", "type", []Key{
	{Name: "type", Kind: NameKey, Required: true, Doc: "the text of the msg_type element"},
	{Name: "go", Kind: NameKey, Doc: "the Go name before Reply", DefaultWords: "made from the type"},
	{Name: "title", Kind: TextKey, Docs: true, Doc: "the platform's heading"},
}, evidenceKeys, bodyKeys)

// DefaultAddresses are what most platforms call the recipient and the sender.
var DefaultAddresses = []string{"ToUserName", "FromUserName"}

var headerShape = shape("the header", "", []Key{
	{Name: "root", Kind: NameKey, Doc: "the root element", Default: HeaderRoot},
	{Name: "addresses", Kind: NameListKey, Doc: "the field of the recipient, then that of the sender", DefaultWords: "ToUserName, FromUserName"},
	{Name: "ignores", Kind: NameListKey, Doc: "elements beside the fields of a reply that the platform accepts and does not read"},
	{Name: "fields", Kind: ObjectListKey, Of: Field, Doc: "the fields that open every reply"},
}, evidenceKeys)

// Inbound is the section about what every message and event starts with.
var Inbound = shape("the inbound section", "", []Key{
	{Name: "root", Kind: NameKey, Doc: "the root element of messages and events", DefaultWords: "the header's"},
	{Name: "derive", Kind: BoolKey, Doc: "whether the header's fields open every message too, with the addresses exchanged", Default: "true"},
	{Name: "fields", Kind: ObjectListKey, Of: Field, Doc: "the fields that follow the derived ones"},
	{Name: MessageFields, Kind: ObjectListKey, Of: Field, Doc: "the fields that every message, but no event, has after its own"},
	{Name: "event", Kind: ElementPathKey, Doc: "the element that names an event, by its path where it stands inside another: Event.EventType", Default: DefaultEventElement},
	{Name: "event_type", Kind: NameKey, Doc: "the text of the msg_type element of an event", Default: "event"},
}, evidenceKeys)

// Message is one type of message.
var Message = shape("a message", "type", []Key{
	{Name: "type", Kind: NameKey, Required: true, Doc: "the text of the msg_type element"},
	{Name: "go", Kind: NameKey, Doc: "the Go name before Message", DefaultWords: "made from the type"},
	{Name: "title", Kind: TextKey, Docs: true, Doc: "the platform's heading"},
	{Name: "accepts_reply", Kind: BoolKey, Doc: "whether a passive reply can answer it", Default: "true"},
	{Name: "dedupe", Kind: ElementPathListKey, Doc: dedupeDoc, DefaultWords: "the delivery's"},
}, evidenceKeys, bodyKeys)

// Event is one event.
var Event = shape("an event", "event", []Key{
	{Name: "event", Kind: NameKey, Required: true, Doc: "the text of the event element"},
	{Name: "aliases", Kind: NameListKey, Doc: "other texts of the event element that mean the same event"},
	{Name: "type", Kind: NameKey, Doc: "the text of the msg_type element", DefaultWords: "that of `inbound`"},
	{Name: "go", Kind: NameKey, Doc: "the Go name before Event", DefaultWords: "made from the event"},
	{Name: "title", Kind: TextKey, Docs: true, Doc: "the platform's heading"},
	{Name: "accepts_reply", Kind: BoolKey, Doc: "whether a passive reply can answer it", Default: "false"},
	{Name: "dedupe", Kind: ElementPathListKey, Doc: dedupeDoc, DefaultWords: "the delivery's"},
}, evidenceKeys, bodyKeys)

// Platform is the section of the names of a platform.
var Platform = shape("the platform", "", []Key{
	{Name: "id", Kind: IDKey, Required: true, Doc: "also the default name of the Go package"},
	{Name: "title", Kind: TextKey, Docs: true, Doc: "the platform's name"},
}, evidenceKeys)

// Delivery is the section about how the platform takes a response.
var Delivery = shape("the delivery", "", []Key{
	{Name: "deadline", Kind: DurationKey, Required: true, Doc: "how long the platform waits for a response"},
	{Name: "attempts", Kind: SizeKey, Required: true, Doc: "how often it delivers a message in all"},
	{Name: "acks", Kind: TextListKey, Required: true, Doc: "response bodies that acknowledge a message without a reply; the first is preferred"},
	{Name: "dedupe", Kind: ObjectKey, Of: dedupeShape, Doc: "the elements by which the platform identifies a redelivery"},
}, evidenceKeys)

var dedupeShape = &Shape{Name: "the dedupe", list: []Key{
	{Name: "message", Kind: ElementPathListKey, Doc: dedupeDoc, DefaultWords: "MsgId, where messages have it"},
	{Name: "event", Kind: ElementPathListKey, Doc: dedupeDoc + ": an event's", DefaultWords: "the XML of the event"},
}}

// Security is the section about how messages are protected.
var Security = shape("the security", "", []Key{
	{Name: "modes", Kind: NameListKey, Required: true, OneOf: securityModes, Doc: "how messages may be sent"},
	{Name: "receiver", Kind: NameKey, Doc: "the name of the id inside the ciphertext; `none` where that id is empty"},
}, evidenceKeys)

// Spec is the file of a base spec.
var Spec = &Shape{Name: "a spec", list: []Key{
	{Name: "replygen", Kind: VersionKey, Required: true, Doc: "the version of the DSL: 1"},
	{Name: "platform", Kind: ObjectKey, Of: Platform, Required: true, Doc: "the platform's names"},
	{Name: "scalars", Kind: ObjectListKey, Of: Scalar, Doc: "named string types"},
	{Name: "header", Kind: ObjectKey, Of: headerShape, Required: true, Doc: "what every reply starts with"},
	{Name: "replies", Kind: ObjectListKey, Of: Reply, Required: true, Doc: "the reply types; [] where the platform only takes an ack"},
	{Name: "delivery", Kind: ObjectKey, Of: Delivery, Doc: "deadline, attempts and acks of a response", DefaultWords: "no handler is generated"},
	{Name: "security", Kind: ObjectKey, Of: Security, Doc: "how messages are protected", DefaultWords: "plain messages, signed"},
	{Name: "inbound", Kind: ObjectKey, Of: Inbound, Sent: true, Doc: "what every message and event starts with", DefaultWords: "the header's fields"},
	{Name: "messages", Kind: ObjectListKey, Of: Message, Sent: true, Doc: "what users send"},
	{Name: "events", Kind: ObjectListKey, Of: Event, Sent: true, Doc: "what the platform reports"},
}}
