package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/draft"
	"github.com/replygen/replygen/spec"
)

var initCommand = &command{
	name:    "init",
	args:    "[DIR]",
	summary: "starts an overlay and a gen.go in your module",
	long: `It creates DIR (default .) and writes an overlay that extends SPEC, with commented
examples of every kind of change; gen.go, the directive for "go generate"; and the
JSON Schema, for editors. The platform is named after the directory, which Go must
be able to import. Existing files are never overwritten.

With --bot, DIR gets a main.go, a program that answers a text with the same text.
The files above go into the directory reply in it, with the package generated. If DIR
is in no module, it gets a go.mod, too.

  replygen init reply
  replygen init --spec zhongnan reply
  replygen init --bot
`,
	setup: func(c *invocation, flags *flag.FlagSet) action {
		c.declareSpec(flags)
		bot := flags.Bool("bot", false, "also write a main.go that serves the platform")
		return func(args []string) int {
			dir := filepath.Clean(strings.Join(args, "")) // . without an argument
			if *bot {
				c.startBot(dir)
				return exitFine
			}
			b := begin(dir, nearestGoMod(dir))
			c.start(b, nil)
			c.showGenerate(b.overlay)
			return exitFine
		}
	},
}

// beginning is a package before its first file: where it goes, and its names.
type beginning struct {
	dir, id, name       string
	importPath, overlay string
}

// begin chooses the names of a package that begins in a directory of a module.
func begin(dir string, module goMod) *beginning {
	id := idOf(dir)
	name := cmp.Or(packageOf(goFiles(dir)), id)
	if name == "main" {
		fatal("%s has package main, which cannot be imported: choose another directory", dir)
	}
	return &beginning{dir, id, name, module.importPath(dir), filepath.Join(dir, id+".yaml")}
}

// directive is the content of gen.go, for a package and an overlay.
const directive = "package %s\n\n//go:generate go tool replygen generate --spec %s.yaml\n"

// start writes the files from which a package is generated, and others.
func (c *invocation) start(b *beginning, others []newFile) {
	written := writeNew(append([]newFile{
		{b.overlay, must(draft.Overlay(c.spec, b.overlay, b.id))},
		{filepath.Join(b.dir, "gen.go"), fmt.Appendf(nil, directive, b.name, b.id)},
		{filepath.Join(b.dir, draft.SchemaFile), spec.JSONSchema()},
	}, others...))
	c.logf("wrote %s", strings.Join(written, ", "))
}

// showGenerate prints how to go on with an overlay that was just written.
func (c *invocation) showGenerate(overlay string) {
	fmt.Fprintf(c.out, "Describe in %s how your platform differs, and run in the module:\n\n", overlay)
	if !toolLine.Match(nearestGoMod(filepath.Dir(overlay)).content) {
		fmt.Fprintf(c.out, "  go get -tool %s@latest\n", tool)
	}
	fmt.Fprintf(c.out, "  go generate %s\n", pattern(filepath.Dir(overlay)))
}

// idOf derives a platform's id, which is the name of the package, too, from the name of a directory.
func idOf(dir string) string {
	id := notInID.ReplaceAllString(strings.ToLower(filepath.Base(must(filepath.Abs(dir)))), "")
	reserved := id == "" || token.IsKeyword(id) || slices.Contains([]string{"main", "null", "true", "false"}, id)
	if reserved || strings.HasSuffix(id, "_test") {
		id += "platform"
	}
	return id
}

// notInID matches what cannot be in an id: anything but letters, digits and _, of which the first is a letter.
var notInID = regexp.MustCompile(`^[^a-z]+|[^a-z0-9_]+`)

// newFile is a file to create.
type newFile struct {
	path    string
	content []byte
}

// writeNew creates files and returns the paths of those that were missing. It writes none if one exists with other
// content.
func writeNew(files []newFile) (written []string) {
	missing := slices.DeleteFunc(slices.Clone(files), func(f newFile) bool {
		old, err := os.ReadFile(f.path)
		if errors.Is(err, fs.ErrNotExist) {
			return false
		}
		stopOn(err)
		if !bytes.Equal(old, f.content) {
			fatal("%s exists already", f.path)
		}
		return true
	})
	if len(missing) == 0 {
		fatal("%s has all files already", filepath.Dir(files[0].path))
	}
	for _, f := range missing {
		stopOn(os.MkdirAll(filepath.Dir(f.path), 0o777))
		// O_EXCL also refuses a symbolic link that leads nowhere.
		file := must(os.OpenFile(f.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666))
		_, err := file.Write(f.content)
		stopOn(errors.Join(err, file.Close()))
		written = append(written, f.path)
	}
	return written
}
