package keys

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/tree"
)

// kindSynonyms are the names that other languages have for the kinds of fields.
var kindSynonyms = map[string][]string{
	"str": {KindString}, "text": {KindString}, "char": {KindString}, "varchar": {KindString}, "cdata": {KindString}, "uuid": {KindID},
	"url": {KindString + " with `format: url`"}, "uri": {KindString + " with `format: url`"}, "enum": {KindString + " with `enum: [A, B]`"},
	"integer": {KindInt}, "long": {KindInt}, "int32": {KindInt}, "int64": {KindInt}, "uint": {KindInt}, "number": {KindInt, KindFloat}, "numeric": {KindInt, KindFloat},
	"double": {KindFloat}, "decimal": {KindFloat}, "float32": {KindFloat}, "float64": {KindFloat}, "boolean": {KindBool},
	"date": {KindUnixTime}, "datetime": {KindUnixTime}, "time": {KindUnixTime}, "timestamp": {KindUnixTime}, "unixtime": {KindUnixTime},
	"array": {KindList}, "slice": {KindList}, "sequence": {KindList}, "struct": {KindObject}, "map": {KindObject}, "dict": {KindObject}, "record": {KindObject},
	"oneof": {KindUnion}, "variant": {KindUnion}, "constant": {KindConst}, "literal": {KindConst}, "msgtype": {KindMsgType},
	"字符串": {KindString}, "文本": {KindString}, "整数": {KindInt}, "整型": {KindInt}, "浮点数": {KindFloat}, "布尔": {KindBool}, "时间": {KindUnixTime}, "时间戳": {KindUnixTime},
	"列表": {KindList}, "数组": {KindList}, "对象": {KindObject},
}

// KindHint returns what to write in place of a type that is neither a kind nor one of the scalars.
func KindHint(name string, scalars []string) string {
	if of := kindSynonyms[plainName(name)]; of != nil {
		return "write " + strings.Join(of, " or ")
	}
	if hint := tree.DidYouMean(name, append(slices.Clone(FieldKinds), scalars...)); hint != "" {
		return hint
	}
	return "write a kind such as string, or add `{name: " + name + "}` to `scalars`"
}

// keySynonyms are the names that other languages have for keys. A shape has the first of the keys that it knows.
var keySynonyms = map[string][]string{
	"minimum": {"min"}, "maximum": {"max"}, "minlength": {"min_bytes", "min_runes"}, "maxlength": {"max_bytes", "max_runes"},
	"minlen": {"min_bytes", "min_runes"}, "maxlen": {"max_bytes", "max_runes"}, "minchars": {"min_runes"}, "maxchars": {"max_runes"},
	"minsize": {"min_bytes", "min_runes"}, "maxsize": {"max_bytes", "max_runes"}, "length": {"max_bytes", "max_runes"}, "limit": {"max_bytes", "max_runes"}, "size": {"max_bytes", "max_runes"},
	"description": {"doc"}, "desc": {"doc"}, "summary": {"doc"}, "comment": {"because", "note"}, "remark": {"note"}, "label": {"title", "doc"}, "reason": {"because"}, "why": {"because"},
	"regex": {"pattern"}, "regexp": {"pattern"}, "mandatory": {"required"}, "kind": {"type"}, "key": {"name"}, "element": {"name"}, "alias": {"aliases"},
	"properties": {"fields"}, "children": {"fields"}, "elements": {"fields"}, "members": {"fields"}, "attributes": {"fields"}, "params": {"fields"},
	"items": {"item"}, "values": {"enum"}, "choices": {"enum"}, "options": {"enum"}, "allowed": {"enum"}, "sample": {"example"}, "samples": {"examples"},
	"link": {"ref"}, "href": {"ref"}, "source": {"ref"}, "base": {"extends"}, "inherits": {"extends"}, "timeout": {"deadline"}, "retries": {"attempts"},
	"reply": {"replies"}, "response": {"replies"}, "responses": {"replies"}, "message": {"messages"}, "event": {"events"}, "scalar": {"scalars"}, "types": {"scalars"},
	"delete": {VerbRemove}, "del": {VerbRemove}, "drop": {VerbRemove}, "rm": {VerbRemove}, "erase": {VerbRemove}, "modify": {VerbEdit}, "update": {VerbEdit}, "change": {VerbEdit}, "alter": {VerbEdit}, "patch": {VerbEdit}, "override": {VerbEdit}, "as": {"to"}, "name": {"to"}, "into": {"to"},
	"insert": {VerbAdd}, "append": {VerbAdd}, "create": {VerbAdd}, "new": {VerbAdd}, "substitute": {VerbReplace},
	"名称": {"name"}, "类型": {"type"}, "必填": {"required"}, "说明": {"doc"}, "描述": {"doc"}, "备注": {"note"}, "标题": {"title"}, "示例": {"example"},
}

// plainName is a name without what languages spell differently: case, underscores and hyphens.
func plainName(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "").Replace(ToHalfWidth(name)))
}

var chinesePunctuation = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "。", ".", "\u3000", " ")

// ToHalfWidth replaces full-width letters, digits and punctuation, and the full stop and quotes of Chinese text.
func ToHalfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, chinesePunctuation.Replace(text))
}

var verbsHint = "the verbs are " + tree.OneOf(Verbs)

// UnknownKey returns what to write in place of a key that a shape lacks, and the one key that is meant, if that is plain.
func UnknownKey(name string, s *Shape) (hint, meant string) {
	plain := plainName(name)
	known := slices.DeleteFunc(slices.Clone(keySynonyms[plain]), func(k string) bool { return s.Key(k) == nil })
	if len(known) == 0 && s.ID != "" && (plain == "name" || plain == "id") {
		known = []string{s.ID}
	}
	for _, k := range s.KeyNames() {
		if plainName(k) == plain {
			known = []string{k}
		}
	}
	switch {
	case len(known) > 1:
		return "write " + strings.Join(known, " or ") + ": the unit is in the key", ""
	case len(known) == 1:
		return "write " + known[0], known[0]
	case s == Item && name == "item":
		return "a list in a list stands inside an object", ""
	case s.Key("required") != nil && (plain == "optional" || plain == "nullable"):
		return "leave it out: a field is optional unless it has `required: true`", ""
	case s.Key("example") != nil && (plain == "default" || plain == "defaultvalue"):
		return "leave it out: the DSL has no defaults; a sample value is `example`", ""
	case s == Change && (Field.Key(name) != nil || Delivery.Key(name) != nil):
		return "write `set: {" + name + ": …}`", ""
	}
	if hint = tree.DidYouMean(name, s.KeyNames()); hint != "" {
		return hint, strings.Split(hint, `"`)[1]
	}
	switch {
	case s == Change:
		return verbsHint, ""
	case s == Overlay && Spec.Key(name) != nil:
		return "an overlay states `changes`, such as `edit: header` or `add: replies.NAME`", ""
	case s == Scalar && Field.Key(name) != nil:
		return "leave it out: a scalar is a text", ""
	}
	if in := holding(name, s); in != "" {
		return "it is a key of " + in, ""
	}
	if names := s.KeyNames(); len(names) < 12 {
		return "the keys are " + strings.Join(names, ", "), ""
	}
	return "delete it; `replygen reference` prints the keys of " + s.Name, ""
}

// holding names a shape near the top of a spec that has a key.
func holding(name string, not *Shape) string {
	for _, s := range []*Shape{Spec, Overlay, Platform, headerShape, Reply, Field, Delivery, Security, Inbound, Message, Event} {
		if s != not && s.Key(name) != nil {
			return s.Name
		}
	}
	return ""
}
