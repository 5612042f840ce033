// Package chain reads a base spec and the overlays that apply to it, from files or from the builtin platforms.
package chain

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

const builtinPrefix = "builtin:"

// Reader reads files.
type Reader struct {
	ReadFile func(path string) ([]byte, error)
	// Builtins are the names of the builtin platforms, ReadBuiltin returns the text of one.
	Builtins    []string
	ReadBuiltin func(name string) ([]byte, error)
	// Near lists the files of a folder, for suggestions; nil for none.
	Near func(folder string) []string
	// Problems gets what is wrong with the files, and their texts.
	Problems *tree.Problems
}

// File is one file of a chain.
type File struct {
	// Path is the file as diagnostics show it: a path, or builtin:wechat.
	Path string
	// Name is the overlay's name, or the platform's id.
	Name string
	Root *tree.Node
}

// isOverlay reports whether the file has any of an overlay's own keys: then one that is missing is reported as such.
func (f *File) isOverlay() bool {
	return slices.ContainsFunc(keys.OverlayKeys, func(k string) bool { return f.Root.Get(k) != nil })
}

// Read reads what a ref names and what it extends, the base spec first, and then the overlays. It returns nil after a
// problem.
func (r Reader) Read(ref string, overlays []string) []*File {
	chain := r.chain(FileOf(ref), diag.Span{File: ref})
	if chain == nil {
		return nil
	}
	for _, o := range overlays {
		f := r.file(FileOf(o), diag.Span{File: o})
		if f == nil {
			return nil
		}
		extends := f.Root.Get("extends")
		extendsIt := func(c *File) bool { return isSameFile(c.Path, extendsFile(f.Path, extends.Text)) }
		switch {
		case !f.isOverlay():
			r.Problems.At(f.Root, code.NotASpec, "name it by --spec", "%s is a base spec, not an overlay", o)
			return nil
		case !slices.ContainsFunc(chain, extendsIt): // it was written for another chain
			r.Problems.At(extends, code.Extends, "name a platform that extends it by --spec", "overlay %q extends %s, which is not part of %s", f.Name, extends.Text, chain[len(chain)-1].Path)
			return nil
		}
		chain = append(chain, f)
	}
	return chain
}

// isSameFile compares files however their paths are written.
func isSameFile(a, b string) bool {
	absA, errA := filepath.Abs(a)
	absB, errB := filepath.Abs(b)
	return a == b || errA == nil && errB == nil && absA == absB
}

// chain reads a file and what it extends, the base spec first.
func (r Reader) chain(file string, from diag.Span) (chain []*File) {
	var pending []string
	for {
		if i := slices.Index(pending, file); i >= 0 {
			cycle := strings.Join(append(pending[i:], file), " → ")
			r.Problems.Add(diag.Diagnostic{Span: from, Code: code.Cycle, Message: "overlays extend each other in a circle: " + cycle})
			return nil
		}
		src := r.file(file, from)
		if src == nil {
			return nil
		}
		chain = slices.Insert(chain, 0, src)
		if !src.isOverlay() {
			return chain
		}
		extends := src.Root.Get("extends")
		pending = append(pending, file)
		file, from = extendsFile(file, extends.Text), extends.Span
	}
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

// file reads one file and, if it is an overlay, checks its shape.
func (r Reader) file(file string, from diag.Span) *File {
	read, name := r.ReadFile, file
	builtin, isBuiltin := strings.CutPrefix(file, builtinPrefix)
	if isBuiltin {
		read, name = r.ReadBuiltin, builtin
	}
	content, err := read(name)
	fault := diag.Diagnostic{Span: from, Code: code.SpecNotFound}
	switch {
	case err == nil:
		return Parse(file, content, r.Problems)
	case isBuiltin:
		fault.Message, fault.Hint = fmt.Sprintf("there is no builtin platform %q", name), r.builtinHint(name)
	case errors.Is(err, fs.ErrNotExist):
		fault.Message, fault.Hint = "there is no file "+file, r.fileHint(file)
	default:
		fault.Message = err.Error()
	}
	r.Problems.Add(fault)
	return nil
}

// Parse reads the text of a file and checks its shape if it is an overlay. Of a file that is no spec, findings quote nothing:
// anybody's file can be named by `extends`.
func Parse(file string, content []byte, p *tree.Problems) *File {
	if !firstKey.Match(content[:min(len(content), tree.MaxSize)]) {
		notASpec(file, content, p)
		return nil
	}
	p.List.AddSource(file, content)
	root := tree.Parse(file, content, p)
	if root == nil {
		return nil
	}
	if root.Kind != tree.Mapping || len(root.Entries) == 0 || root.Entries[0].Key.Text != "replygen" {
		notASpec(file, content, p)
		return nil
	}
	src := &File{Path: file, Root: root, Name: root.Str("overlay")}
	if !src.isOverlay() {
		src.Name = root.Get("platform").Str("id")
		return src
	}
	keys.Check(root, keys.Overlay, p)
	if root.Get("extends") == nil || root.Get("overlay") == nil {
		return nil
	}
	return src
}

var firstKey = regexp.MustCompile(`^\x{FEFF}?(?:[ \t]*(?:#[^\r\n]*|---[ \t]*|%[^\r\n]*)?(?:\r\n?|\n))*[ \t]*(?:---[ \t]+)?[{"']*[ \t]*replygen\b`)

// notASpec reports a file that does not start with the key replygen.
func notASpec(file string, content []byte, p *tree.Problems) {
	scratch := &tree.Problems{}
	root := tree.Parse(file, content, scratch)
	for _, d := range scratch.List.Diagnostics {
		if d.Span.Line == 0 || d.Code == code.Encoding { // too large, empty or no text
			p.Add(d)
			return
		}
	}
	fault := diag.Diagnostic{Span: diag.Span{File: file, Line: 1, Col: 1}, Code: code.Version,
		Message: "the first key is not \"replygen\"", Hint: "start with `replygen: 1`"}
	if root != nil && root.Kind != tree.Mapping {
		fault.Code, fault.Message, fault.Hint = code.Kind, "the file holds no keys", "a spec starts with `replygen: 1`"
	} else if root.Get("$schema") != nil {
		fault.Hint = "a JSON Schema is no spec: a spec starts with `replygen: 1`"
	}
	p.Add(fault)
}
