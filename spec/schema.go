package spec

import "slices"

// This file is the one table of the DSL's keys. The parser checks files against it, and jsonschema.go states it as a JSON
// Schema.

// keyKind says what a key's value looks like.
type keyKind int

const (
	textKey            keyKind = iota // free text, shown to people
	plainKey                          // a scalar read as text
	nameKey                           // an XML or DSL name
	elementPathKey                    // names of elements, each inside of the one before, with dots between them
	idKey                             // lower-case identifier of a spec
	typeKey                           // a kind or the name of a scalar
	sizeKey                           // a whole number, 0 or more
	numberKey                         // a number, whole or not
	boolKey                           // true or false
	durationKey                       // 5s, 500ms
	nameListKey                       // a list of names
	elementPathListKey                // a list of paths of elements
	textListKey                       // a list of scalars read as text
	exampleKey                        // a scalar, or a list of them
	sizeMapKey                        // names to whole numbers
	objectKey                         // a mapping of a shape
	objectListKey                     // a list of mappings of a shape
	formatKey                         // one of the known formats
	versionKey                        // the version of the DSL
)

// key is one key of a mapping.
type key struct {
	name     string
	kind     keyKind
	required bool
	doc      string
	// of is the shape of the value, or of the values of a list.
	of *shape
	// oneOf closes the set of values of a nameListKey or plainKey.
	oneOf []string
	// on names the field kinds that can have the key; nil means all.
	on []string
	// needed says that a field of such a kind must have it, filled that the list cannot be empty.
	needed, filled bool
	// docs marks a key that cannot change the wire.
	docs bool
	// sent marks a section of what the platform sends, and a service reads.
	sent bool
}

// shape is a kind of mapping in a spec file.
type shape struct {
	name string
	// id is the key that names a mapping among its siblings in a list.
	id string
	// list holds the keys, unless nestingKeys does.
	list []key
}

// The kinds of a field, as the key `type` spells them. Every other type is the name of a scalar, which is a string.
const (
	kindString   = "string"
	kindID       = "id" // a string too
	kindInt      = "int"
	kindFloat    = "float"
	kindBool     = "bool"
	kindUnixTime = "unix_time"
	kindMsgType  = "msg_type"
	kindConst    = "const"
	kindCount    = "count"
	kindObject   = "object"
	kindList     = "list"
	kindUnion    = "union"
)

var fieldKinds = []string{kindString, kindID, kindInt, kindFloat, kindBool, kindUnixTime, kindMsgType, kindConst, kindCount, kindObject, kindList, kindUnion}

var (
	onStrings = []string{kindString, kindID}
	onNumbers = []string{kindInt, kindFloat, kindUnixTime}
	onValues  = []string{kindString, kindID, kindInt, kindFloat, kindBool, kindUnixTime}
	onLeaves  = []string{kindString, kindID, kindInt, kindFloat, kindBool, kindUnixTime, kindMsgType, kindConst, kindCount}
	onNamed   = []string{kindString, kindID, kindInt, kindFloat, kindBool, kindUnixTime, kindObject, kindList, kindUnion}
	onLists   = []string{kindList}
	onUnions  = []string{kindUnion}
)

// isKind reports whether a type names a kind and no scalar.
func isKind(t string) bool { return slices.Contains(fieldKinds, t) }

// notItems are the kinds that the item of a list cannot be.
var notItems = []string{kindList, kindMsgType, kindConst, kindCount}

// securityModes are the ways in which a platform may send a message.
var securityModes = []string{"plain", "compatible", "encrypted"}

// noReceiver is what a spec calls an id that is empty.
const noReceiver = "none"

var evidenceKeys = []key{
	{name: "doc", kind: textKey, docs: true, doc: "what the platform's page says of it; becomes the Go documentation"},
	{name: "ref", kind: textKey, docs: true, doc: "the page that says so"},
	{name: "note", kind: textKey, docs: true, doc: "a remark of the spec's author: traps, evidence"},
}

