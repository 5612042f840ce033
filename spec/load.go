package spec

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/overlay"
	"github.com/replygen/replygen/spec/internal/tree"
)

// Loader reads platforms. The zero Loader reads files from disk.
type Loader struct {
	// ReadFile returns the content of a spec file; os.ReadFile when nil.
	ReadFile func(path string) ([]byte, error)
}

// Load reads the platform that ref names (builtin:wechat, wechat, or the path of a spec or overlay file), applies the
// overlays in their order, and checks the result. Its error is a *diag.List holding every problem that was found.
func Load(ref string, overlays ...string) (*Platform, error) {
	return Loader{}.Load(ref, overlays...)
}

// Load is Load with the loader's way to read files.
func (l Loader) Load(ref string, overlays ...string) (*Platform, error) {
	s := &session{loader: l, p: &tree.Problems{}}
	s.p.List.Sources = map[string][]byte{}
	platform := s.load(ref, overlays)
	s.p.List.Sort()
	s.p.List.Dedupe()
	if err := s.p.List.Err(); err != nil {
		return nil, err
	}
	platform.Warnings = &s.p.List
	return platform, nil
}

// session is one load.
type session struct {
	loader Loader
	p      *tree.Problems
}

// source is one file of a chain.
type source struct {
	file string // as diagnostics show it: a path, or builtin:wechat
	name string // the overlay's name, or the platform's id
	root *tree.Node
}

// isOverlay goes by any of an overlay's own keys, so that a missing one is told as such.
func (s *source) isOverlay() bool {
	return slices.ContainsFunc(keys.OverlayKeys, func(k string) bool { return s.root.Get(k) != nil })
}

func (s *session) load(ref string, overlays []string) *Platform {
	chain := s.chain(FileOf(ref), diag.Span{File: ref}, nil)
	if chain == nil {
		return nil
	}
	for _, o := range overlays {
		src := s.read(FileOf(o), diag.Span{File: o})
		if src == nil {
			return nil
		}
		if !src.isOverlay() {
			s.p.At(src.root, code.NotASpec, "name it by --spec", "%s is a base spec, not an overlay", o)
			return nil
		}
		if !s.appliesTo(src, chain) {
			return nil
		}
		chain = append(chain, src)
	}
	base := chain[0]
	if !keys.Check(base.root, keys.Spec, s.p) {
		return nil
	}
	names := []string{base.name}
	platform := decode(base.root, names, s.p)
	a := overlay.NewApplier(base.root, s.p)
	for _, src := range chain[1:] {
		if s.p.List.HasErrors() {
			return nil
		}
		before := len(s.p.List.Diagnostics)
		a.Apply(src.name, src.root)
		if s.p.List.HasErrors() {
			return nil
		}
		names = append(slices.Clone(names), src.name)
		if keys.Check(base.root, keys.Spec, s.p) {
			platform = decode(base.root, names, s.p)
			platform.source = a.Document
		}
		s.blame(src, before)
	}
	if platform != nil {
		for _, m := range a.Made {
			platform.Changes = append(platform.Changes, changeOf(m))
		}
	}
	return platform
}

// blame tells, of problems that an overlay brought up elsewhere, which overlay it was.
func (s *session) blame(src *source, from int) {
	for i := from; i < len(s.p.List.Diagnostics); i++ {
		d := &s.p.List.Diagnostics[i]
		if d.Span.File != src.file && d.Severity == diag.Error {
			d.Notes = append(d.Notes, diag.Note{Span: src.root.Get("overlay").Span, Message: fmt.Sprintf("it came up when overlay %q was applied", src.name)})
		}
	}
}

// appliesTo holds an overlay that was named on its own to the chain that it was written for.
func (s *session) appliesTo(src *source, chain []*source) bool {
	extends := src.root.Get("extends")
	target := extendsFile(src.file, extends.Text)
	for _, c := range chain {
		if sameFile(c.file, target) {
			return true
		}
	}
	s.p.At(extends, code.Extends, "name a platform that extends it by --spec", "overlay %q extends %s, which is not part of %s", src.name, extends.Text, chain[len(chain)-1].file)
	return false
}

