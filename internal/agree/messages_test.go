package agree

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/generated/miniprogram"
	"github.com/replygen/replygen/generated/offiaccount"
	"github.com/replygen/replygen/generated/qq"
	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/generated/wecom"
	"github.com/replygen/replygen/generated/wecombot"
	"github.com/replygen/replygen/generated/yixin"
	"github.com/replygen/replygen/generated/zhongnan"
	"github.com/replygen/replygen/spec"
)

// inbound has the ParseMessage of each platform whose messages are known.
var inbound = map[string]func([]byte) (any, error){
	"miniprogram": anyMessage(miniprogram.ParseMessage),
	"offiaccount": anyMessage(offiaccount.ParseMessage),
	"qq":          anyMessage(qq.ParseMessage),
	"wechat":      anyMessage(wechat.ParseMessage),
	"wecom":       anyMessage(wecom.ParseMessage),
	"wecombot":    anyMessage(wecombot.ParseMessage),
	"yixin":       anyMessage(yixin.ParseMessage),
	"zhongnan":    anyMessage(zhongnan.ParseMessage),
}

func anyMessage[M any](parse func([]byte) (M, error)) func([]byte) (any, error) {
	return func(document []byte) (any, error) { return parse(document) }
}

// sent is a message or event of a spec.
type sent struct {
	name, msgType, event string
	goName               spec.Value[string]
	aliases              []string
	fields               []*spec.Field
	accepts              bool
}

func everythingSent(p *spec.Platform) []sent {
	var out []sent
	for _, m := range p.Messages {
		out = append(out, sent{m.Type, m.Type, "", m.Go, nil, m.Fields, m.AcceptsReply})
	}
	for _, e := range p.Events {
		out = append(out, sent{e.Name, e.Type, e.Name, e.Go, e.Aliases, e.Fields, e.AcceptsReply})
	}
	return out
}

// Each message and event that a spec states decodes to a struct with every
// value of the document: first the spec's examples, and then values that no two
// fields share; once with everything and once with what is required; by the
// names of the elements and by their aliases.
func TestEveryMessageOfTheSpecsIsDecoded(t *testing.T) {
	for _, platform := range spec.Builtins() {
		p, err := spec.Load(platform)
		if err != nil {
			t.Fatal(err)
		}
		list := everythingSent(p)
		parse := inbound[platform]
		if (parse == nil) != (len(list) == 0) {
			t.Fatalf("%s states %d messages and events, and it is not so that the test has its ParseMessage", platform, len(list))
		}
		for _, s := range list {
			if holdsUnion(s.fields) {
				continue // the package of the platform has a test by hand
			}
			for _, x := range []expectation{
				{what: "examples", examples: true},
				{what: "required examples", examples: true, required: true},
				{what: "all values"},
				{what: "required values", required: true},
				{what: "aliases", alias: true},
				{what: "CDATA for numbers and not for texts", cdata: true},
				{what: "empty where optional", empty: true},
				{what: "the other way round", reversed: true},
			} {
				x.holds(t, p, s, parse)
			}
		}
	}
}

func holdsUnion(fields []*spec.Field) bool {
	return slices.ContainsFunc(fields, func(f *spec.Field) bool {
		switch k := f.Kind.(type) {
		case *spec.Union:
			return true
		case *spec.Object:
			return holdsUnion(k.Fields)
		case *spec.List:
			return holdsUnion([]*spec.Field{k.Item})
		}
		return false
	})
}

// expectation makes a message, and the values that it must become.
type expectation struct {
	what                                              string
	examples, required, alias, cdata, empty, reversed bool
	// made counts the values that were made up.
	made int
	want map[string]any
}

