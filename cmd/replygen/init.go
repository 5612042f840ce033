package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/draft"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

var initCommand = &command{
	name:    "init",
	args:    "[DIR]",
	summary: "starts an overlay and a gen.go in a repo of your own",
	long: `In DIR (default .), which is created if it is missing, it writes an overlay that
extends SPEC, with commented examples of every kind of change; gen.go, from which
"go generate" makes the package; and the JSON Schema, for editors. The platform
is named after the directory. A file that is there already is never overwritten.

With --bot, DIR is for a program: it gets a main.go that answers texts with the
same text, and the rest goes into the directory reply below it. A go.mod must be
in DIR or above it.

  replygen init reply
  replygen init --spec zhongnan reply
  replygen init --bot
`,
	setup: func(flags *flag.FlagSet) action {
		p := &platformFlags{}
		p.declareSpec(flags)
		bot := flags.Bool("bot", false, "also write a main.go that serves the platform")
		return func(c *invocation, args []string) int {
			switch len(args) {
			case 0:
				args = []string{"."}
			case 1:
			default:
				return c.usageError("%q: one directory at a time", args[1])
			}
			dir := filepath.Clean(args[0])
			if *bot {
				return c.startBot(p, dir)
			}
			return c.start(p.spec, dir, nil)
		}
	},
}

// start writes what a package in dir is generated from, and the program that main is, unless it is nil.
func (c *invocation) start(ref, dir string, main *newFile) int {
	goMod, module, err := nearestGoMod(dir)
	if err != nil {
		return c.fatal(err)
	}
	if err := checkImportable(dir, goMod); err != nil {
		return c.fatal(err)
	}
	id, err := idOf(dir)
	if err != nil {
		return c.fatal(err)
	}
	name, err := packageBeside(dir, id)
	if err != nil {
		return c.fatal(err)
	}
	overlay, err := draft.Overlay(ref, filepath.Join(dir, id+".yaml"), id)
	if err != nil {
		found := asFindings(ref, err)
		c.show(found, diag.Text)
		return exitCode(found)
	}
	files := []newFile{
		{filepath.Join(dir, id+".yaml"), overlay},
		{filepath.Join(dir, "gen.go"), []byte("package " + name + "\n\n//go:generate go tool replygen generate --spec " + id + ".yaml\n")},
		{filepath.Join(dir, draft.SchemaFile), spec.JSONSchema()},
	}
	if main != nil {
		files = append(files, *main)
	}
	written, err := writeNew(files)
	if err != nil {
		return c.fatal(err)
	}
	c.logf("wrote %s", strings.Join(written, ", "))
	fmt.Fprintf(c.out, "Next, say in %s how your platform differs, and in the module:\n\n", files[0].path)
	if !toolLine.Match(module) {
		fmt.Fprintf(c.out, "  go get -tool %s@latest\n", tool)
	}
	fmt.Fprintf(c.out, "  go generate %s\n", pattern(dir))
	if main != nil {
		fmt.Fprintf(c.out, "  TOKEN=… go run %s\n", pattern(filepath.Dir(main.path)))
	}
	return exitFine
}

// idOf makes a platform's id, which names the package too, of a directory's name.
func idOf(dir string) (string, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	id := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '_':
			return r
		}
		return -1
	}, strings.ToLower(filepath.Base(full)))
	id = strings.TrimLeft(id, "0123456789_")
	if id == "" || token.IsKeyword(id) || slices.Contains([]string{"main", "null", "true", "false"}, id) || strings.HasSuffix(id, "_test") {
		id += "platform"
	}
	return id, nil
}

// packageBeside is the name of the package of the Go files that lie in a directory, or else the id.
func packageBeside(dir, id string) (string, error) {
	present, err := goFiles(dir)
	switch {
	case err != nil || len(present) == 0:
		return id, err
	case present[0].packageName == "main":
		return "", fmt.Errorf("%s holds the package main, which nobody can import: name a directory for the new one", dir)
	}
	return present[0].packageName, nil
}

// newFile is a file that is not there yet.
type newFile struct {
	path    string
	content []byte
}

// writeNew writes files, none of them if one is there already with other content. It returns the paths of those that it
// wrote.
func writeNew(files []newFile) ([]string, error) {
	var missing []newFile
	for _, f := range files {
		switch held, err := os.ReadFile(f.path); {
		case errors.Is(err, fs.ErrNotExist):
			missing = append(missing, f)
		case err != nil:
			return nil, err
		case !bytes.Equal(held, f.content):
			return nil, fmt.Errorf("%s is there already", f.path)
		}
	}
	if len(missing) == 0 {
		return nil, fmt.Errorf("%s holds all of this already", filepath.Dir(files[0].path))
	}
	var written []string
	for _, f := range missing {
		if err := os.MkdirAll(filepath.Dir(f.path), 0o777); err != nil {
			return nil, err
		}
		// A link that leads nowhere is there, too.
		file, err := os.OpenFile(f.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return nil, err
		}
		_, err = file.Write(f.content)
		if err := errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
		written = append(written, f.path)
	}
	return written, nil
}
