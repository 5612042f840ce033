package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// repeatedTest repeats each element of a message in turn: the first has to count, and the name of the other to be noted.
const repeatedTest = `package many

import (
	"slices"
	"strings"
	"testing"
)

var outside, inside = []string{%s}, []string{%s}

// elements are those of the names, and at the end once more the one that stands twice.
func elements(names []string, twice string) string {
	var b strings.Builder
	for _, name := range names {
		b.WriteString("<" + name + ">1</" + name + ">")
	}
	if slices.Contains(names, twice) {
		b.WriteString("<" + twice + ">2</" + twice + ">")
	}
	return b.String()
}

func TestFirstCounts(t *testing.T) {
	all := slices.Concat(outside, inside)
	for _, twice := range all {
		m, err := ParseMessage([]byte("<xml><MsgType>text</MsgType>" + elements(outside, twice) + "<Object>" + elements(inside, twice) + "</Object></xml>"))
		if err != nil {
			t.Fatal(err)
		}
		text := m.(*TextMessage)
		if !slices.Equal(text.Repeated, []string{twice}) || text.values() != strings.Repeat("1", len(all)) {
			t.Errorf("%%s twice: %%q, %%q", twice, text.Repeated, text.values())
		}
	}
}

func (m *TextMessage) values() string {
	return %s
}
`

// A struct may have more fields than a word has bits to note which have been met.
func TestFirstElementCountsInStructsOfAnySize(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a package")
	}
	fields := func(letter string, n int) (list, names, values string) {
		for i := range n {
			name := fmt.Sprintf("%s%d", letter, i)
			list += fmt.Sprintf("{name: %s, type: string}, ", name)
			names += fmt.Sprintf("%q, ", name)
			if letter == "O" {
				name = "Object." + name
			}
			values += "m." + name + " + "
		}
		return list, names, values
	}
	header, headerNames, headerValues := fields("H", 70)
	own, ownNames, ownValues := fields("F", 130)
	inside, insideNames, insideValues := fields("O", 66)
	text := "replygen: 1\nplatform: {id: many, title: t}\nheader:\n  fields:\n    - {name: MsgType, type: msg_type}\nreplies:\n  - type: text\n    fields: [{name: Content, type: string}]\n" +
		"inbound:\n  derive: false\n  fields: [{name: MsgType, type: msg_type}, " + header + "]\n" +
		"messages:\n  - type: text\n    fields: [" + own + "{name: Object, type: object, fields: [" + inside + "]}]\n"
	file := filepath.Join(t.TempDir(), "many.yaml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := spec.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	files, err := generator.Generate(p, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	module := newModule(t)
	module.add(t, "many", files)
	values := strings.TrimSuffix(headerValues+ownValues+insideValues, " + ")
	module.write(t, "many/first_test.go", fmt.Appendf(nil, repeatedTest, headerNames+ownNames, insideNames, values))
	module.run(t, "test", "-run", "TestFirstCounts", "./many")
}
