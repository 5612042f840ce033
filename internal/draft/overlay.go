package draft

import (
	"cmp"
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

// Overlay returns the text of an overlay for a file. It extends the spec that ref names, as [spec.Load] takes it. Its
// name and the platform's id are id. The error is that of spec.Load.
func Overlay(ref, file, id string) ([]byte, error) {
	base, err := spec.Load(ref)
	if err != nil {
		return nil, err
	}
	file, errFile := filepath.Abs(file)
	extends, err := extendsFrom(filepath.Dir(file), spec.FileOf(ref))
	if err := cmp.Or(errFile, err); err != nil {
		return nil, err
	}
	head := fmt.Sprintf(`# yaml-language-server: $schema=%s
replygen: 1
overlay: %s
extends: %s
platform: {id: %[2]s, title: %[2]s}
`, SchemaFile, id, quoted(extends))
	changes := "changes:\n"
	// Of each lesson, the first example is shown that applies together with those chosen before.
	var chosen []string
	for _, l := range lessons(base) {
		i := slices.IndexFunc(l.examples, func(e example) bool {
			return !slices.ContainsFunc(chosen, e.touches) && loads(file, head+changes+e.text)
		})
		if i >= 0 {
			chosen = append(chosen, l.examples[i].path)
			changes += l.examples[i].text
		}
	}
	return []byte(head + `
# Below this line, remove the first "# " from the lines you need; "replygen vet" checks them.
# ` + strings.ReplaceAll(strings.TrimSuffix(changes, "\n"), "\n", "\n# ") + "\n"), nil
}

// extendsFrom is the value of `extends` in an overlay in a directory that extends the spec at base.
func extendsFrom(dir, base string) (string, error) {
	if strings.HasPrefix(base, "builtin:") {
		return base, nil
	}
	target, err := filepath.Abs(base)
	if err != nil {
		return "", err
	}
	path, err := filepath.Rel(dir, target)
	path = filepath.ToSlash(path)
	if !strings.ContainsAny(path, "/.") {
		path = "./" + path // a bare name would be a builtin platform
	}
	return path, err
}

var bare = regexp.MustCompile(`^[A-Za-z0-9_./][A-Za-z0-9_./:-]*$`)

func quoted(text string) string {
	if bare.MatchString(text) {
		return text
	}
	return strconv.Quote(text)
}

// loads reports whether the spec in a file has no errors once it has this text.
func loads(file, text string) bool {
	l := spec.Loader{ReadFile: func(name string) ([]byte, error) {
		if name == file {
			return []byte(text), nil
		}
		return os.ReadFile(name)
	}}
	_, err := l.Load(file)
	return err == nil
}

// touches reports whether an example changes the part at a path, a part inside it or one around it.
func (e example) touches(path string) bool {
	return strings.HasPrefix(path+".", e.path+".") || strings.HasPrefix(e.path+".", path+".")
}
