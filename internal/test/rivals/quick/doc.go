// Package quick holds the replies as quicktemplates. It puts texts into CDATA sections as they are, without a check: what
// such a template does unless its author thinks of `]]>`. Edit reply.qtpl and generate reply.gen.go anew.
package quick

//go:generate go tool qtc -skipLineComments -file reply.qtpl
//go:generate mv reply.qtpl.go reply.gen.go
