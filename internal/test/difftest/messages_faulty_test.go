package difftest

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/internal/test/builtins"
	"github.com/replygen/replygen/spec"
)

// everyMessage visits the messages and events of all platforms, but for those with a union: the package has tests of
// its own for these.
func everyMessage(t *testing.T, visit func(p *spec.Platform, s sent, parse func([]byte) (any, error))) {
	t.Helper()
	for _, platform := range spec.Builtins() {
		p, err := spec.Load(platform)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range everythingSent(p) {
			if !holdsUnion(s.fields) {
				visit(p, s, builtins.Packages[platform].ParseMessage)
			}
		}
	}
}

// kindAt returns the kind of the leaf with that path, and whether it is an item or must be there.
func kindAt(fields []*spec.Field, path string) (kind spec.Kind, item, required bool) {
	name, rest, deeper := strings.Cut(strings.TrimPrefix(path, "."), ".")
	name, _, isItem := strings.Cut(name, "[")
	for _, f := range fields {
		if f.Name != name {
			continue
		}
		kind = f.Kind
		if l, ok := kind.(*spec.List); ok {
			kind = l.Item.Kind
		}
		if o, ok := kind.(*spec.Object); ok && deeper {
			return kindAt(o.Fields, rest)
		}
		return kind, isItem, f.Required
	}
	panic("no field " + path)
}

// A number that is none, or does not fit, is absent, and the rest of the message is read. One with blanks is a number.
func TestNumbersThatCannotBeReadAreAbsent(t *testing.T) {
	numbers := 0
	everyMessage(t, func(p *spec.Platform, s sent, parse func([]byte) (any, error)) {
		var leaves []string
		x := expectation{leaves: &leaves}
		x.document(p, s)
		fields := append(slices.Clone(p.Inbound.Fields), s.fields...)
		for _, at := range leaves {
			kind, item, required := kindAt(fields, at)
			if item && !strings.HasSuffix(at, "[1]") {
				continue // the last one, so that no other one moves
			}
			for _, faulty := range []string{"n/a", "9223372036854775808", "1.5", " 7 ", "<![CDATA[MENUID]]>"} {
				x := expectation{what: faulty, target: at, faulty: faulty}
				name := at[strings.LastIndexByte(at, '.')+1:]
				value, ok := readable(kind, strings.TrimSpace(faulty))
				if value == nil {
					continue // no number
				}
				if item {
					name = itemName(fields, at)
				}
				if !ok {
					x.unread = []string{name}
				}
				if ok || !item {
					x.wantAt = optional{value, ok || required}
				}
				x.holds(t, p, s, parse)
				numbers++
			}
		}
	})
	if numbers < 1000 {
		t.Errorf("only %d numbers", numbers)
	}
}

// readable returns the value of a number or truth as messages spell it, nil for another kind.
func readable(kind spec.Kind, text string) (value any, ok bool) {
	switch kind.(type) {
	case *spec.Int, *spec.UnixTime:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return int64(0), false
		}
		return n, true
	case *spec.Float:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsInf(n, 0) {
			return 0.0, false
		}
		return n, true
	case *spec.Bool:
		return false, false
	}
	return nil, false
}

// itemName is the name of the element that holds the item with that path.
func itemName(fields []*spec.Field, path string) string {
	name, rest, deeper := strings.Cut(strings.TrimPrefix(path, "."), ".")
	name, _, _ = strings.Cut(name, "[")
	for _, f := range fields {
		switch k := f.Kind.(type) {
		case *spec.Object:
			if f.Name == name && deeper {
				return itemName(k.Fields, rest)
			}
		case *spec.List:
			o, ok := k.Item.Kind.(*spec.Object)
			switch {
			case f.Name != name:
			case deeper && ok:
				return itemName(o.Fields, rest)
			case k.Flat:
				return f.Name
			default:
				return k.Item.Name
			}
		}
	}
	panic("no item " + path)
}

// Of two elements where one may stand, the first counts, whole; another one behind its siblings is named. That is so at
// any depth, by any spelling, in the header and behind it. That lists repeat is tested wherever a message has one.
func TestFirstOfRepeatedElementsCounts(t *testing.T) {
	repeated := 0
	everyMessage(t, func(p *spec.Platform, s sent, parse func([]byte) (any, error)) {
		var elements []string
		x := expectation{elements: &elements}
		x.document(p, s)
		for _, at := range elements {
			name := at[strings.LastIndexByte(at, '.')+1:]
			x := expectation{what: "twice " + at, twice: at, repeated: []string{spelledLast(append(slices.Clone(p.Inbound.Fields), s.fields...), at, name)}}
			x.holds(t, p, s, parse)
			repeated++
		}
	})
	if repeated < 1000 {
		t.Errorf("only %d elements", repeated)
	}
}

