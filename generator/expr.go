package generator

import "github.com/dave/jennifer/jen"

// expr makes a fresh expression at each call, for a jennifer statement changes when it is used.
type expr func() *jen.Statement

func variable(name string) expr { return func() *jen.Statement { return jen.Id(name) } }

func (e expr) dot(name string) expr { return func() *jen.Statement { return e().Dot(name) } }