func (x expectation) holds(t *testing.T, p *spec.Platform, s sent, parse func([]byte) (any, error)) {
	t.Helper()
	x.want = map[string]any{}
	var b strings.Builder
	header := x.body(p.Inbound.Fields, s.msgType, "")
	if s.event != "" {
		event := s.event
		if x.alias && len(s.aliases) > 0 {
			event = s.aliases[0]
		}
		name := "<![CDATA[" + event + "]]>"
		for _, element := range slices.Backward(append([]string{p.Inbound.EventElement}, p.Inbound.EventInside...)) {
			name = "<" + element + ">" + name + "</" + element + ">"
		}
		header = append(header, name)
		x.want[".Event"] = event
	}
	elements := append(header, x.body(s.fields, "", "")...)
	if x.reversed {
		slices.Reverse(elements)
	}
	b.WriteString("<" + p.Header.Root + ">\n" + strings.Join(elements, "\n") + "\n</" + p.Header.Root + ">")
	m, err := parse([]byte(b.String()))
	if err != nil {
		t.Errorf("%s %s: %v\n%s", p.ID, s.name, err, &b)
		return
	}
	struc := reflect.ValueOf(m).Elem()
	if strings.HasPrefix(struc.Type().Name(), "Unknown") {
		t.Errorf("%s %s is unknown", p.ID, s.name)
		return
	}
	if s.goName.IsSet() && !strings.HasPrefix(struc.Type().Name(), s.goName.V) {
		t.Errorf("%s %s became a %s", p.ID, s.name, struc.Type().Name())
	}
	got := map[string]any{}
	flatten(struc, append(slices.Clone(p.Inbound.Fields), s.fields...), "", got)
	if e := struc.FieldByName("Event"); s.event != "" && e.IsValid() {
		got[".Event"] = e.String()
	}
	if diff := cmp.Diff(x.want, got, cmp.AllowUnexported(optional{})); diff != "" {
		t.Errorf("%s %s, %s:\n%s\n%s", p.ID, s.name, x.what, &b, diff)
	}
	if struc.FieldByName("Replaced").Bool() {
		t.Errorf("%s %s: something was replaced", p.ID, s.name)
	}
	if answers := answersOf(reflect.TypeOf(m)); (len(answers) > 0) != s.accepts && len(p.Replies) > 0 {
		t.Errorf("%s %s accepts a reply: %v, and can start %q", p.ID, s.name, s.accepts, answers)
	}
}

func answersOf(t reflect.Type) []string {
	var out []string
	for i := range t.NumMethod() {
		if name := t.Method(i).Name; strings.HasPrefix(name, "Reply") {
			out = append(out, name)
		}
	}
	return out
}

// body returns elements in the platform's form: strings in CDATA, numbers bare
// unless the spec says otherwise.
func (x *expectation) body(fields []*spec.Field, msgType, path string) []string {
	var out []string
	for _, f := range fields {
		at := path + "." + f.Name
		name := f.Name
		if x.alias && len(f.Aliases) > 0 {
			name = f.Aliases[0]
		}
		open, end := "<"+name+">", "</"+name+">"
		switch k := f.Kind.(type) {
		case *spec.MsgType:
			x.want[at] = msgType
			out = append(out, open+x.spelled(msgType, k.CDATA)+end)
		case *spec.Const:
			out = append(out, open+x.spelled(k.Text, k.CDATA)+end)
		case *spec.Count:
			out = append(out, open+"2"+end) // whatever the list holds
		case *spec.Object:
			out = append(out, open+strings.Join(x.body(k.Fields, "", at), "")+end)
		case *spec.List:
			var items []string
			for i := range 2 {
				open, end := open, end
				if !k.Flat {
					open, end = "<"+k.Item.Name+">", "</"+k.Item.Name+">"
				}
				items = append(items, open+x.item(k.Item, at+"["+strconv.Itoa(i)+"]", i)+end)
			}
			if k.Flat {
				out = append(out, items...)
			} else {
				out = append(out, open+strings.Join(items, " ")+end)
			}
		default:
			if f.Required || !x.required {
				out = append(out, open+x.leaf(f, at, 0)+end)
			} else {
				x.absent(f, at)
			}
		}
	}
	return out
}

