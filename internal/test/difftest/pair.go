package difftest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"

	"github.com/replygen/replygen/internal/judge"
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
	order []*spec.Reply
	// decide are the names of the elements that state a type or form.
	decide []string

	brokenByValues, brokenByDocuments map[string]bool
}

// New pairs a platform with its package's ParseReply. The error reports that the
// package does not take even a right reply, or that its structs are not those
// of the spec.
func New[R Reply](p *spec.Platform, parse func([]byte) (R, error)) (*Pair, error) {
	out := &Pair{
		spec:           p,
		parse:          func(document []byte) (Reply, error) { return parse(document) },
		types:          map[*spec.Reply]reflect.Type{},
		forms:          map[*spec.Case]reflect.Type{},
		pools:          map[*spec.Field]*pool{},
		brokenByValues: map[string]bool{}, brokenByDocuments: map[string]bool{},
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, r := range p.Replies {
		var forms []*spec.Case
		spec.Walk(out.body(r).Fields, func(f *spec.Field) {
			switch k := f.Kind.(type) {
			case *spec.MsgType:
				out.decide = append(out.decide, f.Name)
			case *spec.Union:
				out.decide = append(out.decide, k.Tag)
				forms = append(forms, k.Cases...)
			default: // decides nothing
			}
		})
		size := 0
		spec.Walk(r.Fields, func(*spec.Field) { size++ })
		out.order = append(out.order, slices.Repeat([]*spec.Reply{r}, max(size, 15))...)
		if err := out.learnTypes(random, r, forms); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// body is that of a reply, with the fields of the header before its own.
func (p *Pair) body(r *spec.Reply) spec.Body {
	return spec.Body{Fields: slices.Concat(p.spec.Header.Fields, r.Fields), Rules: r.Rules}
}

// make makes the document of a reply.
func (p *Pair) make(random *rand.Rand, r *spec.Reply, wrong int) (*maker, *element) {
	m := &maker{Rand: random, pools: p.pools, msgType: r.Type, wrong: wrong, left: 400}
	root := &element{name: p.spec.Header.Root}
	m.body(root, p.body(r))
	return m, root
}

// random makes a reply: one in three as it should be, as far as that is up to
// its values, the others with some or many mistakes.
func (p *Pair) random(random *rand.Rand) (*maker, *spec.Reply, *element) {
	r := p.order[random.IntN(len(p.order))]
	m, root := p.make(random, r, []int{0, 100, 300}[random.IntN(3)])
	return m, r, root
}

// learnTypes reads right replies of a type until every form has been met.
func (p *Pair) learnTypes(random *rand.Rand, r *spec.Reply, forms []*spec.Case) error {
	unknown := func(c *spec.Case) bool { return p.forms[c] == nil }
	for tries := 0; p.types[r] == nil || slices.ContainsFunc(forms, unknown); tries++ {
		_, root := p.make(random, r, 0)
		var document bytes.Buffer
		root.xml(&document)
		got, err := p.parse(document.Bytes())
		if err == nil {
			p.types[r] = reflect.TypeOf(got).Elem()
			err = p.learn(reflect.ValueOf(got).Elem(), root, p.body(r).Fields)
			if err != nil {
				return err
			}
		} else if tries == 300 {
			return fmt.Errorf("%s: no right reply of type %s with all of its forms: %w\n%s", p.spec.ID, r.Type, err, document.Bytes())
		}
	}
	return nil
}

// Value compares what both say about a random reply that a program made.
func (p *Pair) Value(random *rand.Rand) error {
	m, r, root := p.random(random)
	var document bytes.Buffer
	root.xml(&document)
	wanted, _, err := judge.Parse(p.spec, document.Bytes())
	if err != nil {
		return err
	}
	if err := setLeaves(wanted, "", root); err != nil {
		return err
	}
	pointer := reflect.New(p.types[r])
	p.structOf(m, pointer.Elem(), root, p.body(r).Fields)
	reply := pointer.Interface().(Reply)
	list := wanted.Violations()
	if got, want := violationsOf(reply.Validate()), spelled(list, wordsOf(list)); got != want {
		return differ(fmt.Sprintf("%+v", pointer.Elem()), got, want)
	}
	if got, want := string(reply.AppendXML(nil)), wanted.XML(); got != want {
		return fmt.Errorf("the package writes\n%s\nand the interpreter\n%s", got, want)
	}
	p.Values.All++
	if len(list) == 0 {
		p.Values.Valid++
	}
	p.note(p.brokenByValues, r, root.children, list, false)
	return nil
}

// Document compares what both say about a random document.
func (p *Pair) Document(random *rand.Rand) error {
	m, r, root := p.random(random)
	values := slices.Clone(root.children)
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
	found, err := p.compare(document, torn)
	if err == nil {
		p.note(p.brokenByDocuments, r, values, found, touched || torn)
	}
	return err
}