var stringRuleKeys = ruleKeys(onStrings)

var exampleKeys = []key{
	{name: "example", kind: exampleKey, on: onValues, docs: true, doc: "the value in the platform's sample; in a list's item one value an item"},
	{name: "examples", kind: objectListKey, of: verdictShape, on: onValues, docs: true, doc: "values with the rule that each violates, if any"},
}

var verdictShape = &shape{name: "an example", list: []key{
	{name: "value", kind: plainKey, required: true, doc: "a value of the field"},
	{name: "violates", kind: nameKey, doc: "the rule that it breaks; none: the value is fine"},
}}

var scalarShape = &shape{name: "a scalar", id: "name", list: join(
	[]key{
		{name: "name", kind: nameKey, required: true, doc: "the name of the Go string type"},
		{name: "go", kind: nameKey, doc: "the Go name, where it shall differ"},
	},
	evidenceKeys, stringRuleKeys, exampleKeys,
)}

// These hold fields, which hold them in turn.
var (
	fieldShape = &shape{name: "a field", id: "name"}
	itemShape  = &shape{name: "an item"}
	caseShape  = &shape{name: "a case", id: "case"}
)

// nestingKeys are the keys of the shapes that can hold their like: the table of a variable cannot name the variable.
var nestingKeys = map[*shape][]key{
	fieldShape: join(
		[]key{
			{name: "name", kind: nameKey, required: true, doc: "the element"},
			{name: "type", kind: typeKey, required: true, doc: "a kind, or the name of a scalar"},
			{name: "go", kind: nameKey, on: onNamed, doc: "the Go name, where it shall differ"},
			{name: "required", kind: boolKey, on: onNamed, doc: "whether the value must be present"},
			{name: "cdata", kind: boolKey, on: onLeaves, doc: "whether the text stands in a CDATA section; by default strings do, numbers do not"},
			{name: "truncates", kind: boolKey, on: onStrings, doc: "whether the platform cuts a text longer than max_bytes or max_runes instead of refusing the reply"},
		},
		aliasKeys,
		evidenceKeys, fieldRuleKeys, exampleKeys, structureKeys,
		[]key{{name: "item", kind: objectKey, of: itemShape, on: onLists, needed: true, doc: "one element of the list"}},
	),
	itemShape: join(
		[]key{
			{name: "name", kind: nameKey, doc: "the element of one item; a flat list has none"},
			{name: "type", kind: typeKey, doc: "a kind, or the name of a scalar; object when left out"},
			{name: "go", kind: nameKey, doc: "the name of the item's Go type"},
			{name: "cdata", kind: boolKey, on: onLeaves, doc: "whether the text stands in a CDATA section"},
		},
		aliasKeys,
		evidenceKeys, fieldRuleKeys, exampleKeys, structureKeys,
	),
	caseShape: join(
		[]key{
			{name: "case", kind: nameKey, required: true, doc: "the value of the union's tag"},
			{name: "go", kind: nameKey, doc: "the name of the case's Go type"},
			{name: "title", kind: textKey, docs: true, doc: "a heading"},
		},
		evidenceKeys, bodyKeys,
	),
}

var aliasKeys = []key{
	{name: "aliases", kind: nameListKey, doc: "other spellings of the element in what the platform sends"},
}

// fieldRuleKeys are the rules of any kind of field.
var fieldRuleKeys = append(ruleKeys(fieldKinds),
	key{name: "max_items_replying_to", kind: sizeMapKey, on: onLists, doc: "most items by the type of the message that is answered"})

