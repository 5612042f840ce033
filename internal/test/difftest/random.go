package difftest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/replygen/replygen/spec"
)

// maker makes the elements of a random reply: valid ones, unless something goes wrong.
type maker struct {
	*rand.Rand
	pools map[*spec.Field]*pool
	// msgType is the type of the reply.
	msgType string
	// wrong is how likely a value is to be wrong, in a thousand.
	wrong int
	// left is how many more values may be made: lists in lists multiply.
	left int
}

// one reports a chance of one in n.
func (m *maker) one(n int) bool { return m.IntN(n) == 0 }

func (m *maker) goesWrong() bool { return m.IntN(1000) < m.wrong }

func pick[T any](m *maker, from []T) T { return from[m.IntN(len(from))] }

// body gives an element the children of a body, and repairs them by the rules across them unless that goes wrong, too.
func (m *maker) body(e *element, b spec.Body) {
	for _, f := range b.Fields {
		there := f.AlwaysWritten() || m.left > 0 && !m.one(3)
		switch f.Kind.(type) {
		case *spec.Count: // of lists that are not yet made
		case *spec.MsgType:
			m.add(e, f)
		default:
			if there != m.goesWrong() {
				m.add(e, f)
			}
		}
	}
	for _, r := range b.Rules {
		if !m.goesWrong() && (m.wrong == 0 || !m.one(2)) {
			m.repair(e, r.Form)
		}
	}
	for _, f := range b.Fields {
		if k, ok := f.Kind.(*spec.Count); ok && e.of(k.List) != nil {
			m.add(e, f)
			e.of(f)[0].text = strconv.Itoa(len(e.of(k.List)))
		}
	}
}

// add gives an element a child, or the items of a flat list.
func (m *maker) add(e *element, f *spec.Field) {
	child := m.element(f)
	if k, ok := f.Kind.(*spec.List); ok && k.Flat {
		e.children = append(e.children, child.children...)
	} else {
		e.children = append(e.children, child)
	}
}

// element makes the element of a field.
func (m *maker) element(f *spec.Field) *element {
	m.left--
	e := &element{name: f.Name, field: f, step: f.Name}
	switch k := f.Kind.(type) {
	case *spec.MsgType:
		e.text = m.msgType
	case *spec.Const:
		e.text = k.Text
	case *spec.Count: // known when its list is
	case *spec.Object:
		m.body(e, k.Body)
	case *spec.Union:
		if !m.goesWrong() {
			e.form = pick(m, k.Cases)
			e.children = []*element{{name: k.Tag, text: e.form.Value}}
			m.body(e, e.form.Body)
		}
	case *spec.List:
		e.children = []*element{} // not nil: the list is there
		for i := range m.length(f, k) {
			item := m.element(k.Item)
			item.step += fmt.Sprintf("[%d]", i)
			e.children = append(e.children, item)
		}
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
		if p := m.pool(f); len(p.right) > 0 && !m.goesWrong() {
			e.text = pick(m, p.right)
		} else {
			e.text = m.wrongText(p)
		}
	}
	return e
}

// manyItems is more than the lists of a test need to be.
const manyItems = 40

func (m *maker) length(f *spec.Field, k *spec.List) int {
	least, most := k.MinItems.V, k.MinItems.V+3
	if k.MaxItems.IsSet() {
		most = min(manyItems, k.MaxItems.V)
	}
	if f.Required {
		least = max(least, 1)
	}
	if m.wrong > 0 && (m.goesWrong() || m.one(6)) {
		return pick(m, []int{0, max(least-1, 0), most, most + 1, most + 3})
	}
	if m.one(12) {
		return most
	}
	return min(most, least+m.IntN(3))
}

// repair changes the children of an element so that a rule across them holds.
func (m *maker) repair(e *element, form spec.Form) {
	var wanted, unwanted []*spec.Field
	switch form := form.(type) {
	case *spec.Requires:
		if e.shows(form.Field) {
			wanted = form.Needs
		}
	case *spec.Forbids:
		if e.shows(form.Field) {
			unwanted = form.Others
		}
	case *spec.RequiredWhen:
		if of := e.of(form.Deciding); len(of) > 0 && slices.Contains(form.In, of[0].text) {
			wanted = []*spec.Field{form.Field}
		}
	case *spec.OneOf:
		kept := m.IntN(len(form.Fields))
		wanted = form.Fields[kept : kept+1]
		unwanted = slices.Delete(slices.Clone(form.Fields), kept, kept+1)
	case *spec.AtLeastOneOf:
		if !slices.ContainsFunc(form.Fields, e.shows) {
			wanted = []*spec.Field{pick(m, form.Fields)}
		}
	}
	for _, f := range unwanted {
		e.remove(f)
	}
	for _, f := range wanted {
		// What is made may not show: an object whose children all stay away.
		for tries := 0; !e.shows(f) && tries < 20; tries++ {
			e.remove(f)
			m.add(e, f)
		}
	}
}

// remove takes the children of a field away.
func (e *element) remove(f *spec.Field) {
	k, ok := f.Kind.(*spec.List)
	e.children = slices.DeleteFunc(e.children, func(child *element) bool {
		return child.field == f || ok && k.Flat && child.field == k.Item
	})
}
