// Package generator turns a resolved platform into the files of a Go package.
//
// [Generate] is the only entry. It is pure: it reads nothing but the [spec.Platform], the source of the run-time code
// that is embedded in this program, and its options, and returns all files or all problems.
//
// Start reading at generate.go, which names the emitters in the order of the output. lower.go builds the Go-side
// model they share, with every name decided; wire.go turns a reply into constant and variable pieces of XML, which
// writers.go emits twice, for a byte slice and for a stream.
package generator
