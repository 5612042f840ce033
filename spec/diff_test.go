package spec_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/spec"
)

const classBase = `replygen: 1
platform: {id: base}
scalars: [{name: URL, format: url}, {name: Link, format: url}, {name: Short, max_bytes: 8}]
header: {fields: [{name: To, type: string, required: true, doc: 收}, {name: MsgType, type: msg_type}]}
replies:
  - type: text
    fields:
      - {name: Content, type: string, max_bytes: 100, min_runes: 2, pattern: "[a-z]+", example: abc}
      - {name: Trim, type: Short, max_runes: 9, truncates: true}
      - {name: Url, type: URL}
      - {name: Cut, type: Short}
      - {name: Level, type: int, min: 1, max: 9, enum: [1, 2, 3]}
      - {name: Limits, type: object, fields: [{name: Deep, type: string, required: true}]}
      - {name: Box, type: object, required: true, fields: [{name: Note, type: string}]}
    rules:
      - {name: some, at_least_one_of: [Url, Cut]}
      - {name: one, one_of: [Url, Level]}
      - {name: with, field: Url, requires: [Cut]}
      - {name: when, field: Url, required_when: {field: Content, in: [a, b]}}
  - type: news
    fields:
      - {name: Count, type: count, of: Articles}
      - {name: Articles, type: list, max_items: 8, max_items_replying_to: {text: 1}, item: {name: item, fields: [{name: Title, type: string}]}}
      - {name: Card, type: union, tag: Kind, cases: [{case: a}, {case: b}]}
      - {name: Fixed, type: const, value: x}
delivery: {deadline: 5s, attempts: 3, acks: [success, ""]}
security: {modes: [plain, encrypted], receiver: AppID}
`

// changed is the base with one change.
func changed(t *testing.T, change string) (from, to *spec.Platform) {
	t.Helper()
	files := []any{"base.yaml", []byte(classBase)}
	overlay := "replygen: 1\noverlay: over\nextends: base.yaml\nchanges:\n  - " + change + "\n"
	return mustLoad(t, files...), mustLoad(t, append(files, "over.yaml", []byte(overlay))...)
}

