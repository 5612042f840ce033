package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"strings"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

var diffCommand = &command{
	name:    "diff",
	args:    "A B",
	summary: "prints the differences between two platforms, or an overlay",
	long: `A and B are platforms as --spec takes them. The class of a change is its effect on
a service that was written for A and meets B:

  docs       none: only the documentation differs
  api        the documents are the same, Go names or types differ
  widening   valid replies stay valid, with the same bytes
  narrowing  the form is the same, but some valid reply becomes invalid
  wire       documents of A are invalid for B, or are written in another way

The last three may change the Go API, too. In delivery and security, a shorter
deadline is narrowing, and a mode that B lacks is wire.

Exit status: 0 without differences, 1 with some. With --as-overlay, it prints an
overlay that extends A and results in B, without reasons, and the status is 0.
`,
	setup: (*invocation).diff,
}

func (c *invocation) diff(flags *flag.FlagSet) action {
	var format diag.Format // of changes: the findings about the two are shown as text
	declareFormat(flags, &format)
	overlay := flags.String("as-overlay", "", "write an overlay of that `ID` instead of changes")
	return func(args []string) int {
		if len(args) != 2 {
			usageError("A and B are two platforms")
		}
		a, b := c.load(args[0]), c.load(args[1])
		if *overlay != "" {
			text, err := a.OverlayTo(b, *overlay, extendsRef(args[0]))
			if err != nil {
				fatal("%v", err) // and no findings: there is no such file
			}
			return c.print(text)
		}
		changes := spec.Diff(a, b)
		switch format {
		case diag.JSON:
			c.writeChanges(changes)
		case diag.GitHub:
			c.showOn(c.out, changeFindings(changes), diag.GitHub)
		default:
			for _, d := range changes {
				fmt.Fprintf(c.out, "%-9s  %s: %s\n%11s%s\n", d.Class, d.Path, inWords(d), "", places(d))
			}
		}
		if len(changes) > 0 {
			c.logf("%s", countClasses(changes))
		}
		return exitIf(len(changes) > 0)
	}
}

// extendsRef writes a platform for the key extends, where a bare name is a file.
func extendsRef(ref string) string {
	if strings.ContainsAny(ref, `/\.:`) {
		return ref
	}
	return "builtin:" + ref
}

func inWords(c spec.Difference) string {
	from, to := shownBeside(c.From, c.To)
	switch c.Verb {
	case "add":
		return "added, " + to
	case "remove":
		return "removed, was " + from
	case "move":
		return "moved, " + from + " → " + to
	}
	return from + " → " + to
}

func places(c spec.Difference) string {
	var at []string
	for _, o := range []*spec.Origin{c.Before, c.After} {
		if o != nil {
			at = append(at, o.Span.String())
		}
	}
	line := strings.Join(at, " → ")
	if c.After != nil && c.After.Because != "" {
		line += ": " + visible(c.After.Because)
	}
	return line
}

// maxShown is the length of an excerpt of a value, in characters.
const maxShown = 60

// shownBeside shows two values, long ones from shortly before the first difference.
func shownBeside(a, b string) (string, string) {
	x, y := []rune(a), []rune(b)
	same := 0
	for same < min(len(x), len(y)) && x[same] == y[same] {
		same++
	}
	return excerpt(x, same), excerpt(y, same)
}

func excerpt(s []rune, from int) string {
	if len(s) <= maxShown {
		return shown(string(s), true, "")
	}
	skip := max(0, from-maxShown/6)
	out := string(s[skip:min(len(s), skip+maxShown)])
	if skip > 0 {
		out = "…" + out
	}
	if skip+maxShown < len(s) {
		out += "…"
	}
	return visible(out)
}

// jsonChange is a change for programs. Before and After are its places, null where it has none.
type jsonChange struct {
	Path   string     `json:"path"`
	Class  spec.Class `json:"class"`
	Verb   string     `json:"verb"`
	From   string     `json:"from"`
	To     string     `json:"to"`
	Before *jsonPlace `json:"before"`
	After  *jsonPlace `json:"after"`
}

type jsonPlace struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Col     int    `json:"col"`
	Overlay string `json:"overlay"`
	Because string `json:"because"`
}

// writeChanges writes changes for programs.
func (c *invocation) writeChanges(changes []spec.Difference) {
	place := func(o *spec.Origin) *jsonPlace {
		if o == nil {
			return nil
		}
		return &jsonPlace{o.File, o.Line, o.Col, o.Overlay, o.Because}
	}
	all := []jsonChange{} // [] and not null when empty
	for _, d := range changes {
		all = append(all, jsonChange{d.Path, d.Class, d.Verb, d.From, d.To, place(d.Before), place(d.After)})
	}
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(all) // the stream keeps its error
}

// changeFindings returns changes as annotations: a breaking change is an error.
func changeFindings(changes []spec.Difference) *diag.List {
	found := &diag.List{}
	for _, c := range changes {
		d := diag.Diagnostic{Code: diag.Code(c.Class.String()), Severity: diag.Warning, Message: c.Path + ": " + inWords(c)}
		if c.Class >= spec.Narrowing {
			d.Severity = diag.Error
		}
		d.Span = cmp.Or(c.After, c.Before).Span
		if c.After != nil && c.Before != nil {
			d.Notes = []diag.Note{{Span: c.Before.Span, Message: "it was stated here"}}
		}
		found.Add(d)
	}
	return found
}

// countClasses counts the changes of each class.
func countClasses(changes []spec.Difference) string {
	n := map[spec.Class]int{}
	for _, c := range changes {
		n[c.Class]++
	}
	var parts []string
	for class := spec.Docs; class <= spec.Wire; class++ {
		if n[class] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[class], class))
		}
	}
	return plural(len(changes), "change") + ": " + strings.Join(parts, ", ")
}
