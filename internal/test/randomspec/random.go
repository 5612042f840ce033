package randomspec

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// random makes parts of specs. All names are made once only, so that no two Go names are equal.
type random struct {
	*rand.Rand
	made int
	// scalars are the named types so far.
	scalars []string
	// plain are the names that stand for something else in a path, each to be used for one field.
	plain []string
	// inner is set while the insides of an item or a case are made.
	inner bool
	// sent is set while parts that the platform sends are made.
	sent bool
}

func (r *random) chance(percent int) bool { return r.IntN(100) < percent }

// maybe sets a key, with a chance of so many percent.
func (r *random) maybe(m *Map, percent int, key string, value any) {
	if r.chance(percent) {
		m.set(key, value)
	}
}

func pick[T any](r *random, from ...T) T { return from[r.IntN(len(from))] }

var nouns = []string{"Title", "Url", "MediaId", "Content", "Name", "Level", "AgentID", "Pic_url", "sub-type", "HQMusicUrl", "x"}

// name makes a name that no other part has.
func (r *random) name() string {
	r.made++
	return fmt.Sprintf("%s%d", pick(r, nouns...), r.made)
}

var texts = []string{
	"标题", "图文消息个数,限制为10条以内", "plain words", "", "true", "123", "null", "- dash", "a: b", "# no comment", "//go:embed x",
	"*/ end", "two\nlines", "line\n\nand an empty one\n", "  blanks  ", "tab\there", "\"quoted\" 'both'", "😀 emoji", "]]>", "a\u2028b", "{flow: [1]}", "@at", "`tick`", "%d", "!tag", "&a *b",
	"\\u0041", "bidi \u202e over", "\ufeffmark", "x\u0007y", "~", "= 1", "<<", "12e3", "0x10", "2024-01-01", "\r\n", "trailing \n", strings.Repeat("长", 90),
}

func (r *random) doc() string { return pick(r, texts...) }

// evidence adds documentation, a reference or a note.
func (r *random) evidence(m *Map) {
	for _, key := range []string{"doc", "ref", "note"} {
		if r.chance(15) {
			m.set(key, r.doc())
		}
	}
}

// Spec returns a random valid base spec.
func Spec(rnd *rand.Rand) *Map {
	r := &random{Rand: rnd, plain: []string{"rules", "item", "first", "last", "fields", "type", "cases", "security"}}
	spec := mapOf("replygen", 1)
	platform := mapOf("id", fmt.Sprintf("platform%d", r.IntN(100)))
	r.maybe(platform, 50, "title", r.doc())
	r.evidence(platform)
	spec.set("platform", platform)
	if n := r.IntN(4); n > 0 {
		var list []any
		for range n {
			s := r.scalar()
			list = append(list, s)
			r.scalars = append(r.scalars, s.text("name"))
		}
		spec.set("scalars", list)
	}
	spec.set("header", r.header())
	var replies []any
	for range 1 + r.IntN(4) {
		replies = append(replies, r.reply())
	}
	spec.set("replies", replies)
	r.maybe(spec, 60, "delivery", r.delivery())
	r.maybe(spec, 60, "security", r.security())
	if r.chance(50) {
		r.received(spec)
	}
	return spec
}

func (r *random) scalar() *Map {
	m := mapOf("name", r.name())
	r.evidence(m)
	r.stringRules(m)
	return m
}

func (r *random) header() *Map {
	m := &Map{}
	r.maybe(m, 40, "root", pick(r, "xml", "reply", "r"))
	r.maybe(m, 30, "ignores", []any{"AgentID", "MsgId"})
	r.evidence(m)
	var fields []any
	for range r.IntN(3) {
		fields = append(fields, r.field(2))
	}
	fields = append(fields, mapOf("name", r.name(), "type", "msg_type"))
	for range r.IntN(3) {
		fields = append(fields, r.field(2))
	}
	m.set("fields", fields)
	return m
}

func (r *random) reply() *Map {
	m := mapOf("type", r.name())
	r.maybe(m, 50, "title", r.doc())
	r.evidence(m)
	r.body(m, 0, 4)
	return m
}

func (r *random) delivery() *Map {
	m := mapOf("deadline", pick(r, "5s", "1500ms", "1m"), "attempts", 1+r.IntN(4), "acks", pick(r, []any{"success", ""}, []any{""}, []any{"ok"}))
	r.maybe(m, 50, "dedupe", mapOf("message", []any{"MsgId"}, "event", []any{"FromUserName", "CreateTime"}))
	r.evidence(m)
	return m
}

func (r *random) security() *Map {
	m := mapOf("modes", []any{"plain"})
	if r.chance(50) {
		m = mapOf("modes", pick(r, []any{"encrypted"}, []any{"plain", "compatible", "encrypted"}), "receiver", pick(r, "AppID", "CorpID", "none"))
	}
	r.evidence(m)
	return m
}
