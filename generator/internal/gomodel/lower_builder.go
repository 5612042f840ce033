package gomodel

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/internal/goname"
	"github.com/replygen/replygen/spec"
)

// builder sorts the values of a reply into parameters, for what is always needed, and setters, and names them.
func (l *lowerer) builder(r *Reply) {
	r.collect(r.Fields, "", true)
	taken := map[string]bool{"b": true} // the builder itself
	for i, v := range r.Params {
		if _, ok := v.Kind.(*spec.List); !ok {
			v.Param = ParameterName(v.GoName, taken)
			continue
		}
		name := ""
		if v.Variadic = i == len(r.Params)-1; !v.Variadic {
			name = v.GoName
		}
		v.Param, v.More = ParameterName(goname.Of("first"+name), taken), ParameterName(goname.Of("more"+name), taken)
	}
	short := map[string]int{}
	for _, v := range r.Setters {
		short[v.GoName]++
	}
	scope := scopeOf("a method of every builder", "Build", "CreatedAt")
	scope["ReplyingTo"] = &declared{what: "a method of builders"}
	for _, v := range r.Setters {
		v.Method = v.GoName
		if short[v.GoName] > 1 || scope[v.GoName] != nil {
			v.Method = strings.ReplaceAll(v.GoPath, ".", "")
		}
		l.declareIn(scope, v.Method, fmt.Sprintf("the builder's method for field %q", v.Name), v.Origin)
	}
}

// collect looks through objects: their children are values of their own.
func (r *Reply) collect(fields []*Field, path string, needed bool) {
	for _, f := range fields {
		_, isObject := f.Kind.(*spec.Object)
		switch {
		case f.GoName == "" || f == r.Created:
		case isObject:
			r.collect(f.Object.Fields, path+f.GoName+".", needed && f.Required)
		case needed && f.AlwaysWritten():
			r.Params = append(r.Params, &BuilderValue{Field: f, GoPath: path + f.GoName})
		default:
			r.Setters = append(r.Setters, &BuilderValue{Field: f, GoPath: path + f.GoName})
		}
	}
}
