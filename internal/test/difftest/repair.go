package difftest

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// repair changes values so that a rule across them holds.
func (m *maker) repair(values []*value, form spec.Form) {
	set := func(f *spec.Field) {
		// What is made may not show: an object whose children all stay away.
		for v, tries := of(values, f), 0; !v.shows() && tries < 20; tries++ {
			m.fill(v)
		}
	}
	unset := func(f *spec.Field) { *of(values, f) = value{Field: f} }
	shows := func(f *spec.Field) bool { return of(values, f).shows() }
	switch form := form.(type) {
	case *spec.Requires:
		if shows(form.Field) {
			for _, f := range form.Needs {
				set(f)
			}
		}
	case *spec.Forbids:
		if shows(form.Field) {
			for _, f := range form.Others {
				unset(f)
			}
		}
	case *spec.RequiredWhen:
		if v := of(values, form.Deciding); v.there && slices.Contains(form.In, v.text) {
			set(form.Field)
		}
	case *spec.OneOf:
		kept := pick(m, form.Fields)
		for _, f := range form.Fields {
			if f != kept {
				unset(f)
			}
		}
		set(kept)
	case *spec.AtLeastOneOf:
		if !slices.ContainsFunc(form.Fields, shows) {
			set(pick(m, form.Fields))
		}
	}
}
