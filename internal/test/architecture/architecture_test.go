package architecture

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module   = "github.com/replygen/replygen/"
	maxLines = 2500
)

// mayImport lists, for a folder and those below it, the folders of the module that it may import, with those below them. The
// row of the longest path counts.
var mayImport = map[string][]string{
	"spec":               {"spec/diag", "spec/internal"},
	"spec/diag":          nil,
	"spec/internal":      {"spec/diag", "spec/internal", "internal/goname"},
	"generator":          {"spec", "generator/internal", "internal/rt", "internal/judge", "internal/output", "internal/goname"},
	"internal/rt":        nil,
	"internal/judge":     {"spec"},
	"internal/platform":  {"spec", "internal/judge"},
	"internal/probe":     {"spec", "internal/judge", "internal/platform"},
	"internal/simulator": {"spec", "internal/judge", "internal/platform"},
	"internal/docs":      {"spec", "internal/judge"},
	"internal/draft":     {"spec"},
	"internal/output":    nil,
	"internal/goname":    nil,
	"internal/test":      {""},
	"spec/probe":         {"spec", "internal/platform", "internal/probe"},
	"cmd":                {""},
}

// mayRequire lists the files, or folders, that may import a package of another module.
var mayRequire = map[string][]string{
	"gopkg.in/yaml.v3":             {"spec/internal/tree/yaml.go"},
	"github.com/dave/jennifer/jen": {"generator/internal"},
	"github.com/redis/go-redis/v9": {"internal/rt/extra"},
}

// unbounded are the rooms of many independent files: the run-time code, one emitter a file.
var unbounded = []string{"internal/rt", "generator/internal/emit"}

// room is a package, without its tests and generated files.
type room struct {
	files      map[string]*ast.File
	lines      int
	hasComment bool
}

func TestRoomsAreSmallDocumentedAndImportInOneDirection(t *testing.T) {
	rooms := readRooms(t)
	if len(rooms) < 20 {
		t.Fatalf("%d rooms", len(rooms))
	}
	for folder, r := range rooms {
		if r.lines > maxLines && !slices.Contains(unbounded, folder) {
			t.Errorf("%s has %d lines, at most %d", folder, r.lines, maxLines)
		}
		if !r.hasComment {
			t.Errorf("%s has no package comment", folder)
		}
		row, ok := rowOf(folder)
		if !ok {
			t.Errorf("%s has no row in mayImport", folder)
		}
		for name, f := range r.files {
			for _, spec := range f.Imports {
				path, _ := strconv.Unquote(spec.Path.Value)
				imported, own := strings.CutPrefix(path, module)
				isForeign := strings.Contains(strings.Split(path, "/")[0], ".")
				switch {
				case own && !slices.ContainsFunc(row, func(dir string) bool { return isBelow(imported, dir) }):
					t.Errorf("%s imports %s", name, imported)
				case !own && isForeign && !slices.ContainsFunc(mayRequire[path], func(place string) bool { return isBelow(name, place) }):
					t.Errorf("%s imports %s", name, path)
				}
			}
		}
	}
}

// readRooms parses the packages of the module by their folders.
func readRooms(t *testing.T) map[string]*room {
	root := filepath.FromSlash("../../..")
	rooms := map[string]*room{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path)
		name = filepath.ToSlash(name)
		if entry.IsDir() {
			_, noModule := os.Stat(filepath.Join(path, "go.mod"))
			if name != "." && (noModule == nil || slices.Contains([]string{"testdata", "generated"}, entry.Name()) || entry.Name()[0] == '.') {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".gen.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		folder := filepath.ToSlash(filepath.Dir(name))
		r := rooms[folder]
		if r == nil {
			r = &room{files: map[string]*ast.File{}}
			rooms[folder] = r
		}
		r.files[name] = f
		r.lines += bytes.Count(text, []byte("\n"))
		r.hasComment = r.hasComment || strings.HasPrefix(f.Doc.Text(), "Package ") || strings.HasPrefix(f.Doc.Text(), "Command ")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rooms
}

func rowOf(folder string) (row []string, ok bool) {
	longest := ""
	for place, imports := range mayImport {
		if isBelow(folder, place) && len(place) > len(longest) {
			longest, row, ok = place, imports, true
		}
	}
	return row, ok
}

// isBelow reports whether a path is a folder or file, or stands below it; "" is the root.
func isBelow(path, folder string) bool {
	return folder == "" || path == folder || strings.HasPrefix(path, folder+"/")
}