// Each class is what a reader or writer that was right before meets after.
func TestEveryKindOfChangeHasItsClass(t *testing.T) {
	for change, want := range map[string]string{
		`{edit: header.To, set: {doc: 其他}}`:             "docs header.To.doc",
		`{edit: header.To, unset: [doc]}`:               "docs header.To.doc",
		`{edit: header.To, set: {cdata: false}}`:        "wire header.To.cdata",
		`{edit: header.To, set: {required: false}}`:     "widening header.To.required",
		`{edit: header, set: {root: reply}}`:            "wire header.root",
		`{edit: platform, set: {id: other}}`:            "api platform.id",
		`{edit: platform, set: {title: 题}}`:             "docs platform.title",
		`{move: header.To, last: true}`:                 "wire header.MsgType", // of two that change places, the second has moved
		`{move: replies.text, last: true}`:              "docs replies.news",
		`{move: scalars.URL, last: true}`:               "docs scalars.URL",
		`{move: replies.text.rules.some, last: true}`:   "docs replies.text.rules.some",
		`{edit: replies.text, set: {go: Words}}`:        "api replies.text.go",
		`{edit: replies.text.Content, set: {go: Body}}`: "api replies.text.Content.go",

		`{edit: replies.text.Content, set: {max_bytes: 99}}`:            "narrowing replies.text.Content.max_bytes",
		`{edit: replies.text.Content, set: {max_bytes: 101}}`:           "widening replies.text.Content.max_bytes",
		`{edit: replies.text.Content, unset: [max_bytes]}`:              "widening replies.text.Content.max_bytes",
		`{edit: replies.text.Content, set: {truncates: true}}`:          "widening replies.text.Content.truncates",
		`{edit: replies.text.Trim, unset: [truncates]}`:                 "narrowing replies.text.Trim.truncates",
		`{edit: replies.text.Trim, set: {max_runes: 8}}`:                "api replies.text.Trim.max_runes",
		`{edit: replies.text.Trim, set: {max_bytes: 9}}`:                "api replies.text.Trim.max_bytes",
		`{edit: replies.text.Trim, set: {type: string}}`:                "api replies.text.Trim.type",
		`{edit: replies.text.Trim, set: {type: id}}`:                    "api replies.text.Trim.type",
		`{edit: replies.text.Content, set: {type: id}}`:                 "api replies.text.Content.type",
		`{edit: replies.text.Content, set: {max_runes: 90}}`:            "narrowing replies.text.Content.max_runes",
		`{edit: replies.text.Content, set: {min_runes: 1}}`:             "widening replies.text.Content.min_runes",
		`{edit: replies.text.Content, set: {min_runes: 3}}`:             "narrowing replies.text.Content.min_runes",
		`{edit: replies.text.Content, unset: [pattern]}`:                "widening replies.text.Content.pattern",
		`{edit: replies.text.Content, set: {pattern: "[a-y]+"}}`:        "narrowing replies.text.Content.pattern",
		`{edit: replies.text.Content, set: {required: true}}`:           "narrowing replies.text.Content.required",
		`{edit: replies.text.Level, set: {type: float}, unset: [enum]}`: "widening replies.text.Level.enum, wire replies.text.Level.type",

		`{edit: replies.text.Url, set: {type: Link}}`:   "api replies.text.Url.type",
		`{edit: replies.text.Url, set: {type: string}}`: "widening replies.text.Url.type",
		`{edit: replies.text.Url, set: {type: Short}}`:  "narrowing replies.text.Url.type",
		`{edit: replies.text.Url, set: {format: url}}`:  "docs replies.text.Url.format",
		`{edit: replies.text.Cut, set: {max_bytes: 9}}`: "widening replies.text.Cut.max_bytes",
		`{edit: replies.text.Cut, set: {max_bytes: 7}}`: "narrowing replies.text.Cut.max_bytes",
		`{edit: scalars.Short, set: {max_bytes: 7}}`:    "narrowing scalars.Short.max_bytes",
		`{add: scalars.New, value: {}}`:                 "api scalars.New",

		`{edit: replies.text.Level, set: {min: 0}}`:             "widening replies.text.Level.min",
		`{edit: replies.text.Level, set: {min: 2}}`:             "narrowing replies.text.Level.min",
		`{edit: replies.text.Level, unset: [min]}`:              "widening replies.text.Level.min",
		`{edit: replies.text.Level, set: {max: 8}}`:             "narrowing replies.text.Level.max",
		`{edit: replies.text.Level, set: {enum: [3, 2, 1]}}`:    "docs replies.text.Level.enum",
		`{edit: replies.text.Level, set: {enum: [1, 2]}}`:       "narrowing replies.text.Level.enum",
		`{edit: replies.text.Level, set: {enum: [1, 2, 3, 4]}}`: "widening replies.text.Level.enum",

		`{add: replies.text.More, last: true, value: {type: string}}`:                 "widening replies.text.More",
		`{add: replies.text.More, last: true, value: {type: string, required: true}}`: "wire replies.text.More",
		`{add: replies.text.More, last: true, value: {type: const, value: x}}`:        "wire replies.text.More",
		`{remove: replies.text.Limits}`:                                               "wire replies.text.Limits",
		`{edit: replies.text.Limits, set: {required: true}}`:                          "narrowing replies.text.Limits.required",
		`{edit: replies.text.Box, set: {required: false}}`:                            "wire replies.text.Box.required", // <Box></Box> was valid
		`{replace: replies.text.Limits, value: {type: string}}`:                       "wire replies.text.Limits.type",
		`{add: replies.voice, value: {}}`:                                             "widening replies.voice",
		`{remove: replies.news}`:                                                      "wire replies.news",

		`{edit: replies.text.rules.some, set: {at_least_one_of: [Url, Cut, Level]}}`:            "widening replies.text.rules.some.at_least_one_of",
		`{edit: replies.text.rules.one, set: {one_of: [Url, Cut, Level]}}`:                      "narrowing replies.text.rules.one.one_of",
		`{edit: replies.text.rules.one, set: {one_of: [Level, Url]}}`:                           "docs replies.text.rules.one.one_of",
		`{edit: replies.text.rules.one, set: {at_least_one_of: [Url, Level]}, unset: [one_of]}`: "widening replies.text.rules.one.one_of",
		`{edit: replies.text.rules.with, set: {requires: [Cut, Level]}}`:                        "narrowing replies.text.rules.with.requires",
		`{edit: replies.text.rules.with, set: {forbids: [Cut]}, unset: [requires]}`:             "narrowing replies.text.rules.with.requires",
		`{edit: replies.text.rules.when, set: {required_when: {field: Content, in: [a]}}}`:      "widening replies.text.rules.when.required_when",
		`{remove: replies.text.rules.one}`:                                                      "widening replies.text.rules.one",
		`{add: replies.text.rules.new, value: {one_of: [Cut, Level]}}`:                          "narrowing replies.text.rules.new",

		`{edit: replies.news.Articles, set: {max_items: 9}}`:                               "widening replies.news.Articles.max_items",
		`{edit: replies.news.Articles, set: {min_items: 0}}`:                               "docs replies.news.Articles.min_items",
		`{edit: replies.news.Articles, set: {min_items: 1}}`:                               "narrowing replies.news.Articles.min_items",
		`{edit: replies.news.Articles, set: {required: true}}`:                             "narrowing replies.news.Articles.required",
		`{edit: replies.news.Articles, set: {max_items_replying_to: {text: 1, image: 1}}}`: "narrowing replies.news.Articles.max_items_replying_to",
		`{edit: replies.news.Articles, set: {max_items_replying_to: {text: 2}}}`:           "widening replies.news.Articles.max_items_replying_to",
		`{edit: replies.news.Articles, set: {max_items_replying_to: {image: 1}}}`:          "narrowing replies.news.Articles.max_items_replying_to",
		`{edit: replies.news.Articles.item, set: {name: row}}`:                             "wire replies.news.Articles.item.name",
		`{edit: replies.news.Fixed, set: {value: y}}`:                                      "wire replies.news.Fixed.value",
		`{edit: replies.news.Card, set: {tag: Form}}`:                                      "wire replies.news.Card.tag",
		`{add: replies.news.Card.c, value: {}}`:                                            "widening replies.news.Card.c",
		`{remove: replies.news.Card.b}`:                                                    "wire replies.news.Card.b",

		`{edit: delivery, set: {deadline: 4s}}`:                          "narrowing delivery.deadline",
		`{edit: delivery, set: {attempts: 4}}`:                           "widening delivery.attempts",
		`{edit: delivery, set: {acks: [success]}}`:                       "narrowing delivery.acks",
		`{edit: delivery, set: {acks: ["", success]}}`:                   "widening delivery.acks",
		`{edit: delivery, set: {dedupe: {message: [X]}}}`:                "wire delivery.dedupe",
		`{remove: delivery}`:                                             "widening delivery",
		`{edit: security, set: {modes: [encrypted]}}`:                    "wire security.modes",
		`{edit: security, set: {modes: [plain, compatible, encrypted]}}`: "widening security.modes",
		`{edit: security, set: {receiver: CorpID}}`:                      "api security.receiver",
		`{edit: security, set: {receiver: none}}`:                        "wire security.receiver",
		`{remove: security}`:                                             "wire security",
	} {
		from, to := changed(t, change)
		first := map[spec.Class]string{}
		for _, c := range spec.Diff(from, to) {
			if first[c.Class] == "" {
				first[c.Class] = c.Class.String() + " " + c.Path
			}
		}
		var got []string
		for class := spec.Docs; class <= spec.Wire; class++ {
			if first[class] != "" {
				got = append(got, first[class])
			}
		}
		if !sameClasses(got, want) {
			t.Errorf("%s: %q, not %q", change, got, want)
		}
	}
}

