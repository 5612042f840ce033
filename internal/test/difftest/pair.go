package difftest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"

	"github.com/replygen/replygen/spec"
)

// Reply is what the tests need of a generated reply.
type Reply interface {
	Validate() error
	AppendXML(dst []byte) []byte
}

// Counts says what was compared.
type Counts struct {
	// All are Valid, Refused as no such document at all, or broke rules.
	All, Valid, Refused int
}

// Pair is a platform's spec and the package that was generated from it.
type Pair struct {
	Values, Documents Counts

	spec  *spec.Platform
	parse func(document []byte) (Reply, error)
	// types are those of the replies, forms those of the pointers that unions hold.
	types map[*spec.Reply]reflect.Type
	forms map[*spec.Case]reflect.Type
	pools map[*spec.Field]*pool
	// order has each reply as often as it has fields, so that large ones come more often.
	order  []*spec.Reply
	decide []string

	brokenByValues, brokenByDocuments map[string]bool
}

// New pairs a platform with its package's ParseReply. The error reports that the
// package does not take even a right reply, or that its structs are not those
// of the spec.
func New[R Reply](p *spec.Platform, parse func([]byte) (R, error)) (*Pair, error) {
	out := &Pair{
		spec: p,
		parse: func(document []byte) (Reply, error) {
			return parse(document)
		},
		types:          map[*spec.Reply]reflect.Type{},
		forms:          map[*spec.Case]reflect.Type{},
		pools:          map[*spec.Field]*pool{},
		brokenByValues: map[string]bool{}, brokenByDocuments: map[string]bool{},
	}
	for _, r := range p.Replies {
		for range max(sizeOf(r.Fields), 15) {
			out.order = append(out.order, r)
		}
	}
	out.decide = decidingNames(p)
	return out, out.learnTypes()
}

func (p *Pair) maker(random *rand.Rand, wrong int) *maker {
	return &maker{Rand: random, pools: p.pools, wrong: wrong, left: 400}
}

// learnTypes reads right replies until every form has been met.
func (p *Pair) learnTypes() error {
	random := rand.New(rand.NewPCG(1, 2))
	for _, r := range p.spec.Replies {
		forms := formsOf(r.Fields)
		known := func(c *spec.Case) bool { return p.forms[c] != nil }
		for tries := 0; p.types[r] == nil || !all(forms, known); tries++ {
			values := p.maker(random, 0).body(p.fields(r), r.Rules)
			wanted, err := interpreted(p.spec, r, values)
			if err != nil {
				return err
			}
			got, err := p.parse([]byte(wanted.XML()))
			if err == nil {
				p.types[r] = reflect.TypeOf(got).Elem()
				p.learn(reflect.ValueOf(got).Elem(), values)
			} else if tries == 300 {
				return fmt.Errorf("%s: no right reply of type %s with all of its forms: %w\n%s", p.spec.ID, r.Type, err, wanted.XML())
			}
		}
	}
	return nil
}

func all[T any](list []T, f func(T) bool) bool {
	return !slices.ContainsFunc(list, func(v T) bool { return !f(v) })
}

// fields are a reply's, with those of the header before.
func (p *Pair) fields(r *spec.Reply) []*spec.Field {
	return append(slices.Clone(p.spec.Header.Fields), r.Fields...)
}

// random makes a reply: one in three as it should be, as far as that is up to
// its values, the others with some or many mistakes.
func (p *Pair) random(random *rand.Rand) (*maker, *spec.Reply, []*value) {
	m := p.maker(random, 0)
	m.wrong = pick(m, []int{0, 100, 300})
	r := pick(m, p.order)
	return m, r, m.body(p.fields(r), r.Rules)
}

// Value compares what both say about a random reply that a program made.
func (p *Pair) Value(random *rand.Rand) error {
	m, r, values := p.random(random)
	wanted, err := interpreted(p.spec, r, values)
	if err != nil {
		return err
	}
	pointer := reflect.New(p.types[r])
	if err := p.structOf(m, pointer.Elem(), p.fields(r), values); err != nil {
		return err
	}
	reply := pointer.Interface().(Reply)
	got, err := violationsOf(reply.Validate())
	if err != nil {
		return err
	}
	if want := wanted.Violations(); !slices.Equal(got, want) {
		return differ(fmt.Sprintf("%+v", pointer.Elem()), got, want)
	}
	if got, want := string(reply.AppendXML(nil)), wanted.XML(); got != want {
		return fmt.Errorf("the package writes\n%s\nand the interpreter\n%s", got, want)
	}
	p.Values.All++
	if len(got) == 0 {
		p.Values.Valid++
	}
	p.note(p.brokenByValues, r, values, got, false)
	return nil
}

// Document compares what both say about a random document.
func (p *Pair) Document(random *rand.Rand) error {
	m, r, values := p.random(random)
	root := &element{name: p.spec.Header.Root, children: elements(values, r.Type)}
	if m.one(3) {
		m.Shuffle(len(root.children), func(i, k int) {
			root.children[i], root.children[k] = root.children[k], root.children[i]
		})
	}
	touched, torn := false, false
	if m.wrong > 0 && !m.one(4) && len(root.children) > 0 {
		touched = m.damaged(root, p.decide)
	}
	document := m.spelled(root)
	if m.wrong > 0 && m.one(20) {
		document, torn = m.torn(document), true
	}
	got, err := p.compare(document, torn)
	if err == nil {
		p.note(p.brokenByDocuments, r, values, got, touched || torn)
	}
	return err
}
