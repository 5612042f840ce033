package emit

import (
	"strings"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// PackageDoc emits the documentation of the package.
func PackageDoc(p *gomodel.Package, f *gofile.File) {
	if !p.Answers() {
		f.AddPackageDoc(gofile.Doc("Package "+p.Name+" takes what "+gomodel.PlatformName(p)+
			" sends, and acks it: the platform takes no reply.",
			gofile.Sentence(p.Spec.Doc), gofile.See(p.Spec.Ref), received(p), served(p)))
		return
	}
	verbs, reading := "builds, checks and writes", ""
	if p.Parses {
		verbs, reading = "builds, checks, writes and reads", "; ParseReply reads one back"
	}
	text := []string{
		"Package " + p.Name + " " + verbs + " the passive replies of " + gomodel.PlatformName(p) + ".",
		gofile.Sentence(p.Spec.Doc),
		gofile.See(p.Spec.Ref),
		"A reply is built from the values that it must have; the others are chained. Build checks every rule of the platform. " +
			"AppendXML and WriteTo write the response, without reflection, and without allocation unless a long text has much to escape" + reading + ".",
		received(p),
		served(p),
	}
	lines := gofile.Doc(text...)
	lines = append(lines, "//", "// The replies:")
	for _, r := range p.Replies {
		title := gofile.Sentence(r.Spec.Title)
		lines = append(lines, "//   - "+strings.TrimSpace(r.Name+" ("+r.Spec.Type+") "+title))
	}
	f.AddPackageDoc(lines)
}

// received says how to read what the platform sends, and served how to be called with it; "" where the package cannot.
func received(p *gomodel.Package) string {
	if p.Inbound == nil {
		return ""
	}
	const parse = "ParseMessage reads what the platform sends, a message or an event, into a type of its own."
	if !p.Answers() {
		return parse
	}
	start := "start one"
	if p.Exchanges() {
		start = "start one, with the addresses exchanged"
	}
	return parse + " Those that take an answer have methods that " +
		start + ": m.Reply" + p.Replies[0].Base + "."
}

func served(p *gomodel.Package) string {
	if !p.Serves() {
		return ""
	}
	proven := "their signature is checked"
	if p.Spec.Security.Encrypts() {
		proven += ", they are decrypted"
	}
	return "NewHandler makes an http.Handler of a function, or of a Mux that routes messages by their type. The handler takes the platform's requests: " + proven +
		", a message that is delivered again is recognised, and the response goes out before the Deadline, the Ack if there is no other."
}
