package generator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec"
)

// The parts that a package may lack.
const (
	partMessages = "messages" // and with them the handler
	partHandler  = "handler"
	partParse    = "parse" // and with it the tests, which read back what they write
	partTests    = "tests"
)

// Parts are the names that Options.Without may hold.
func Parts() []string { return []string{partMessages, partHandler, partParse, partTests} }

// CheckWithout says whether a package can lack all that Options.Without names.
func (o Options) CheckWithout() error {
	for _, name := range o.Without {
		if !slices.Contains(Parts(), name) {
			return fmt.Errorf("%q is no part that can be left out: choose from %s", name, strings.Join(Parts(), ", "))
		}
	}
	return nil
}

// reduced is the platform as a package without some parts sees it: one that sends nothing, or whose messages nobody
// delivers.
func (o Options) reduced(p *spec.Platform) *spec.Platform {
	out := *p
	if slices.Contains(o.Without, partMessages) {
		out.Messages, out.Events = nil, nil
	}
	if slices.Contains(o.Without, partHandler) {
		out.Delivery = nil
	}
	return &out
}

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
