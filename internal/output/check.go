package output

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
)

// Drift is how a directory differs from the files it should hold. Files are named by their paths, with slashes.
type Drift struct {
	Missing []string // not on disk
	Stale   []string // ours, and not among the files any more; stubs are no drift
	Changed []Change
}

// Change is a file whose content on disk is not the one it should have.
type Change struct {
	Name string
	// Diff leads from the disk to what it should be, in unified format.
	Diff string
	// LineEndings is set where the two differ in CRLF on disk only.
	LineEndings bool
}

// Check compares dir with the files and writes nothing. It fails where [Write]
// would: if something that is not ours is in the way, or on a name that is not
// a plain file name.
func Check(dir string, files []File) (drift Drift, err error) {
	p, err := compare(dir, files)
	path := func(name string) string { return filepath.ToSlash(filepath.Join(dir, name)) }
	for _, name := range p.temporary {
		drift.Stale = append(drift.Stale, path(name))
	}
	for _, c := range p.unneeded {
		drift.Stale = append(drift.Stale, path(c.file.Name))
	}
	for _, c := range p.wanting {
		name := path(c.file.Name)
		if c.old == nil {
			drift.Missing = append(drift.Missing, name)
			continue
		}
		drift.Changed = append(drift.Changed, Change{
			Name:        name,
			Diff:        Unified(name, c.old, c.file.Content),
			LineEndings: bytes.Equal(withoutCR(c.old), c.file.Content),
		})
	}
	return drift, err
}

// Empty reports whether the directory holds exactly what it should.
func (d Drift) Empty() bool {
	return len(d.Missing) == 0 && len(d.Stale) == 0 && len(d.Changed) == 0
}

// Write prints one line for each file that is missing or stale, and the diff
// of each that changed; where only the line endings did, a line reports it in
// place of a diff of every line. The error is that of w.
func (d Drift) Write(w io.Writer) error {
	var b strings.Builder
	for _, name := range d.Missing {
		b.WriteString("missing: " + name + "\n")
	}
	for _, name := range d.Stale {
		b.WriteString("stale: " + name + "\n")
	}
	for _, c := range d.Changed {
		if c.LineEndings {
			b.WriteString("line endings: " + c.Name + " has CRLF on disk (set eol=lf for it in .gitattributes)\n")
			continue
		}
		b.WriteString(c.Diff)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
