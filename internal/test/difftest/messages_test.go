package difftest

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/internal/test/builtins"
	"github.com/replygen/replygen/spec"
)

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
		out = append(out, sent{e.Event, e.Type, e.Event, e.Go, e.Aliases, e.Fields, e.AcceptsReply})
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
		parse := builtins.Packages[platform].ParseMessage
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
				{what: "blanks around types, names, addresses and ids", blank: true},
				{what: "text between elements", between: "text &amp; <![CDATA[<more>]]>"},
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
	what                                                     string
	examples, required, alias, cdata, empty, reversed, blank bool
	// between stands between the message's elements.
	between string
	// faulty is the content of the element with the path target, whose value is wantAt; twice is the path of an
	// element that stands once more behind its siblings.
	target, faulty, twice string
	wantAt                any
	unread, repeated      []string
	// leaves and elements are the paths of what was made: single values, and what may stand once.
	leaves, elements *[]string
	// made counts the values that were made up.
	made int
	// last are elements that stand behind all others of the message.
	last []string
	want map[string]any
	p    *spec.Platform
}

func (x expectation) holds(t *testing.T, p *spec.Platform, s sent, parse func([]byte) (any, error)) {
	t.Helper()
	document := x.document(p, s)
	m, err := parse([]byte(document))
	if err != nil {
		t.Errorf("%s %s: %v\n%s", p.ID, s.name, err, document)
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
		t.Errorf("%s %s, %s:\n%s\n%s", p.ID, s.name, x.what, document, diff)
	}
	if got := receiptOf(struc); !slices.Equal(got.Unread, x.unread) || !slices.Equal(got.Repeated, x.repeated) || got.Replaced {
		t.Errorf("%s %s, %s:\n%s\n%+v, want unread %q, repeated %q", p.ID, s.name, x.what, document, got, x.unread, x.repeated)
	}
	if answers := answersOf(reflect.TypeOf(m)); (len(answers) > 0) != s.accepts && len(p.Replies) > 0 {
		t.Errorf("%s %s accepts a reply: %v, and can start %q", p.ID, s.name, s.accepts, answers)
	}
}

// document makes the message, and notes what is wanted of it.
func (x *expectation) document(p *spec.Platform, s sent) string {
	x.want, x.p = map[string]any{}, p
	header := x.body(p.Inbound.Fields, s.msgType, "")
	if s.event != "" {
		event := s.event
		if x.alias && len(s.aliases) > 0 {
			event = s.aliases[0]
		}
		name := x.blanks("<![CDATA[" + event + "]]>")
		for _, element := range slices.Backward(append([]string{p.Inbound.EventElement}, p.Inbound.EventInside...)) {
			name = "<" + element + ">" + name + "</" + element + ">"
		}
		header = append(header, name)
		if x.elements != nil {
			*x.elements = append(*x.elements, "."+p.Inbound.EventElement)
		}
		if x.twice == "."+p.Inbound.EventElement {
			header = append(header, strings.ReplaceAll(name, event, "other"))
		}
		x.want[".Event"] = event
	}
	last := x.last
	elements := append(header, x.body(s.fields, "", "")...)
	elements = append(append(elements, last...), x.last...)
	if x.reversed { // the items of a flat list keep their order
		at := map[string]int{}
		tag := func(element string) string { return element[:strings.IndexByte(element, '>')] }
		for i, e := range elements {
			at[tag(e)] = i
		}
		slices.SortStableFunc(elements, func(a, b string) int { return at[tag(b)] - at[tag(a)] })
	}
	between := "\n" + x.between
	return "<" + p.Header.Root + ">" + between + strings.Join(elements, between) + between + "</" + p.Header.Root + ">"
}

// blanks is a content with white space around it, where that is no part of it.
func (x *expectation) blanks(content string) string {
	if x.blank {
		return " \n" + content + "\t\r\n"
	}
	return content
}

func receiptOf(message reflect.Value) wechat.Receipt {
	return wechat.Receipt{
		Replaced: message.FieldByName("Replaced").Bool(),
		Unread:   message.FieldByName("Unread").Interface().([]string), Repeated: message.FieldByName("Repeated").Interface().([]string),
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
	var out, again []string
	for _, f := range fields {
		at := path + "." + f.Name
		name := f.Name
		if x.mayStandOnce(f, at); x.twice == at {
			other := append([]string{f.Name}, f.Aliases...)[len(f.Aliases)]
			again = append(again, "<"+other+"><item>8</item>9</"+other+">")
		}
		if x.alias && len(f.Aliases) > 0 {
			name = f.Aliases[0]
		}
		open, end := "<"+name+">", "</"+name+">"
		switch k := f.Kind.(type) {
		case *spec.MsgType:
			x.want[at] = msgType
			out = append(out, open+x.blanks(x.spelled(msgType, k.CDATA))+end)
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
	if path == "" {
		x.last = again
		return out
	}
	return append(out, again...)
}

// mayStandOnce notes an element of which there may be one.
func (x *expectation) mayStandOnce(f *spec.Field, at string) {
	switch k := f.Kind.(type) {
	case *spec.Const, *spec.Count:
		return // nobody reads them
	case *spec.List:
		if k.Flat {
			return
		}
	}
	if x.elements != nil {
		*x.elements = append(*x.elements, at)
	}
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
	if x.leaves != nil {
		*x.leaves = append(*x.leaves, at)
	}
	if x.target == at {
		if x.wantAt != nil {
			x.want[at] = x.wantAt
		}
		return x.faulty
	}
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
		if k.ID || slices.Contains(x.p.Inbound.Addresses, strings.TrimPrefix(at, ".")) {
			return x.blanks(x.spelled(text, k.CDATA))
		}
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
