package generator

import (
	"strings"
)

// packageDoc emits the documentation of the package.
func packageDoc(p *goPackage, f *file) {
	f.used = true
	verbs, reading := "builds, checks and writes", ""
	if p.has(partParse) {
		verbs, reading = "builds, checks, writes and reads", "; ParseReply reads one back"
	}
	if !p.answers() {
		for _, line := range doc("Package "+p.name+" takes what "+platformName(p)+" sends, and acks it: the platform takes no reply.", sentence(p.spec.Doc), reference(p.spec.Ref), received(p), served(p)) {
			f.PackageComment(line)
		}
		return
	}
	text := []string{
		"Package " + p.name + " " + verbs + " the passive replies of " + platformName(p) + ".",
		sentence(p.spec.Doc),
		reference(p.spec.Ref),
		"A reply is built from the values that it must have; the others are chained. Build checks every rule of the platform. " +
			"AppendXML and WriteTo write the response, without reflection, and without allocation unless a long text has much to escape" + reading + ".",
		received(p),
		served(p),
	}
	lines := doc(text...)
	lines = append(lines, "//", "// The replies:")
	for _, r := range p.replies {
		title := sentence(r.spec.Title)
		lines = append(lines, "//   - "+strings.TrimSpace(r.name+" ("+r.spec.Type+") "+title))
	}
	for _, line := range lines {
		f.PackageComment(line)
	}
}

// received says how to read what the platform sends, and served how to be called with it; "" where the package cannot.
func received(p *goPackage) string {
	if p.inbound == nil {
		return ""
	}
	const parse = "ParseMessage reads what the platform sends, a message or an event, into a type of its own."
	if !p.answers() {
		return parse
	}
	start := "start one"
	if p.exchanges() {
		start = "start one, with the addresses exchanged"
	}
	return parse + " Those that take an answer have methods that " +
		start + ": m.Reply" + p.replies[0].base + "."
}

func served(p *goPackage) string {
	if !p.serves() {
		return ""
	}
	proven := "their signature is checked"
	if p.spec.Security.Encrypts() {
		proven += ", they are decrypted"
	}
	return "NewHandler makes an http.Handler of a function, or of a Mux that routes messages by their type. The handler takes the platform's requests: " + proven +
		", a message that is delivered again is recognised, and the response goes out before the Deadline, the Ack if there is no other."
}