// spelledLast is the last spelling of the element with that path.
func spelledLast(fields []*spec.Field, path, otherwise string) string {
	name, rest, deeper := strings.Cut(strings.TrimPrefix(path, "."), ".")
	name, _, _ = strings.Cut(name, "[")
	for _, f := range fields {
		if f.Name != name {
			continue
		}
		kind := f.Kind
		if l, ok := kind.(*spec.List); ok {
			kind = l.Item.Kind
		}
		if o, ok := kind.(*spec.Object); ok && deeper {
			return spelledLast(o.Fields, rest, otherwise)
		}
		return append([]string{f.Name}, f.Aliases...)[len(f.Aliases)]
	}
	return otherwise
}

// Where the end of a message is missing, or a user has typed the end of a section, the message arrives as an unknown one,
// with all of the header that stands before.
func TestMessageThatCannotBeReadKeepsItsHeader(t *testing.T) {
	everyMessage(t, func(p *spec.Platform, s sent, parse func([]byte) (any, error)) {
		for _, fault := range []string{"", "]]>", "<!DOCTYPE a>", "&nbsp;", "</a>", strings.Repeat("<a>", 65), "<a"} {
			var x expectation
			whole := strings.TrimSuffix(x.document(p, s), "</"+p.Header.Root+">")
			document := whole + fault
			want := map[string]any{}
			for at, value := range x.want {
				if slices.ContainsFunc(p.Inbound.Fields, func(f *spec.Field) bool { return at == "."+f.Name || strings.HasPrefix(at, "."+f.Name+".") }) || at == ".Event" {
					want[at] = value
				}
			}
			m, err := parse([]byte(document))
			struc := reflect.ValueOf(m).Elem()
			if err != nil || struc.Type().Name() != "UnknownMessage" || string(struc.FieldByName("Raw").Bytes()) != document {
				t.Errorf("%s %s, %s: %T, %v", p.ID, s.name, fault, m, err)
				continue
			}
			if err, _ := struc.FieldByName("Err").Interface().(error); err == nil {
				t.Errorf("%s %s, %s: no Err", p.ID, s.name, fault)
			}
			got := map[string]any{}
			flatten(struc, p.Inbound.Fields, "", got)
			if s.event != "" {
				got[".Event"] = struc.FieldByName("Event").String()
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(optional{})); diff != "" {
				t.Errorf("%s %s, %s:\n%s\n%s", p.ID, s.name, fault, document, diff)
			}
		}
	})
}

// What is no message at all, or says no type, reaches the function all the same.
func TestDocumentWithoutATypeIsUnknown(t *testing.T) {
	for platform, pkg := range builtins.Packages {
		p, err := spec.Load(platform)
		if err != nil {
			t.Fatal(err)
		}
		parse, typeElement := pkg.ParseMessage, p.Inbound.Fields[slices.IndexFunc(p.Inbound.Fields, isMsgType)].Name
		for document, unread := range map[string]bool{
			"": true, " \n": true, "{\"MsgType\":\"text\"}": true, "success": true, "\x02": true, "<html></html>": true, "<xml>": true, "<xml></xml><xml/>": true,
			"<!DOCTYPE lolz [<!ENTITY lol \"lol\">]><xml><MsgType>text</MsgType></xml>": true,
			"<xml/>": false, "<xml>text</xml>": false, "<xml><action>CheckContainerPath</action></xml>": false, "<xml><MsgType/></xml>": false, "<xml><MsgType/><MsgType>text</MsgType></xml>": false, "<xml><MsgType/><Other/><MsgType>text</MsgType></xml>": false,
			"<xml><AppId>wx1</AppId><CreateTime>1413192605</CreateTime><InfoType> <![CDATA[component_verify_ticket]]></InfoType><ComponentVerifyTicket>a</ComponentVerifyTicket></xml>": false,
			"<xml><SuiteId>ww1</SuiteId><InfoType><![CDATA[suite_ticket]]></InfoType><TimeStamp>1403610513</TimeStamp><SuiteTicket>a</SuiteTicket><MsgType>of tomorrow</MsgType></xml>": false,
		} {
			if typeElement == "InfoType" && strings.Contains(document, "<InfoType>") {
				continue // it has a type
			}
			m, err := parse([]byte(document))
			struc := reflect.ValueOf(m).Elem()
			if err != nil || struc.Type().Name() != "UnknownMessage" || string(struc.FieldByName("Raw").Bytes()) != document {
				t.Errorf("%s, %q: %T, %v", platform, document, m, err)
				continue
			}
			cause, _ := struc.FieldByName("Err").Interface().(error)
			if (cause != nil) != unread || errors.Unwrap(cause) != nil {
				t.Errorf("%s, %q: %v", platform, document, cause)
			}
		}
	}
}
