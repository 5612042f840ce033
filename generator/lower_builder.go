package generator

import (
	"fmt"
	"strings"

	"github.com/replygen/replygen/spec"
)

// builderValue is a value that a builder takes: a parameter of the constructor, or a method.
type builderValue struct {
	*goField
	// path are the Go fields that lead from the reply to the value, itself last.
	goPath []string
	// method is the setter's name, param the parameter's; more is the parameter of a list's further items.
	method, param, more string
	// variadic says that the further items of a list are the constructor's last parameter.
	variadic bool
}

// builder sorts the values of a reply into parameters, for what is always needed, and setters. It looks through
// objects: their children are values of their own.
func (l *lowerer) builder(r *goReply) {
	l.collect(r, r.fields, nil, true)
	taken := map[string]bool{"b": true} // the builder itself
	for i, v := range r.params {
		if _, ok := v.Kind.(*spec.List); ok {
			v.variadic = i == len(r.params)-1
			first, more := "first", "more"
			if !v.variadic {
				first, more = "first"+v.goName, "more"+v.goName
			}
			v.param, v.more = parameter(exported(first), taken), parameter(exported(more), taken)
			continue
		}
		v.param = parameter(v.goName, taken)
	}
	short := map[string]int{}
	for _, v := range r.setters {
		short[v.goName]++
	}
	scope := map[string]*declared{
		"Build":      {what: "a method of every builder"},
		"CreatedAt":  {what: "a method of every builder"},
		"ReplyingTo": {what: "a method of builders"},
	}
	for _, v := range r.setters {
		v.method = v.goName
		if short[v.goName] > 1 || scope[v.goName] != nil {
			v.method = strings.Join(v.goPath, "")
		}
		l.declareIn(scope, v.method, fmt.Sprintf("the builder's method for field %q", v.Name), v.Origin)
	}
}

func (l *lowerer) collect(r *goReply, fields []*goField, path []string, needed bool) {
	for _, f := range fields {
		if f.goName == "" || f == r.created {
			continue
		}
		at := append(append([]string{}, path...), f.goName)
		if _, ok := f.Kind.(*spec.Object); ok {
			l.collect(r, f.object.fields, at, needed && f.Required)
			continue
		}
		v := &builderValue{goField: f, goPath: at}
		if needed && f.AlwaysWritten() {
			r.params = append(r.params, v)
		} else {
			r.setters = append(r.setters, v)
		}
	}
}