const sentBase = `replygen: 1
platform: {id: base}
header: {fields: [{name: To, type: string, required: true}, {name: From, type: string, required: true}, {name: MsgType, type: msg_type}], addresses: [To, From]}
replies: [{type: text}]
inbound: {fields: [{name: MsgId, type: int}]}
messages:
  - type: text
    fields:
      - {name: Content, type: string, required: true, max_bytes: 100, aliases: [content]}
      - {name: Level, type: int, enum: [1, 2]}
      - {name: Page, type: string}
    rules: [{name: one, one_of: [Level, Page]}]
  - {type: image}
events: [{event: CLICK}]
`

// Of what the platform sends, the service is the reader.
func TestSentChangesAreClassedForTheReader(t *testing.T) {
	for change, want := range map[string]string{
		`{add: messages.text.New, last: true, value: {type: string, required: true}}`: "widening",
		`{remove: messages.text.Content}`:                                             "wire",
		`{move: messages.text.Content, last: true}`:                                   "docs",
		`{edit: messages.text.Content, set: {required: false}}`:                       "narrowing",
		`{edit: inbound.MsgId, set: {required: true}}`:                                "widening",
		`{edit: messages.text.Content, set: {max_bytes: 101}}`:                        "narrowing",
		`{edit: messages.text.Content, set: {max_bytes: 99}}`:                         "widening",
		`{edit: messages.text.Content, set: {cdata: false}}`:                          "docs",
		`{edit: messages.text.Page, set: {type: int}}`:                                "wire",
		`{edit: messages.text.Content, set: {aliases: [content, c]}}`:                 "wire",
		`{edit: messages.text.Content, unset: [aliases]}`:                             "widening",
		`{edit: messages.text.Level, set: {enum: [1, 2, 3]}}`:                         "narrowing",
		`{remove: messages.text.rules.one}`:                                           "narrowing",
		`{edit: messages.text, set: {accepts_reply: false}}`:                          "narrowing",
		`{edit: events.CLICK, set: {accepts_reply: true}}`:                            "widening",
		`{edit: events.CLICK, set: {type: click}}`:                                    "wire",
		`{edit: events.CLICK, set: {aliases: [click]}}`:                               "wire",
		`{edit: messages.text, set: {go: Words}}`:                                     "api",
		`{add: messages.voice, value: {}}`:                                            "widening",
		`{remove: messages.image}`:                                                    "wire",
		`{remove: events.CLICK}`:                                                      "wire",
		`{edit: inbound, set: {event: What}}`:                                         "wire",
		`{edit: inbound, set: {event: Event.What}}`:                                   "wire",
		`{edit: inbound, set: {event_type: notice}}`:                                  "wire",
		`{remove: inbound}`:                                                           "wire",
		`{edit: header, set: {addresses: [From, To]}}`:                                "wire",
	} {
		files := []any{"base.yaml", []byte(sentBase)}
		overlay := []byte("replygen: 1\noverlay: over\nextends: base.yaml\nchanges:\n  - " + change + "\n")
		to := mustLoad(t, append(files, "over.yaml", overlay)...)
		var got []string
		for _, d := range spec.Diff(mustLoad(t, files...), to) {
			got = append(got, d.Class.String())
		}
		if !cmp.Equal(got, []string{want}) {
			t.Errorf("%s: %q, not %s", change, got, want)
		}
	}
}

