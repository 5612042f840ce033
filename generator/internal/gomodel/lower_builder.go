package gomodel

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/internal/goname"
	"github.com/replygen/replygen/spec"
)

// builder sorts the values of a reply into parameters, for what is always needed, and setters. It looks through
// objects: their children are values of their own.
func (l *lowerer) builder(r *Reply) {
	l.collect(r, r.Fields, nil, true)
	taken := map[string]bool{"b": true} // the builder itself
	for i, v := range r.Params {
		if _, ok := v.Kind.(*spec.List); ok {
			v.Variadic = i == len(r.Params)-1
			first, more := "first", "more"
			if !v.Variadic {
				first, more = "first"+v.GoName, "more"+v.GoName
			}
			v.Param, v.More = ParameterName(goname.Of(first), taken), ParameterName(goname.Of(more), taken)
			continue
		}
		v.Param = ParameterName(v.GoName, taken)
	}
	short := map[string]int{}
	for _, v := range r.Setters {
		short[v.GoName]++
	}
	scope := map[string]*declared{
		"Build":      {what: "a method of every builder"},
		"CreatedAt":  {what: "a method of every builder"},
		"ReplyingTo": {what: "a method of builders"},
	}
	for _, v := range r.Setters {
		v.Method = v.GoName
		if short[v.GoName] > 1 || scope[v.GoName] != nil {
			v.Method = strings.Join(v.GoPath, "")
		}
		l.declareIn(scope, v.Method, fmt.Sprintf("the builder's method for field %q", v.Name), v.Origin)
	}
}

func (l *lowerer) collect(r *Reply, fields []*Field, path []string, needed bool) {
	for _, f := range fields {
		if f.GoName == "" || f == r.Created {
			continue
		}
		at := append(append([]string{}, path...), f.GoName)
		if _, ok := f.Kind.(*spec.Object); ok {
			l.collect(r, f.Object.Fields, at, needed && f.Required)
			continue
		}
		v := &BuilderValue{Field: f, GoPath: at}
		if needed && f.AlwaysWritten() {
			r.Params = append(r.Params, v)
		} else {
			r.Setters = append(r.Setters, v)
		}
	}
}
