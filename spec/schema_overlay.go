package spec

// The keys of an overlay.

// The verbs of an overlay.
const (
	verbAdd     = "add"
	verbEdit    = "edit"
	verbReplace = "replace"
	verbRemove  = "remove"
	verbMove    = "move"
)

var verbs = []string{verbAdd, verbEdit, verbReplace, verbRemove, verbMove}

// overlayKeys tell an overlay from a base spec.
var overlayKeys = []string{"overlay", "extends", "changes"}

// anyMapping stands for a mapping whose keys are checked once it is part of the platform.
var anyMapping *shape

var overlayShape = &shape{name: "an overlay", list: []key{
	{name: "replygen", kind: versionKey, required: true, doc: "the version of the DSL: 1"},
	{name: "overlay", kind: nameKey, required: true, doc: "the overlay's name"},
	{name: "extends", kind: plainKey, required: true, doc: "builtin:wechat, or a path relative to this file"},
	{name: "kind", kind: plainKey, oneOf: []string{"docs", "variant"}, doc: "docs promises that the wire does not change"},
	{name: "platform", kind: objectKey, of: platformPatchShape, doc: "the platform's own names"},
	{name: "changes", kind: objectListKey, of: changeShape, doc: "what differs"},
}}

var platformPatchShape = &shape{name: "the platform", list: optional(platformShape.list)}

func optional(keys []key) []key {
	out := append([]key(nil), keys...)
	for i := range out {
		out[i].required = false
	}
	return out
}

var changeShape = &shape{name: "a change", list: []key{
	{name: verbAdd, kind: plainKey, doc: "path of a thing that is not there"},
	{name: verbEdit, kind: plainKey, doc: "path of a thing some of whose keys change"},
	{name: verbReplace, kind: plainKey, doc: "path of a thing that is stated anew"},
	{name: verbRemove, kind: plainKey, doc: "path of a thing that goes"},
	{name: verbMove, kind: plainKey, doc: "path of a thing that gets another place among its siblings"},
	{name: "value", kind: objectKey, of: anyMapping, doc: "the thing, for add and replace"},
	{name: "set", kind: objectKey, of: anyMapping, doc: "keys with their new values, for edit"},
	{name: "unset", kind: nameListKey, doc: "keys to clear, for edit"},
	{name: "was", kind: objectKey, of: anyMapping, doc: "keys with the values that they must have before the change"},
	{name: "because", kind: textKey, doc: "the reason"},
	{name: "first", kind: boolKey, doc: "place: before all siblings"},
	{name: "last", kind: boolKey, doc: "place: after all siblings"},
	{name: "before", kind: nameKey, doc: "place: before this sibling"},
	{name: "after", kind: nameKey, doc: "place: after this sibling"},
	{name: "if_present", kind: boolKey, doc: "whether a target that is not there is no error"},
}}

// keysOf lists the keys that a verb can come with, beside because and was.
var keysOf = map[string][]string{
	verbAdd:     {"value", "first", "last", "before", "after"},
	verbEdit:    {"set", "unset", "was", "if_present", "first", "last", "before", "after"},
	verbReplace: {"value", "was", "if_present", "first", "last", "before", "after"},
	verbRemove:  {"was", "if_present"},
	verbMove:    {"was", "if_present", "first", "last", "before", "after"},
}

var placeKeys = []string{"first", "last", "before", "after"}

// removableLists are the lists that a platform need not have: what extends WeChat may receive next to nothing of what
// WeChat sends.
var removableLists = []string{"messages", "events"}