// sameFile compares files however their paths are written.
func sameFile(a, b string) bool {
	if strings.HasPrefix(a, builtinPrefix) || strings.HasPrefix(b, builtinPrefix) {
		return a == b
	}
	absA, errA := filepath.Abs(a)
	absB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && absA == absB
}

// chain reads a file and what it extends, root first. The files in pending are being read already.
func (s *session) chain(file string, from diag.Span, pending []string) []*source {
	if slices.Contains(pending, file) {
		cycle := append(pending[slices.Index(pending, file):], file)
		s.p.Add(diag.Diagnostic{Span: from, Code: code.Cycle, Message: "overlays extend each other in a circle: " + strings.Join(cycle, " → ")})
		return nil
	}
	src := s.read(file, from)
	if src == nil {
		return nil
	}
	if !src.isOverlay() {
		return []*source{src}
	}
	extends := src.root.Get("extends")
	base := s.chain(extendsFile(file, extends.Text), extends.Span, append(slices.Clone(pending), file))
	if base == nil {
		return nil
	}
	return append(base, src)
}

// FileOf turns what a user writes, the ref of [Load], into the name of a file as diagnostics show it: builtin:wechat, or
// a path. A bare name is a builtin platform.
func FileOf(ref string) string {
	if strings.HasPrefix(ref, builtinPrefix) {
		return ref
	}
	if !strings.ContainsAny(ref, `/\.`) {
		return builtinPrefix + ref
	}
	return filepath.Clean(ref)
}

// extendsFile is FileOf as seen from another file: only a path that has the prefix or is written as a path is one.
func extendsFile(file, extends string) string {
	target := FileOf(extends)
	if strings.HasPrefix(target, builtinPrefix) || strings.HasPrefix(file, builtinPrefix) || filepath.IsAbs(target) {
		return target
	}
	return filepath.Join(filepath.Dir(file), target)
}

// read parses one file and holds it to the shape of an overlay, if it is one.
func (s *session) read(file string, from diag.Span) *source {
	content, ok := s.content(file, from)
	if !ok {
		return nil
	}
	s.p.List.Sources[file] = content
	root := tree.Parse(file, content, s.p)
	if root == nil {
		return nil
	}
	if root.Kind != tree.Mapping {
		s.p.At(root, code.Kind, "a spec starts with `replygen: 1`", "the file holds no keys")
		return nil
	}
	if len(root.Entries) == 0 || root.Entries[0].Key.Text != "replygen" {
		s.p.At(root, code.Version, "start with `replygen: 1`", "the first key is not \"replygen\"")
		return nil
	}
	src := &source{file: file, root: root, name: root.Str("overlay")}
	if !src.isOverlay() {
		src.name = root.Get("platform").Str("id")
		return src
	}
	if !keys.Check(root, keys.Overlay, s.p) {
		return nil
	}
	return src
}

func (s *session) content(file string, from diag.Span) ([]byte, bool) {
	notFound := func(hint, format string, args ...any) {
		s.p.Add(diag.Diagnostic{Span: from, Code: code.SpecNotFound, Message: fmt.Sprintf(format, args...), Hint: hint})
	}
	if name, ok := strings.CutPrefix(file, builtinPrefix); ok {
		content, err := builtinText(name)
		if err != nil {
			hint := tree.DidYouMean(name, Builtins())
			if hint == "" {
				hint = "a file is written with its ending: ./" + name + ".yaml"
			}
			notFound(hint, "there is no builtin platform %q", name)
		}
		return content, err == nil
	}
	readFile := s.loader.ReadFile
	if readFile == nil {
		readFile = readBounded
	}
	content, err := readFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		notFound("", "there is no file %s", file)
	case err != nil:
		notFound("", "%v", err)
	}
	return content, err == nil
}

// readBounded reads a file, but not one that is far too large to be a spec.
func readBounded(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s is a directory", path)
	}
	if info.Size() > tree.MaxSize {
		return make([]byte, tree.MaxSize+1), nil // Parse says that it is too large
	}
	return os.ReadFile(path)
}
