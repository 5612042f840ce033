package difftest

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/replygen/replygen/internal/judge"
)

// compare reads a document on both sides and returns its violations. A torn one
// may be XML to the interpreter alone: generated packages take less of it.
func (p *Pair) compare(document []byte, torn bool) ([]judge.Violation, error) {
	original := slices.Clone(document)
	reply, parseErr := p.parse(document)
	if !slices.Equal(document, original) {
		return nil, fmt.Errorf("ParseReply changed its document\n%q", original)
	}
	wanted, want, err := judge.Parse(p.spec, document)
	p.Documents.All++
	if syntax(parseErr) {
		p.Documents.Refused++
		if err == nil && !torn {
			return nil, fmt.Errorf("the package refuses what the interpreter reads: %w\n%q", parseErr, document)
		}
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the package says %w, and the interpreter %w\n%q", parseErr, err, document)
	}
	got, failed := violationsOf(parseErr)
	if failed != nil {
		return nil, failed
	}
	if !slices.Equal(got, want) {
		return nil, differ(string(document), got, want)
	}
	if len(got) > 0 {
		return got, nil
	}
	p.Documents.Valid++
	if got, want := string(reply.AppendXML(nil)), wanted.XML(); got != want {
		return nil, fmt.Errorf("%q\nthe package has read\n%s\nand the interpreter\n%s", document, got, want)
	}
	return nil, nil
}

func differ(reply string, got, want []judge.Violation) error {
	return fmt.Errorf("%.5000q\nthe package finds\n%+v\nand the interpreter\n%+v", reply, got, want)
}

// syntax reports whether an error is of the package's type SyntaxError.
func syntax(err error) bool {
	return err != nil && reflect.TypeOf(err).Elem().Name() == "SyntaxError"
}

// violationsOf are those of a package's *ValidationError, which each package
// has of its own.
func violationsOf(err error) ([]judge.Violation, error) {
	if err == nil {
		return nil, nil
	}
	list := reflect.Indirect(reflect.ValueOf(err)).FieldByName("Violations")
	if !list.IsValid() || list.Len() == 0 {
		return nil, fmt.Errorf("an error without violations: %w", err)
	}
	out := make([]judge.Violation, list.Len())
	for i := range out {
		v := list.Index(i)
		if !v.CanConvert(reflect.TypeFor[judge.Violation]()) {
			return nil, errors.New("a Violation with other fields than the interpreter's")
		}
		out[i] = v.Convert(reflect.TypeFor[judge.Violation]()).Interface().(judge.Violation)
	}
	return out, nil
}