func (x *expectation) item(f *spec.Field, at string, i int) string {
	if k, ok := f.Kind.(*spec.Object); ok {
		return strings.Join(x.body(k.Fields, "", at), "")
	}
	if _, ok := f.Kind.(*spec.String); x.empty && !ok {
		return "" // no number, and so no item
	}
	filled := *x // an empty text is an item all the same
	filled.empty = false
	content := filled.leaf(f, at, i)
	x.made = filled.made
	return content
}

// optional is what an optional number becomes.
type optional struct {
	value any
	set   bool
}

func (x *expectation) absent(f *spec.Field, at string) {
	switch f.Kind.(type) {
	case *spec.String:
		x.want[at] = ""
	case *spec.Int, *spec.UnixTime:
		x.want[at] = optional{int64(0), false}
	case *spec.Float:
		x.want[at] = optional{0.0, false}
	case *spec.Bool:
		x.want[at] = optional{false, false}
	}
}

// leaf makes the content of an element with a single value. A number is wanted
// as an optional one, for the struct says by its type which it is.
func (x *expectation) leaf(f *spec.Field, at string, i int) string {
	x.made++
	if x.empty && !f.Required {
		x.absent(f, at)
		return ""
	}
	var example string
	if n := len(f.Example); n > 0 && x.examples {
		example = f.Example[i%n].V
	}
	text := example
	switch k := f.Kind.(type) {
	case *spec.String:
		if text == "" {
			text = f.Name + " 的值 " + strconv.Itoa(x.made)
		}
		x.want[at] = text
		return x.spelled(text, k.CDATA)
	case *spec.Int, *spec.UnixTime:
		if text == "" {
			text = strconv.Itoa(x.made * 1000003)
		}
		n, _ := strconv.ParseInt(text, 10, 64)
		x.want[at] = optional{n, true}
	case *spec.Float:
		if text == "" {
			text = strconv.Itoa(x.made) + ".25"
		}
		n, _ := strconv.ParseFloat(text, 64)
		x.want[at] = optional{n, true}
	case *spec.Bool:
		if text == "" {
			text = "true"
		}
		x.want[at] = optional{text == "true", true}
	}
	return x.spelled(text, isCDATA(f.Kind))
}

func isCDATA(k spec.Kind) bool {
	switch k := k.(type) {
	case *spec.Int:
		return k.CDATA
	case *spec.Float:
		return k.CDATA
	case *spec.UnixTime:
		return k.CDATA
	}
	return false
}

func (x *expectation) spelled(text string, cdata bool) string {
	if cdata != x.cdata {
		return "<![CDATA[" + text + "]]>"
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text)
}

// flatten reads the values of a struct by the names of the spec.
func flatten(s reflect.Value, fields []*spec.Field, path string, got map[string]any) {
	for _, f := range fields {
		at := path + "." + f.Name
		field := s.FieldByNameFunc(func(name string) bool {
			if f.Go.IsSet() {
				return name == f.Go.V
			}
			return strings.EqualFold(name, strings.ReplaceAll(f.Name, "_", ""))
		})
		switch k := f.Kind.(type) {
		case *spec.Const, *spec.Count:
			continue
		case *spec.Object:
			if field.IsValid() {
				flatten(field, k.Fields, at, got)
			}
			continue
		case *spec.List:
			for i := range field.Len() {
				item := at + "[" + strconv.Itoa(i) + "]"
				if o, ok := k.Item.Kind.(*spec.Object); ok {
					flatten(field.Index(i), o.Fields, item, got)
				} else {
					got[item] = plain(field.Index(i))
				}
			}
			continue
		}
		if !field.IsValid() {
			got[at] = "no field of the struct"
			continue
		}
		got[at] = plain(field)
	}
}

// plain is a single value; one that may be absent stays marked by its Set.
func plain(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Struct:
		return optional{plainNumber(v.FieldByName("Value")), v.FieldByName("Set").Bool()}
	case reflect.String:
		return v.String()
	}
	return optional{plainNumber(v), true}
}

func plainNumber(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Int64:
		return v.Int()
	case reflect.Float64:
		return v.Float()
	}
	return v.Bool()
}
