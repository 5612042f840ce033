// Package generator turns a resolved platform into the files of a Go package.
//
// [Generate] is the entry; [Check] finds the same problems and makes no files. It is pure: it reads nothing but the
// [spec.Platform], the source of the run-time code that is embedded in this program, and its options, and returns all
// files or all problems.
//
// Start reading at generate.go, which names the emitters in the order of the output. lower.go builds the Go-side
// model they share, with every name decided; wire.go turns a reply into constant and variable pieces of XML, which
// writers.go emits twice, for a byte slice and for a stream; tests.go writes the package's tests in the words of
// internal/rt/rules_test.go, which are copied as the run-time code is.
//
// What the platform sends goes its own way: lower_messages.go, messages.go, message_decoders.go, and dedupe.go, which
// says by what a message is recognised. handler.go and mux.go put the package's types around the run-time code that
// serves requests; bot.go is the program around both. extra.go adds what
// a package has only when it is asked for.
package generator
