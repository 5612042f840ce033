package difftest

import (
	"math/rand/v2"

	"github.com/replygen/replygen/spec"
)

// maker makes the values of a random reply: valid ones, unless something goes wrong.
type maker struct {
	*rand.Rand
	pools map[*spec.Field]*pool
	// wrong is how likely a value is to be wrong, in a thousand.
	wrong int
	// left is how many more values may be made: lists in lists multiply.
	left int
}

// one reports a chance of one in n.
func (m *maker) one(n int) bool { return m.IntN(n) == 0 }

func (m *maker) goesWrong() bool { return m.IntN(1000) < m.wrong }

func pick[T any](m *maker, from []T) T { return from[m.IntN(len(from))] }

// body makes the values of fields, and repairs them by the rules across them
// unless that goes wrong, too.
func (m *maker) body(fields []*spec.Field, rules []*spec.Rule) []*value {
	values := make([]*value, len(fields))
	for i, f := range fields {
		values[i] = m.value(f)
	}
	for _, r := range rules {
		if m.goesWrong() || m.wrong > 0 && m.one(2) {
			continue
		}
		m.repair(values, r.Form)
	}
	return values
}

func (m *maker) value(f *spec.Field) *value {
	v := &value{Field: f}
	m.left--
	there := f.AlwaysWritten()
	if !there {
		there = m.left > 0 && !m.one(3)
	}
	if m.goesWrong() {
		there = !there
	}
	if there {
		m.fill(v)
	}
	return v
}

// fill makes the value of an element that is there.
func (m *maker) fill(v *value) {
	v.there = true
	switch k := v.Kind.(type) {
	case *spec.Object:
		v.fields = m.body(k.Fields, k.Rules)
	case *spec.Union:
		if m.goesWrong() {
			v.form = nil
			return
		}
		m.choose(v, pick(m, k.Cases))
	case *spec.List:
		v.items = nil
		for range m.length(v.Field, k) {
			item := &value{Field: k.Item}
			m.left--
			m.fill(item)
			v.items = append(v.items, item)
		}
	case *spec.String, *spec.Int, *spec.Float, *spec.Bool, *spec.UnixTime:
		p := m.pool(v.Field)
		if len(p.right) > 0 && !m.goesWrong() {
			v.text = pick(m, p.right)
			return
		}
		v.text = m.wrongText(p)
	case *spec.MsgType, *spec.Const, *spec.Count: // no value of its own
	}
}

func (m *maker) choose(v *value, form *spec.Case) {
	v.form, v.fields = form, m.body(form.Fields, form.Rules)
}

// manyItems is more than the lists of a test need to be.
const manyItems = 40

func (m *maker) length(f *spec.Field, k *spec.List) int {
	least, most := k.MinItems.V, longest(k)
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

// longest is how many items a list may have, or three more than it must have.
func longest(k *spec.List) int {
	if k.MaxItems.IsSet() {
		return min(manyItems, k.MaxItems.V)
	}
	return k.MinItems.V + 3
}