var structureKeys = []key{
	{name: "value", kind: plainKey, on: []string{kindConst}, needed: true, doc: "the constant"},
	{name: "of", kind: nameKey, on: []string{kindCount}, needed: true, doc: "the list that is counted"},
	{name: "flat", kind: boolKey, on: onLists, doc: "whether the items stand side by side without an element around them"},
	{name: "tag", kind: nameKey, on: onUnions, needed: true, doc: "the element that tells the cases apart; it is written first"},
	{name: "fields", kind: objectListKey, of: fieldShape, on: []string{kindObject}, needed: true, doc: "the children, in the order of the wire"},
	{name: "rules", kind: objectListKey, of: ruleShape, on: []string{kindObject}, doc: "rules across the children"},
	{name: "cases", kind: objectListKey, of: caseShape, on: onUnions, needed: true, filled: true, doc: "the forms of a union"},
}

var bodyKeys = []key{
	{name: "fields", kind: objectListKey, of: fieldShape, doc: "the children, in the order of the wire"},
	{name: "rules", kind: objectListKey, of: ruleShape, doc: "rules across the children"},
}

var ruleShape = &shape{name: "a rule", id: "name", list: join(
	[]key{
		{name: "name", kind: nameKey, required: true, doc: "the rule's name among its siblings"},
		{name: "field", kind: nameKey, doc: "the field that requires, forbids or required_when speaks of"},
		{name: "requires", kind: nameListKey, doc: "fields that must be present when `field` is"},
		{name: "forbids", kind: nameListKey, doc: "fields that must be absent when `field` is present"},
		{name: "required_when", kind: objectKey, of: whenShape, doc: "`field` must be present when another has one of some values"},
		{name: "one_of", kind: nameListKey, doc: "exactly one of these fields is present"},
		{name: "at_least_one_of", kind: nameListKey, doc: "one of these fields is present, or more"},
	},
	evidenceKeys,
)}

// ruleForms are the keys of a rule that say its form.
var ruleForms = []string{"requires", "forbids", "required_when", "one_of", "at_least_one_of"}

// subjectForms are the forms that speak of one field, the key `field`.
var subjectForms = []string{"requires", "forbids", "required_when"}

var whenShape = &shape{name: "a condition", list: []key{
	{name: "field", kind: nameKey, required: true, doc: "the field that decides"},
	{name: "in", kind: textListKey, required: true, doc: "its values"},
}}

var replyShape = &shape{name: "a reply", id: "type", list: join(
	[]key{
		{name: "type", kind: nameKey, required: true, doc: "the text of the msg_type element"},
		{name: "go", kind: nameKey, doc: "the Go name before Reply, where it shall differ"},
		{name: "title", kind: textKey, docs: true, doc: "the platform's heading"},
	},
	evidenceKeys, bodyKeys,
)}

var headerShape = &shape{name: "the header", list: join(
	[]key{
		{name: "root", kind: nameKey, doc: "the root element; xml when left out"},
		{name: "addresses", kind: nameListKey, doc: "the field of the recipient, then that of the sender; ToUserName and FromUserName when left out"},
		{name: "fields", kind: objectListKey, of: fieldShape, doc: "the fields that open every reply"},
	},
	evidenceKeys,
)}

var inboundShape = &shape{name: "the inbound section", list: join(
	[]key{
		{name: "derive", kind: boolKey, doc: "whether the header's fields open every message too, with the addresses exchanged; they do when left out"},
		{name: "fields", kind: objectListKey, of: fieldShape, doc: "the fields that follow the derived ones"},
		{name: "event", kind: elementPathKey, doc: "the element that names an event, by its path where it stands inside another: Event.EventType; Event when left out"},
		{name: "event_type", kind: nameKey, doc: "the text of the msg_type element of an event; event when left out"},
	},
	evidenceKeys,
)}

// dedupeDoc is what each `dedupe` lists.
const dedupeDoc = "the elements that tell it from others of one sender, receiver and type, by their paths"

