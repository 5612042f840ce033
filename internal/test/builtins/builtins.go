// Package builtins gives tests the generated packages of the builtin platforms, by name. Its table is generated, so that
// a new platform needs no entry in any test: each test walks [Packages].
package builtins

//go:generate go run make.go

import "net/http"

// Package is what tests use of a generated package.
type Package struct {
	// ParseReply is nil where the platform takes no reply.
	ParseReply func(document []byte) (Reply, error)
	// ParseMessage is nil where the platform sends nothing.
	ParseMessage func(document []byte) (any, error)
	// NewHandler returns a handler with the settings below that calls a function for each message and replies with
	// the XML that it returns, nil for no reply; it is nil itself where the package has no handler.
	NewHandler func(handle func(message any) (reply []byte)) (http.Handler, error)
}

// The settings of all handlers, as far as their platforms have them.
const (
	Token          = "token"
	Receiver       = "corp"
	EncodingAESKey = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s" // of 32 times the letter k
)

// Reply has the methods that every generated reply has.
type Reply interface {
	Validate() error
	AppendXML(dst []byte) []byte
}

func replies[R Reply](parse func([]byte) (R, error)) func([]byte) (Reply, error) {
	return func(document []byte) (Reply, error) { return parse(document) }
}

func messages[M any](parse func([]byte) (M, error)) func([]byte) (any, error) {
	return func(document []byte) (any, error) { return parse(document) }
}
