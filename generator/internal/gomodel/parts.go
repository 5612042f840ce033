package gomodel

import (
	"cmp"
	"slices"

	"github.com/replygen/replygen/internal/goname"
	"github.com/replygen/replygen/spec"
)

// The parts that a package may lack.
const (
	partMessages = "messages" // and with them the handler
	partHandler  = "handler"
	partParse    = "parse" // and with it the tests, which read back what they write
	partTests    = "tests"
)

// Parts are the names of the parts that a package may lack.
var Parts = []string{partMessages, partHandler, partParse, partTests}

// reduced is the platform as a package without some parts sees it: one that sends nothing, or whose messages nobody
// delivers.
func reduced(p *spec.Platform, without []string) *spec.Platform {
	out := *p
	if slices.Contains(without, partMessages) {
		out.Messages, out.Events = nil, nil
	}
	if slices.Contains(without, partHandler) {
		out.Delivery = nil
	}
	return &out
}

// Serves reports whether the platform's package without some parts gets a handler: the spec states what the platform
// sends, and how it takes a response.
func Serves(p *spec.Platform, without []string) bool { return serves(reduced(p, without)) }

// Serves reports whether the package gets a handler.
func (p *Package) Serves() bool { return serves(p.Spec) }

func serves(p *spec.Platform) bool {
	return len(p.Sent()) > 0 && p.Delivery != nil
}

// handlerNames are declared where there is a handler, beside those of the run-time code.
var handlerNames = []string{"Config", "MessageHandler", "HandlerFunc", "NewHandler", "MessageFunc", "Mux", "routed"}

// configNames are the fields of every Config, whether a platform encrypts or not.
var configNames = []string{
	"Token", "PreviousToken", "AcceptReceiver", "EncodingAESKey", "PreviousEncodingAESKey", "RequireEncryption",
	"Margin", "OnLate",
	"WorkTimeout", "StretchRetries", "MaxBody", "MaxAge", "Store", "Logger",
}

// Answers reports whether there is a reply to a message; without one, the platform takes only its ack.
func (p *Package) Answers() bool { return len(p.Replies) > 0 }

// HandlerResults are what a handler's function returns for a message.
func (p *Package) HandlerResults() string {
	if p.Answers() {
		return "(Reply, error)"
	}
	return "error"
}

// Receiver is what the platform calls the id inside a ciphertext, as a Go name; "" where there is none, or it is empty.
func (p *Package) Receiver() string {
	s := p.Spec.Security
	if s == nil || s.Receiver == "" {
		return ""
	}
	return cmp.Or(goname.Of(s.Receiver), "Receiver")
}
