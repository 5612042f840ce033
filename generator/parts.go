package generator

import (
	"slices"

	"github.com/replygen/replygen/spec"
)

// serves reports whether the package gets a handler: the spec says what the platform sends, and how it takes a response.
func (p *goPackage) serves() bool {
	return serves(p.spec)
}

func serves(p *spec.Platform) bool {
	return len(p.Messages)+len(p.Events) > 0 && p.Delivery != nil
}

// receiver is what the platform calls the id inside a ciphertext, as a Go name; "" where there is none, or it is empty.
func (p *goPackage) receiver() string {
	s := p.spec.Security
	if s == nil || s.Receiver == "" {
		return ""
	}
	if name := exported(s.Receiver); name != "" {
		return name
	}
	return "Receiver"
}

// handlerNames are declared where there is a handler, beside those of the run-time code.
var handlerNames = []string{"Config", "MessageHandler", "HandlerFunc", "NewHandler", "MessageFunc", "Mux", "routed"}

// configNames are the fields of every Config, whether a platform encrypts or not.
var configNames = []string{
	"Token", "PreviousToken", "AcceptReceiver", "EncodingAESKey", "PreviousEncodingAESKey", "RequireEncryption", "Margin", "OnLate",
	"WorkTimeout", "StretchRetries", "MaxBody", "MaxAge", "Store", "Logger",
}

// partNames are the parts that a package may lack.
var partNames = []string{partMessages, partHandler, partParse, partTests}

// answers reports whether there is a reply to a message; without one, the platform takes only its ack.
func (p *goPackage) answers() bool { return len(p.replies) > 0 }

// has reports whether the package has the part that reads replies, or the tests.
func (p *goPackage) has(part string) bool {
	if !p.answers() && (part == partParse || part == partTests) {
		return false
	}
	if part == partTests && !p.has(partParse) {
		return false
	}
	return !slices.Contains(p.without, part)
}

// The parts that a package may lack.
const (
	partMessages = "messages" // and with them the handler
	partHandler  = "handler"
	partParse    = "parse" // and with it the tests, which read back what they write
	partTests    = "tests"
)

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
