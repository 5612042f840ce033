package rt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// place is a value in a valid reply, which a test changes.
type place[V any] struct {
	// run runs a subtest, which fails with an error.
	run func(name string, test func() error)
	// name leads to the value in the names of subtests, field in violations. Both end with a dot for a struct.
	name, field string
	// reply returns a valid reply after a change of the value.
	reply func(change func(*V)) Reply
}

// inReply is the place of a whole reply.
func inReply[V any, P interface {
	*V
	Reply
}](t *testing.T, sample func() *V) place[V] {
	run := func(name string, test func() error) {
		t.Run(name, func(t *testing.T) {
			if err := test(); err != nil {
				t.Error(err)
			}
		})
	}
	return place[V]{run, "", "", func(change func(*V)) Reply {
		r := sample()
		change(r)
		return P(r)
	}}
}

// fieldOf is the place of a field of a struct, to which at leads.
func fieldOf[T, V any](p place[T], name string, at func(*T) *V) place[V] {
	return place[V]{p.run, p.name + name, p.field + name, func(change func(*V)) Reply {
		return p.reply(func(r *T) { change(at(r)) })
	}}
}

// inside is the place of a struct that a field holds.
func (p place[V]) inside(sample func() V) place[V] {
	return fieldOf(p, ".", func(v *V) *V {
		*v = sample()
		return v
	})
}

// itemOf is the place of the first item of a list with n items.
func itemOf[V any](p place[[]V], path string, n int, sample func() V) place[V] {
	return fieldOf(p, path, func(list *[]V) *V {
		*list = make([]V, n)
		for i := range *list {
			(*list)[i] = sample()
		}
		return &(*list)[0]
	})
}

// formOf is the place of a form of a union, which violations do not name. Every form stands for the union.
func formOf[V, F any](p place[V], form string, sample func() *F) place[F] {
	p.accepts("", "required", form, func(v *V) { *v = any(sample()).(V) })
	in := fieldOf(p, ".", func(v *V) *F {
		f := sample()
		*v = any(f).(V)
		return f
	})
	in.name += form + "."
	return in
}

// textOf is fieldOf for a text.
func textOf[T any, V ~string](p place[T], name string, at func(*T) *V) place[V] {
	return texts(fieldOf(p, name, at))
}

// texts tests a text with what XML carries and with what it does not.
func texts[V ~string](p place[V]) place[V] {
	for _, text := range []string{"]]>", "😀", "\u0085"} {
		p.accepts("", "chars", strconv.QuoteToASCII(text), func(v *V) { *v = V(text) })
	}
	for _, text := range []string{"\x01", "\uFFFE", "\xFF", "\xED\xA0\x80"} {
		p.refuses("", "chars", strconv.QuoteToASCII(text), func(v *V) { *v = V(text) })
	}
	return p
}

// missing tests that the absence of a value breaks a rule.
func (p place[V]) missing(rule string) place[V] {
	var absent V
	p.refuses("", rule, "absent", func(v *V) { *v = absent })
	return p
}

// absent tests that the absence of a value keeps each of these rules.
func (p place[V]) absent(rules ...string) place[V] {
	var absent V
	for _, rule := range rules {
		p.accepts("", rule, "absent", func(v *V) { *v = absent })
	}
	return p
}

// keeps tests that each of these values keeps a rule. An empty rule stands for any.
func (p place[V]) keeps(rule string, values ...V) place[V] {
	for i, value := range values {
		p.accepts("", rule, "inside "+strconv.Itoa(i+1), func(v *V) { *v = value })
	}
	return p
}

// breaks tests that each of these values breaks a rule.
func (p place[V]) breaks(rule string, values ...V) place[V] {
	for i, value := range values {
		p.refuses("", rule, "outside "+strconv.Itoa(i+1), func(v *V) { *v = value })
	}
	return p
}

// accepts tests that a change keeps a rule at a field below. An empty rule stands for any.
func (p place[V]) accepts(field, rule, what string, change func(*V)) {
	p.judge(field, rule, what, false, change)
}

// refuses tests that a change breaks a rule at a field below. A rule across fields is followed by the others that it
// names.
func (p place[V]) refuses(field, rule, what string, change func(*V)) {
	p.judge(field, rule, what, true, change)
}

func (p place[V]) judge(field, rule, what string, broken bool, change func(*V)) {
	name := p.name + field
	if id, _, _ := strings.Cut(rule, " "); id != "" {
		name += "." + id
	}
	p.run(name+" "+what, func() error {
		r := p.reply(change)
		if err := r.Validate(); violates(err, p.field+field, rule) != broken {
			return fmt.Errorf("broken: %v, want %v: %v", !broken, broken, err)
		}
		return checkWire(r)
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
func checkWire(r Reply) error {
	written := r.AppendXML(nil)
	var streamed bytes.Buffer
	if n, err := r.WriteTo(&streamed); err != nil || n != int64(len(written)) ||
		!bytes.Equal(streamed.Bytes(), written) {
		return fmt.Errorf("WriteTo: %d bytes, %v: %s\nAppendXML: %s", n, err, &streamed, written)
	}
	d := xml.NewDecoder(bytes.NewReader(written))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			return fmt.Errorf("not well-formed: %v: %s", err, written)
		}
	}
	parsed, err := ParseReply(written)
	switch invalid := r.Validate(); {
	case invalid == nil:
		if err != nil || !reflect.DeepEqual(parsed, r) {
			return fmt.Errorf("ParseReply: %v: %+v, want %+v", err, parsed, r)
		}
	case err == nil && !mended(invalid):
		return fmt.Errorf("ParseReply accepts what Validate rejects: %v: %s", invalid, written)
	}
	return nil
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
