package gofile

import "github.com/dave/jennifer/jen"

// expr makes a fresh expression at each call, for a jennifer statement changes when it is used.
type Expr func() *jen.Statement

func Variable(name string) Expr { return func() *jen.Statement { return jen.Id(name) } }

func (e Expr) Dot(name string) Expr { return func() *jen.Statement { return e().Dot(name) } }
