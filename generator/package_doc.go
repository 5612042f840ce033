package generator

import (
	"strings"
)

// packageDoc emits the documentation of the package.
func packageDoc(p *goPackage, f *file) {
	f.used = true
	text := []string{
		"Package " + p.name + " builds, checks, writes and reads the passive replies of " + platformName(p) + ".",
		sentence(p.spec.Doc),
		reference(p.spec.Ref),
		"A reply is built from the values that it must have; the others are chained. Build checks every rule of the platform. " +
			"AppendXML and WriteTo write the response, without reflection and without allocation; ParseReply reads one back.",
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
