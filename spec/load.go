package spec

import (
	"slices"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/blame"
	"github.com/replygen/replygen/spec/internal/chain"
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
	p := &tree.Problems{}
	platform := l.load(ref, overlays, p)
	p.CountMore()
	p.List.Dedupe()
	if err := p.List.Err(); err != nil {
		return nil, err
	}
	platform.Warnings = &p.List
	return platform, nil
}

// load returns nil after a problem.
func (l Loader) load(ref string, overlays []string, p *tree.Problems) *Platform {
	r := chain.Reader{ReadFile: l.ReadFile, Builtins: Builtins(), ReadBuiltin: builtinText, Problems: p}
	if r.ReadFile == nil {
		r.ReadFile, r.Near = chain.ReadFile, chain.FilesIn
	}
	files := r.Read(ref, overlays)
	if files == nil {
		return nil
	}
	names := []string{files[0].Name}
	platform := read(files[0].Root, names, p)
	a := overlay.NewApplier(files[0].Root, p)
	for _, f := range files[1:] {
		if slices.ContainsFunc(p.List.Diagnostics, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Span.File != f.Path }) {
			return nil
		}
		before := slices.Clone(p.List.Diagnostics)
		names = append(slices.Clone(names), f.Name)
		base, unapplied := a.Root.Clone(), &chain.File{Path: f.Path, Name: f.Name, Root: f.Root.Clone()}
		a.Apply(f.Name, f.Root)
		platform = read(a.Root, names, p)
		a.Overtake(platform.overtaken)
		platform.source = a.Document
		p.List.Diagnostics = append(before, blame.Consequences(unapplied, base, p.List.Diagnostics[len(before):],
			func(root *tree.Node, p *tree.Problems) { read(root, names, p) })...)
	}
	for _, m := range a.Made {
		platform.Changes = append(platform.Changes, changeOf(m))
	}
	return platform
}

// follows are the codes of what may only follow from an error in the same file: something that could not be read is absent.
var follows = []diag.Code{code.MsgType, code.Presence, code.Addresses, code.UnknownField, code.Children}

// read checks the shape of a document and decodes it. After errors, it reports only what does not follow from them.
func read(root *tree.Node, names []string, p *tree.Problems) *Platform {
	afterErrors(p, func() { keys.Check(root, keys.Spec, p) })
	var platform *Platform
	afterErrors(p, func() { platform = decode(root, names, p) })
	return platform
}

// afterErrors reports what a check finds, but, if errors are known, not what follows from them or stands at their places.
func afterErrors(p *tree.Problems, check func()) {
	known, faulty := slices.Clone(p.List.Diagnostics), p.Errors > 0
	check()
	if !faulty {
		return
	}
	found := slices.DeleteFunc(p.List.Diagnostics[len(known):], func(d diag.Diagnostic) bool {
		isThere := func(k diag.Diagnostic) bool { return k.Span == d.Span && k.Code != code.MissingKey }
		return slices.Contains(follows, d.Code) || slices.ContainsFunc(known, isThere)
	})
	p.List.Diagnostics = append(known, found...)
}

// FileOf turns what a user writes, the ref of [Load], into the name of a file as diagnostics show it: builtin:wechat, or
// a path. A bare name is a builtin platform.
func FileOf(ref string) string { return chain.FileOf(ref) }