// sameClasses compares the first change of each class, the classes in order.
func sameClasses(got []string, want string) bool { return strings.Join(got, ", ") == want }

// A change says both places, both values, and who is behind it.
func TestChangeKnowsBothSides(t *testing.T) {
	from, to := changed(t, `{edit: replies.text.Content, set: {max_bytes: 99}, because: less fits}`)
	changes := spec.Diff(from, to)
	if len(changes) != 1 {
		t.Fatalf("%+v", changes)
	}
	c := changes[0]
	if c.Verb != "edit" || c.From != "100" || c.To != "99" || c.Before.String() != "base.yaml:8:50" || c.After.String() != "over.yaml:5:51" || c.After.Because != "less fits" {
		t.Errorf("%+v, before %v, after %v", c, c.Before, c.After)
	}
	from, to = changed(t, `{remove: replies.news, because: not there}`)
	c = spec.Diff(from, to)[0]
	if c.Verb != "remove" || c.Before.Line != 20 || c.After.Because != "not there" || c.After.String() != "over.yaml:5:14" {
		t.Errorf("%+v, before %v, after %v", c, c.Before, c.After)
	}
	c = spec.Diff(to, from)[0]
	if c.Verb != "add" || c.Before != nil || c.After.Line != 20 {
		t.Errorf("%+v, before %v, after %v", c, c.Before, c.After)
	}
}

// Of an element that has become another, the kind is reported, and not each part without a counterpart.
func TestChangeOfFormIsOneChange(t *testing.T) {
	from, to := changed(t, `{replace: replies.text.Limits, value: {type: list, item: {name: item, fields: []}}}`)
	for _, pair := range [][2]*spec.Platform{{from, to}, {to, from}} {
		if changes := spec.Diff(pair[0], pair[1]); len(changes) != 1 || changes[0].Path != "replies.text.Limits.type" {
			t.Errorf("%+v", changes)
		}
	}
}

// As few fields move as can: the others keep their places.
func TestOverlayMovesWhatHasToMove(t *testing.T) {
	from, to := changed(t, `{move: replies.text.Content, after: Level}`)
	text, err := from.OverlayTo(to, "between", "base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := "replygen: 1\noverlay: between\nextends: base.yaml\nchanges:\n  - move: replies.text.Content\n    after: Level\n"
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Error(diff)
	}
}

