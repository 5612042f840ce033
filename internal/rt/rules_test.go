package rt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// place is a struct in a valid reply, whose fields a test changes.
type place[T any] struct {
	t *testing.T
	// name leads to the place in the names of subtests, field in violations.
	name, field string
	// reply returns a valid reply after a change at the place.
	reply func(change func(*T)) Reply
}

// inReply is the place of a whole reply.
func inReply[T any, P interface {
	*T
	Reply
}](t *testing.T, sample func() *T) place[T] {
	return place[T]{t, "", "", func(change func(*T)) Reply {
		r := sample()
		change(r)
		return P(r)
	}}
}

// within is the place below an outer one to which at leads.
func within[Outer, T any](p place[Outer], path string, at func(*Outer) *T) place[T] {
	return place[T]{p.t, p.name + path, p.field + path, func(change func(*T)) Reply {
		return p.reply(func(r *Outer) { change(at(r)) })
	}}
}

// inForm is within for a form of a union, which violations do not name.
func inForm[Outer, T any](p place[Outer], path, form string, at func(*Outer) *T) place[T] {
	in := within(p, path, at)
	in.name += form + "."
	return in
}

// breaks tests that a change breaks a rule of a field. A rule across fields is followed by the others that it names.
func (p place[T]) breaks(field, rule, what string, change func(*T)) {
	p.judge(field, rule, what, true, change)
}

// keeps tests that a change breaks no such rule. An empty rule stands for any.
func (p place[T]) keeps(field, rule, what string, change func(*T)) {
	p.judge(field, rule, what, false, change)
}

// absent tests that a field whose value a change takes away keeps each of the rules.
func (p place[T]) absent(field string, change func(*T), rules ...string) {
	for _, rule := range rules {
		p.keeps(field, rule, "absent", change)
	}
}

// chars tests a text with what XML carries and with what it does not.
func (p place[T]) chars(field string, set func(*T, string)) {
	for _, text := range []string{"]]>", "😀", "\u0085"} {
		p.keeps(field, "chars", strconv.QuoteToASCII(text), func(r *T) { set(r, text) })
	}
	for _, text := range []string{"\x01", "\uFFFE", "\xFF", "\xED\xA0\x80"} {
		p.breaks(field, "chars", strconv.QuoteToASCII(text), func(r *T) { set(r, text) })
	}
}

func (p place[T]) judge(field, rule, what string, broken bool, change func(*T)) {
	name := p.name + field
	if id, _, _ := strings.Cut(rule, " "); id != "" {
		name += "." + id
	}
	p.t.Run(name+" "+what, func(t *testing.T) {
		r := p.reply(change)
		if err := r.Validate(); violates(err, p.field+field, rule) != broken {
			t.Errorf("broken: %v, want %v: %v", !broken, broken, err)
		}
		checkWire(t, r)
	})
}

// violates reports whether err holds a violation of a rule of a field.
func violates(err error, field, rule string) bool {
	var invalid *ValidationError
	if !errors.As(err, &invalid) {
		return false
	}
	for _, v := range invalid.Violations {
		if v.Field == field && (rule == "" || rule == v.Rule || rule == v.Rule+" "+v.Detail) {
			return true
		}
	}
	return false
}

// checkWire checks that a reply writes well-formed XML, which ParseReply reads as the same reply.
func checkWire(t *testing.T, r Reply) {
	t.Helper()
	written := r.AppendXML(nil)
	var streamed bytes.Buffer
	if n, err := r.WriteTo(&streamed); err != nil || n != int64(len(written)) ||
		!bytes.Equal(streamed.Bytes(), written) {
		t.Fatalf("WriteTo: %d bytes, %v: %s\nAppendXML: %s", n, err, &streamed, written)
	}
	d := xml.NewDecoder(bytes.NewReader(written))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("not well-formed: %v: %s", err, written)
		}
	}
	parsed, err := ParseReply(written)
	switch invalid := r.Validate(); {
	case invalid == nil:
		if err != nil || !reflect.DeepEqual(parsed, r) {
			t.Fatalf("ParseReply: %v: %+v, want %+v", err, parsed, r)
		}
	case err == nil && !mended(invalid):
		t.Fatalf("ParseReply accepts what Validate rejects: %v: %s", invalid, written)
	}
}

// mended reports whether the writers mend each rule that a reply breaks: then what they wrote does not show it. A text
// with characters that are replaced is written as another, longer one.
func mended(err error) bool {
	var invalid *ValidationError
	if !errors.As(err, &invalid) {
		return false
	}
	replaced := ""
	for _, v := range invalid.Violations {
		if v.Rule == "chars" {
			replaced = v.Field
		} else if v.Rule != "finite" && v.Field != replaced {
			return false
		}
	}
	return true
}
