package output

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// plan is what differs between a directory and the files it should hold.
// Wanting and unchanged are in the order of the files, the others in the order
// of names.
type plan struct {
	wanting   []change
	unchanged []string
	// unneeded are files of ours that are no longer generated: each becomes a stub.
	unneeded []change
	// stubs are those of an earlier run, temporary files those of a killed one:
	// both can be removed.
	stubs, temporary []string
}

// change is a file that is not on disk as it should be.
type change struct {
	file File
	old  []byte      // nil if it is missing: a file of ours is never empty
	mode fs.FileMode // that of the old file
}

// compare reads the directory and changes nothing. A directory that does not
// exist is an empty one. It fails if something that is not ours is in the way.
func compare(dir string, files []File) (plan, error) {
	if err := verify(files); err != nil {
		return plan{}, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return plan{}, failure(dir, err)
	}
	var p plan
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		old, mode, err := readOurs(path)
		switch {
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return plan{}, failure(path, err)
		case bytes.Equal(old, f.Content):
			p.unchanged = append(p.unchanged, f.Name)
		default:
			p.wanting = append(p.wanting, change{f, old, mode})
		}
	}
	for _, e := range entries {
		name, temporary := e.Name(), isTemporary(e.Name())
		if !e.Type().IsRegular() || !temporary && !hasSuffix(name) || isOneOf(dir, e, files) {
			continue
		}
		path := filepath.Join(dir, name)
		content, err := os.ReadFile(path)
		at, errInfo := e.Info()
		if err := errors.Join(err, errInfo); err != nil {
			return plan{}, failure(path, err)
		}
		switch {
		case temporary && (hasHeader(content) || strings.HasPrefix(Header, string(content))): // it may be incomplete
			p.temporary = append(p.temporary, name)
		case temporary || !hasHeader(content):
		case isStub(content):
			p.stubs = append(p.stubs, name)
		default:
			p.unneeded = append(p.unneeded, change{File{name, stub(content)}, content, at.Mode().Perm()})
		}
	}
	return p, nil
}

// readOurs returns a file that may be overwritten. The error is a bare reason,
// without the path.
func readOurs(path string) ([]byte, fs.FileMode, error) {
	at, err := os.Lstat(path)
	if err != nil {
		return nil, 0, err
	}
	if kind := at.Mode().Type(); kind != 0 {
		known := map[fs.FileMode]string{fs.ModeDir: "a directory", fs.ModeSymlink: "a symbolic link"}
		return nil, 0, fmt.Errorf("%s is in the way", cmp.Or(known[kind], "something that is not a regular file"))
	}
	content, err := os.ReadFile(path)
	if err == nil && !hasHeader(content) {
		err = fmt.Errorf("not overwritten, its first line does not begin with %q", Header)
	}
	return content, at.Mode().Perm(), err
}

// isOneOf reports whether a directory entry is one of the files. Where names
// are compared without case, as on macOS and Windows, an entry can be one under
// another name; removing it as stale would remove what was just written.
func isOneOf(dir string, e fs.DirEntry, files []File) bool {
	return slices.ContainsFunc(files, func(f File) bool {
		if f.Name == e.Name() || !strings.EqualFold(f.Name, e.Name()) {
			return f.Name == e.Name()
		}
		a, errA := e.Info()
		b, errB := os.Lstat(filepath.Join(dir, f.Name))
		return errA == nil && errB == nil && os.SameFile(a, b)
	})
}

// failure names the file that the user knows, in place of the operation and the
// path of an error of package os, which may be a temporary one.
func failure(path string, err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at):
		err = at.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}
