package reference

import (
	"fmt"
	"regexp"
	"strings"
)

// File is a complete file among the examples of the page.
type File struct {
	Name, Text string
	// Findings is the report that the page shows below the file, "" where the file is valid.
	Findings string
	// Diff is the effect of a change on its base, [Base], as lines of a diff; "" for any other file.
	Diff string
}

// Base is the name of the file that the page's changes extend.
const Base = "hotel.yaml"

// block is a block of code, with the text or the diff that follows it.
var block = regexp.MustCompile("(?s)```yaml\n(.*?)```\n(?:\n```(text|diff)\n(.*?)```\n)?")

// Files returns the examples of the page. A block of YAML starts with the comment `# NAME`, or `# NAME, continued` where it
// extends the file so far, which then is one more file. Without a name it is a list of changes to [Base].
func Files() []File {
	so := map[string]string{}
	var out []File
	for i, m := range block.FindAllStringSubmatch(page, -1) {
		f := File{Text: m[1]}
		first, _, _ := strings.Cut(f.Text, "\n")
		name, named := strings.CutPrefix(first, "# ")
		if named {
			f.Name, _, _ = strings.Cut(name, ",")
			f.Text = so[f.Name] + f.Text
			so[f.Name] = f.Text
		} else {
			f.Name = fmt.Sprintf("change-%d.yaml", i)
			f.Text = fmt.Sprintf("replygen: 1\noverlay: change-%d\nextends: %s\nchanges:\n%s", i, Base, f.Text)
		}
		if m[2] == "text" {
			f.Findings = m[3]
		} else {
			f.Diff = m[3]
		}
		out = append(out, f)
	}
	return out
}
