package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// plan is what differs between a directory and the files it should hold.
// Wanting and unchanged are in the order of the files, the others in the order
// of names.
type plan struct {
	wanting   []wanting
	unchanged []string
	// unneeded are files of ours that are no longer generated, each with its stub.
	unneeded []wanting
	// stubs are those of an earlier run, temporary files those of a killed one:
	// both can be removed.
	stubs, temporary []string
}

// wanting is a file that is not on disk as it should be.
type wanting struct {
	file File
	old  []byte // nil if it is missing: a file of ours is never empty
	mode fs.FileMode
}

// compare reads the directory and changes nothing. A directory that does not
// exist is an empty one. It fails if something that is not ours is in the way.
func compare(dir string, files []File, owned Owned) (plan, error) {
	if err := owned.verify(files); err != nil {
		return plan{}, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return plan{}, fmt.Errorf("%s: %w", dir, cause(err))
	}
	var p plan
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		old, mode, err := readOurs(path, owned)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			p.wanting = append(p.wanting, wanting{f, nil, newMode})
		case err != nil:
			return plan{}, fmt.Errorf("%s: %w", path, cause(err))
		case bytes.Equal(old, f.Content):
			p.unchanged = append(p.unchanged, f.Name)
		default:
			p.wanting = append(p.wanting, wanting{f, old, mode})
		}
	}
	for _, e := range entries {
		temporary := owned.isTemporary(e.Name())
		if !e.Type().IsRegular() || !temporary && !owned.hasSuffix(e.Name()) || isOneOf(dir, e, files) {
			continue
		}
		path := filepath.Join(dir, e.Name())
		content, err := os.ReadFile(path)
		if err != nil {
			return plan{}, fmt.Errorf("%s: %w", path, cause(err))
		}
		switch {
		case temporary:
			if owned.mayBecome(content) {
				p.temporary = append(p.temporary, e.Name())
			}
		case owned.isStub(content):
			p.stubs = append(p.stubs, e.Name())
		case owned.hasHeader(content):
			at, err := e.Info()
			if err != nil {
				return plan{}, fmt.Errorf("%s: %w", path, cause(err))
			}
			p.unneeded = append(p.unneeded, wanting{File{e.Name(), owned.stub(content)}, content, at.Mode().Perm()})
		}
	}
	return p, nil
}

// readOurs returns a file that may be overwritten. The error is a bare reason,
// without the path.
func readOurs(path string, owned Owned) ([]byte, fs.FileMode, error) {
	at, err := os.Lstat(path)
	if err != nil {
		return nil, 0, err
	}
	switch mode := at.Mode(); {
	case mode.IsDir():
		return nil, 0, errors.New("a directory is in the way")
	case mode&fs.ModeSymlink != 0:
		return nil, 0, errors.New("a symbolic link is in the way")
	case !mode.IsRegular():
		return nil, 0, errors.New("something that is not a regular file is in the way")
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, 0, err
	}
	if !owned.hasHeader(content) {
		return nil, 0, fmt.Errorf("not overwritten, its first line does not begin with %q", owned.Header)
	}
	return content, at.Mode().Perm(), nil
}

// isOneOf reports whether a directory entry is one of the files. Where names
// are compared without case, as on macOS and Windows, an entry can be one under
// another name; removing it as stale would remove what was just written.
func isOneOf(dir string, e fs.DirEntry, files []File) bool {
	for _, f := range files {
		if f.Name == e.Name() {
			return true
		}
		if !strings.EqualFold(f.Name, e.Name()) {
			continue
		}
		a, errA := e.Info()
		b, errB := os.Lstat(filepath.Join(dir, f.Name))
		if errA == nil && errB == nil && os.SameFile(a, b) {
			return true
		}
	}
	return false
}

// cause strips the operation and the path of an error of package os; the
// caller names the file that the user knows, not a temporary one.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
