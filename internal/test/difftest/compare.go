package difftest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/judge"
)

// Compare compares at least that many values and documents, and goes on, up to
// most, until each rule of the platform has been broken. It also fails when
// too few of them were right, or wrong, to say much.
func Compare(t testing.TB, p *Pair, random *rand.Rand, least, most int) {
	t.Helper()
	values, documents := []string{""}, []string{""}
	for n := 0; n < least || n < most && len(values)+len(documents) > 0; n++ {
		if n < least || len(values) > 0 {
			if err := p.Value(random); err != nil {
				t.Fatal(err)
			}
		}
		if n < least || len(documents) > 0 {
			if err := p.Document(random); err != nil {
				t.Fatal(err)
			}
		}
		if n%250 == 249 {
			values, documents = p.Missed()
		}
	}
	if len(values)+len(documents) > 0 {
		t.Errorf("never broken by values: %q, by documents: %q", values, documents)
	}
	for what, n := range map[string]Counts{"values": p.Values, "documents": p.Documents} {
		wrong := n.All - n.Valid - n.Refused
		if n.Valid < n.All/4 || wrong < n.All/8 || n.Refused > n.All/4 || n.Refused == 0 && what == "documents" {
			t.Errorf("%s do not say much: %+v", what, n)
		}
		t.Logf("%s: %+v", what, n)
	}
}

// compare reads a document on both sides and returns its violations. A torn one
// may be XML to the interpreter alone: generated packages take less of it.
func (p *Pair) compare(document []byte, torn bool) ([]judge.Violation, error) {
	original := slices.Clone(document)
	reply, parseErr := p.parse(document)
	if !slices.Equal(document, original) {
		return nil, fmt.Errorf("ParseReply changed its document\n%q", original)
	}
	wanted, list, err := judge.Parse(p.spec, document)
	p.Documents.All++
	if parseErr != nil && reflect.TypeOf(parseErr).Elem().Name() == "SyntaxError" {
		p.Documents.Refused++
		if err == nil && !torn {
			return nil, fmt.Errorf("the package refuses what the interpreter reads: %w\n%q", parseErr, document)
		}
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the package says %w, and the interpreter %w\n%q", parseErr, err, document)
	}
	if got, want := violationsOf(parseErr), spelled(list, wordsOf(list)); got != want {
		return nil, differ(string(document), got, want)
	}
	if len(list) > 0 {
		return list, nil
	}
	p.Documents.Valid++
	if got, want := string(reply.AppendXML(nil)), wanted.XML(); got != want {
		return nil, fmt.Errorf("%q\nthe package has read\n%s\nand the interpreter\n%s", document, got, want)
	}
	return nil, nil
}

func differ(reply, got, want string) error {
	return fmt.Errorf("%.5000q\nthe package finds\n%s\nand the interpreter\n%s", reply, got, want)
}

// violationsOf spells the violations of a package's *ValidationError, a type that each package has of its own.
func violationsOf(err error) string {
	if err == nil {
		return ""
	}
	list := reflect.Indirect(reflect.ValueOf(err)).FieldByName("Violations")
	if !list.IsValid() || list.Len() == 0 {
		return "an error without violations: " + err.Error()
	}
	return spelled(list.Interface(), err.Error())
}

// wordsOf are the words of an error with those violations.
func wordsOf(list []judge.Violation) string {
	var words []string
	for _, v := range list {
		words = append(words, v.String())
	}
	return strings.Join(words, "; ")
}

// typeName matches that of a Violation or of a list of them, which differs from package to package.
var typeName = regexp.MustCompile(`(\[\])?\w+\.Violation([{(])`)

// spelled are violations of any package in words and with all their fields, "" if there are none.
func spelled(list any, words string) string {
	if words == "" {
		return ""
	}
	return words + typeName.ReplaceAllString(fmt.Sprintf("%#v", list), "\n$2")
}
