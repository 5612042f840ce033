package keys

// The keys of an overlay.

// The verbs of an overlay.
const (
	VerbAdd     = "add"
	VerbEdit    = "edit"
	VerbReplace = "replace"
	VerbRemove  = "remove"
	VerbMove    = "move"
	VerbRename  = "rename"
	VerbKeep    = "keep"
)

// Verbs are the verbs of overlays, in the order of the reference.
var Verbs = []string{VerbAdd, VerbEdit, VerbReplace, VerbRemove, VerbMove, VerbRename, VerbKeep}

// OverlayKeys are the keys that only an overlay has.
var OverlayKeys = []string{"overlay", "extends", "changes"}

// Overlay is the file of an overlay.
var Overlay = &Shape{Name: "an overlay", list: []Key{
	{Name: "replygen", Kind: VersionKey, Required: true, Doc: "the version of the DSL: 1"},
	{Name: "overlay", Kind: NameKey, Required: true, Doc: "the overlay's name"},
	{Name: "extends", Kind: PlainKey, Required: true, Doc: "the base, builtin:wechat or a path relative to this file"},
	{Name: "kind", Kind: PlainKey, OneOf: []string{"docs", "variant"}, Doc: "docs promises that the wire does not change", Default: "variant"},
	{Name: "platform", Kind: ObjectKey, Of: PlatformPatch, Doc: "the keys of the platform that differ"},
	{Name: "changes", Kind: ObjectListKey, Of: Change, Doc: "the changes, in the order in which they apply"},
}}

// PlatformPatch is the platform section of an overlay: of its keys, none is required.
var PlatformPatch = &Shape{Name: "the platform", list: optional(Platform.list)}

func optional(keys []Key) []Key {
	out := append([]Key(nil), keys...)
	for i := range out {
		out[i].Required = false
	}
	return out
}

// Change is one change of an overlay. The keys of value, set and was are checked after the change is applied.
var Change = &Shape{Name: "a change", list: []Key{
	{Name: VerbAdd, Kind: PlainKey, Doc: "path of an element to add"},
	{Name: VerbEdit, Kind: PlainKey, Doc: "path of an element whose keys change"},
	{Name: VerbReplace, Kind: PlainKey, Doc: "path of an element that gets another declaration"},
	{Name: VerbRemove, Kind: PlainKey, Doc: "path of an element to remove; replies, messages or events for all of them"},
	{Name: VerbMove, Kind: PlainKey, Doc: "path of an element that gets another place among its siblings"},
	{Name: VerbRename, Kind: PlainKey, Doc: "path of an element, scalar, reply, message or event that gets another name; references follow, Go names stay"},
	{Name: VerbKeep, Kind: PlainKey, OneOf: KeepableLists, Doc: "section of which only some elements stay"},
	{Name: "value", Kind: ObjectKey, Doc: "the declaration without its name, for add and replace"},
	{Name: "set", Kind: ObjectKey, Doc: "keys with their new values, for edit"},
	{Name: "unset", Kind: NameListKey, Doc: "keys to clear, for edit"},
	{Name: "was", Kind: ObjectKey, Doc: "keys with the values that they must have before the change"},
	{Name: "to", Kind: NameKey, Doc: "the new name, for rename"},
	{Name: "only", Kind: TextListKey, Doc: "the names of the elements that stay, for keep; TYPE/NAME where two events have one name"},
	{Name: "because", Kind: TextKey, Doc: "the reason"},
	{Name: "first", Kind: BoolKey, Doc: "place: before all siblings"},
	{Name: "last", Kind: BoolKey, Doc: "place: after all siblings"},
	{Name: "before", Kind: NameKey, Doc: "place: before this sibling"},
	{Name: "after", Kind: NameKey, Doc: "place: after this sibling"},
	{Name: "if_present", Kind: BoolKey, Doc: "whether an absent target is no error", Default: "false"},
}}

// KeysOf lists the keys that a verb can come with, beside because and was.
var KeysOf = map[string][]string{
	VerbAdd:     {"value", "first", "last", "before", "after"},
	VerbEdit:    {"set", "unset", "was", "if_present", "first", "last", "before", "after"},
	VerbReplace: {"value", "was", "if_present", "first", "last", "before", "after"},
	VerbRemove:  {"was", "if_present"},
	VerbMove:    {"was", "if_present", "first", "last", "before", "after"},
	VerbRename:  {"to", "was", "if_present"},
	VerbKeep:    {"only"},
}

// PlaceKeys give the place of an element among its siblings.
var PlaceKeys = []string{"first", "last", "before", "after"}

// RemovableLists are the lists that an overlay can remove: a platform that extends WeChat may send none of its messages,
// or take no reply.
var RemovableLists = []string{"replies", "messages", "events"}

// KeepableLists are the lists to which `keep` applies.
var KeepableLists = []string{"scalars", "replies", "messages", "events"}
