package gofile

import "github.com/dave/jennifer/jen"

// Expr is a Go expression without text of a spec: r.Music.Title.
type Expr string

// Dot selects a field or method of the expression.
func (e Expr) Dot(name string) Expr { return e + "." + Expr(name) }

// Code is the expression as jennifer takes it.
func (e Expr) Code() *jen.Statement { return jen.Op(string(e)) }
