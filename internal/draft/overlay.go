package draft

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// SchemaFile is the name under which an overlay expects the JSON Schema beside it.
const SchemaFile = "replygen.schema.json"

// Overlay returns the text of an overlay for a file. It extends the spec that ref names, as [spec.Load] takes it. Its name and the platform's id are id. The error is that of spec.Load.
func Overlay(ref, file, id string) ([]byte, error) {
	base, err := spec.Load(ref)
	if err != nil {
		return nil, err
	}
	extends, err := extendsFrom(file, spec.FileOf(ref))
	if err != nil {
		return nil, err
	}
	head := fmt.Sprintf("# yaml-language-server: $schema=%s\nreplygen: 1\noverlay: %s\nextends: %s\nplatform: {id: %s, title: %s}\n",
		SchemaFile, id, quoted(extends), id, id)
	a := &author{head: head, file: filepath.Clean(file)}
	for _, verb := range [][]example{limits(base), guards(base), additions(base), replacements(base), moves(base), renames(base), removals(base), keeps(base)} {
		a.choose(verb)
	}
	return []byte(head + commented(a.chosen)), nil
}

// extendsFrom is the value of `extends` in an overlay at file that extends the spec at base.
func extendsFrom(file, base string) (string, error) {
	if strings.HasPrefix(base, "builtin:") {
		return base, nil
	}
	dir, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return "", err
	}
	target, err := filepath.Abs(base)
	if err != nil {
		return "", err
	}
	path, err := filepath.Rel(dir, target)
	if err != nil {
		return "", err
	}
	path = filepath.ToSlash(path)
	if !strings.ContainsAny(path, "/.") {
		path = "./" + path // a bare name would be a builtin platform
	}
	return path, nil
}

var bare = regexp.MustCompile(`^[A-Za-z0-9_./][A-Za-z0-9_./:-]*$`)

func quoted(text string) string {
	if bare.MatchString(text) {
		return text
	}
	return strconv.Quote(text)
}

// author collects examples that apply together.
type author struct {
	head, file string
	chosen     []example
}

// choose adds the first of the candidates that can be applied together with those chosen before, if there is one.
func (a *author) choose(candidates []example) {
	for _, c := range candidates {
		if a.touches(c.path) {
			continue
		}
		text := a.head + changes(append(a.chosen, c))
		l := spec.Loader{ReadFile: func(name string) ([]byte, error) {
			if name == a.file {
				return []byte(text), nil
			}
			return os.ReadFile(name)
		}}
		if _, err := l.Load(spec.FileOf(asPath(a.file))); err == nil {
			a.chosen = append(a.chosen, c)
			return
		}
	}
}

func asPath(file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return "./" + file
}

// touches reports whether a chosen example changes the part at a path, a part inside it or one around it.
func (a *author) touches(path string) bool {
	return slices.ContainsFunc(a.chosen, func(c example) bool {
		return strings.HasPrefix(path+".", c.path+".") || strings.HasPrefix(c.path+".", path+".")
	})
}

// changes writes examples without the comment marks.
func changes(list []example) string {
	var b strings.Builder
	b.WriteString("changes:\n")
	for _, e := range list {
		fmt.Fprintf(&b, "  # %s\n  - %s: %s\n", e.why, e.verb, e.path)
		for _, line := range e.lines {
			b.WriteString("    " + line + "\n")
		}
	}
	return b.String()
}

func commented(list []example) string {
	var b strings.Builder
	b.WriteString("\n# Below this line, remove the first \"# \" from the lines you need; \"replygen vet\" checks them.\n")
	for _, line := range strings.Split(strings.TrimSuffix(changes(list), "\n"), "\n") {
		b.WriteString("# " + line + "\n")
	}
	return b.String()
}