var messageShape = &shape{name: "a message", id: "type", list: join(
	[]key{
		{name: "type", kind: nameKey, required: true, doc: "the text of the msg_type element"},
		{name: "go", kind: nameKey, doc: "the Go name before Message, where it shall differ"},
		{name: "title", kind: textKey, docs: true, doc: "the platform's heading"},
		{name: "accepts_reply", kind: boolKey, doc: "whether a passive reply can answer it; true when left out"},
		{name: "dedupe", kind: elementPathListKey, doc: dedupeDoc + ", in place of the platform's"},
	},
	evidenceKeys, bodyKeys,
)}

var eventShape = &shape{name: "an event", id: "event", list: join(
	[]key{
		{name: "event", kind: nameKey, required: true, doc: "the text of the event element"},
		{name: "aliases", kind: nameListKey, doc: "other texts of the event element that mean the same event"},
		{name: "type", kind: nameKey, doc: "the text of the msg_type element, where it differs from the other events'"},
		{name: "go", kind: nameKey, doc: "the Go name before Event, where it shall differ"},
		{name: "title", kind: textKey, docs: true, doc: "the platform's heading"},
		{name: "accepts_reply", kind: boolKey, doc: "whether a passive reply can answer it; false when left out"},
		{name: "dedupe", kind: elementPathListKey, doc: dedupeDoc + ", in place of the platform's"},
	},
	evidenceKeys, bodyKeys,
)}

var platformShape = &shape{name: "the platform", list: join(
	[]key{
		{name: "id", kind: idKey, required: true, doc: "also the default name of the Go package"},
		{name: "title", kind: textKey, docs: true, doc: "the platform's name"},
	},
	evidenceKeys,
)}

var deliveryShape = &shape{name: "the delivery", list: join(
	[]key{
		{name: "deadline", kind: durationKey, required: true, doc: "how long the platform waits for a response"},
		{name: "attempts", kind: sizeKey, required: true, doc: "how often it delivers a message in all"},
		{name: "acks", kind: textListKey, required: true, doc: "bodies that mean: nothing to say; the first is preferred"},
		{name: "dedupe", kind: objectKey, of: dedupeShape, doc: "for platforms that say how a redelivery is told; without it, sender, receiver, type and id of a message, and the XML of an event"},
	},
	evidenceKeys,
)}

var dedupeShape = &shape{name: "the dedupe", list: []key{
	{name: "message", kind: elementPathListKey, doc: dedupeDoc + ": a message's"},
	{name: "event", kind: elementPathListKey, doc: dedupeDoc + ": an event's"},
}}

var securityShape = &shape{name: "the security", list: join(
	[]key{
		{name: "modes", kind: nameListKey, required: true, oneOf: securityModes, doc: "how messages may be sent"},
		{name: "receiver", kind: nameKey, doc: "what the id inside the ciphertext is called; `none` where that id is empty"},
	},
	evidenceKeys,
)}

var specShape = &shape{name: "a spec", list: []key{
	{name: "replygen", kind: versionKey, required: true, doc: "the version of the DSL: 1"},
	{name: "platform", kind: objectKey, of: platformShape, required: true, doc: "the platform's names"},
	{name: "scalars", kind: objectListKey, of: scalarShape, doc: "named string types"},
	{name: "header", kind: objectKey, of: headerShape, required: true, doc: "what every reply starts with"},
	{name: "replies", kind: objectListKey, of: replyShape, required: true, filled: true, doc: "the reply types"},
	{name: "delivery", kind: objectKey, of: deliveryShape, doc: "how the platform takes a response"},
	{name: "security", kind: objectKey, of: securityShape, doc: "how messages are protected"},
	{name: "inbound", kind: objectKey, of: inboundShape, sent: true, doc: "what every message and event starts with"},
	{name: "messages", kind: objectListKey, of: messageShape, sent: true, doc: "what users send"},
	{name: "events", kind: objectListKey, of: eventShape, sent: true, doc: "what the platform reports"},
}}

func join(lists ...[]key) []key {
	var out []key
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}