// The overlay between two builtin platforms is the one that somebody wrote, but for reasons and guards.
func TestOverlayToZhongnanIsTheOneByHand(t *testing.T) {
	from, to := load(t, "wechat"), load(t, "zhongnan")
	text, err := from.OverlayTo(to, "zhongnan", "builtin:wechat")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"  - add: scalars.AppID\n    value: {doc: 开发者公众号(AppId)}\n",
		"  - edit: header.FromUserName\n    set: {type: AppID, doc: 开发者公众号(AppId)}\n",
		"  - remove: replies.video\n",
		"  - edit: security\n    set: {modes: [plain]}\n    unset: [receiver, ref]\n",
	} {
		if !strings.Contains(string(text), line) {
			t.Errorf("%s is missing:\n%s", line, text)
		}
	}
	sent := regexp.MustCompile(`\n  - \w+: (inbound|messages|events)\b`)
	if n := strings.Count(string(text), "\n  - ") - len(sent.FindAll(text, -1)); n != 11 {
		t.Errorf("%d changes of what is not sent:\n%s", n, text)
	}
}

// A field named rules hides the rules beside it from paths: what holds both is stated anew.
func TestOverlayGetsAroundAFieldNamedRules(t *testing.T) {
	reply := func(parts string) *spec.Platform {
		return mustLoad(t, "base.yaml", []byte("replygen: 1\nplatform: {id: x}\nheader: {fields: [{name: MsgType, type: msg_type}]}\nreplies:\n  - {type: text, "+parts+"}\n"))
	}
	plain := reply(`fields: [{name: A, type: string}, {name: B, type: string}], rules: [{name: one, one_of: [A, B]}]`)
	hidden := reply(`fields: [{name: A, type: string}, {name: rules, type: string}], rules: [{name: one, one_of: [A, rules]}]`)
	changed := reply(`fields: [{name: A, type: string}, {name: rules, type: string}], rules: [{name: one, at_least_one_of: [A, rules]}]`)
	for _, pair := range [][2]*spec.Platform{{plain, hidden}, {hidden, plain}, {hidden, changed}} {
		if text, err := pair[0].OverlayTo(pair[1], "between", "base.yaml"); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

// An item may leave out that it is an object, which is no change of its kind.
func TestOverlayLeavesTheStatedTypeOfAnObject(t *testing.T) {
	news := func(item string) *spec.Platform {
		return loadText(t, "replygen: 1\nplatform: {id: x}\nheader: {fields: [{name: MsgType, type: msg_type}]}\nreplies:\n"+
			"  - {type: news, fields: [{name: Articles, type: list, item: {name: item, "+item+", fields: [{name: Title, type: string}]}}]}\n")
	}
	plain, stated := news("doc: one"), news("doc: an item, type: object")
	for _, pair := range [][2]*spec.Platform{{plain, stated}, {stated, plain}} {
		if text, err := pair[0].OverlayTo(pair[1], "between", "base.yaml"); err != nil || strings.Contains(string(text), "type") {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

func TestOverlayRemovesAllRepliesInOneChange(t *testing.T) {
	text, err := load(t, "wechat").OverlayTo(load(t, "weapp"), "weapp", "builtin:wechat")
	if err != nil || strings.Count(string(text), "remove: replies") != 1 || !strings.Contains(string(text), "  - remove: replies\n") {
		t.Errorf("%v\n%s", err, text)
	}
}

// A Go name that is made from the name anyway may be stated. That of a case is made from the union's, too, and changes
// the Go type.
func TestStatedGoNameIsADifferenceWhereItIsAnother(t *testing.T) {
	card := func(field, form string) *spec.Platform {
		return loadText(t, "replygen: 1\nplatform: {id: x}\nheader: {fields: [{name: MsgType, type: msg_type}]}\nreplies:\n"+
			"  - {type: card, fields: [{name: Note, type: string"+field+"}, {name: Form, type: union, tag: Kind, cases: [{case: plain"+form+", fields: [{name: A, type: string}]}]}]}\n")
	}
	plain := card("", "")
	for _, tt := range []struct {
		other *spec.Platform
		want  int
	}{
		{card(", go: Note", ""), 0}, {card(", go: Remark", ""), 1}, {card("", ", go: Plain"), 1}, {card("", ", go: PlainForm"), 1},
	} {
		for _, pair := range [][2]*spec.Platform{{plain, tt.other}, {tt.other, plain}} {
			if got := spec.Diff(pair[0], pair[1]); len(got) != tt.want || pair[0].Equal(pair[1]) != (tt.want == 0) {
				t.Errorf("%v", got)
			}
			if text, err := pair[0].OverlayTo(pair[1], "between", "base.yaml"); err != nil || strings.Count(string(text), "  - ") != tt.want {
				t.Errorf("%v\n%s", err, text)
			}
		}
	}
}

func TestOverlayNeedsAName(t *testing.T) {
	p := load(t, "wechat")
	if text, err := p.OverlayTo(p, "no name", "builtin:wechat"); err == nil {
		t.Errorf("%s", text)
	}
}
