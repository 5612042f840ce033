// Package rt is the run-time code of the generated packages: ordinary Go with
// tests of its own, whose source the generator copies, declaration by
// declaration, into each package that needs it. Nothing imports this package.
//
// A reply on its way out starts in append.go: a value becomes XML text, in a
// CDATA section or outside of one, in a byte slice; stream.go does the same
// towards a writer. Both ask scan.go how far a text can be copied as it is,
// which is where the time goes. violation.go collects what a reply breaks of
// its spec, format.go and optional.go have the types and checks of fields,
// decode.go reads a reply back, and decode_message.go a message of the platform.
//
// A request starts in serve.go: serve_receive.go makes an authentic message of
// it, which envelope.go, signature.go and crypt_open.go decrypt, serve_message.go
// waits for the answer, and serve_task.go does the work meanwhile, under a claim that
// it renews, and delivers its answer in serve_finish.go. Their interface to a store is
// in store.go, whose one implementation here is store_memory.go.
// What imports more than the standard library is in the package extra.
package rt
