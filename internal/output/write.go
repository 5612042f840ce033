package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// Summary is what [Write] did, by file name.
type Summary struct {
	Wrote, Unchanged, Removed []string
	// Stubs took the place of files that are not needed any more.
	Stubs []string
}

// String returns "wrote 2, unchanged 9, removed 0".
func (s Summary) String() string {
	out := fmt.Sprintf("wrote %d, unchanged %d, removed %d", len(s.Wrote), len(s.Unchanged), len(s.Removed))
	if n := len(s.Stubs); n > 0 {
		out += fmt.Sprintf(", left %d for the next run to remove", n)
	}
	return out
}

// Write writes the files to dir. Other files of ours become stubs, which the
// next Write removes: go generate fails if a file of a package disappears while
// it runs. dir is created if it is missing. A file whose bytes are
// right is not touched, one that changes keeps its mode, a new one has mode 0644
// less the umask.
//
// When ctx ends while the contents are stored, no file is changed, nothing is
// left behind, and the error is that of ctx. The next Write removes what a killed
// process has left behind.
//
// Nothing is changed if a file is not ours and in the way, or if a new content
// cannot be stored; the error names the file. Everything is stored under
// temporary names in dir before the first file is replaced. Should replacing
// itself fail half-way, the summary says what was done up to then.
func Write(ctx context.Context, dir string, files []File, owned Owned) (Summary, error) {
	p, err := compare(dir, files, owned)
	if err != nil {
		return Summary{}, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return Summary{}, fmt.Errorf("%s: %w", dir, cause(err))
	}
	pending, err := stageAll(ctx, dir, p)
	defer func() {
		for _, s := range pending {
			_ = os.Remove(s.temp) // the error that brought us here says more
		}
	}()
	if err != nil {
		return Summary{}, err
	}

	done := Summary{Unchanged: p.unchanged}
	for len(pending) > 0 {
		path := filepath.Join(dir, pending[0].name)
		if err := os.Rename(pending[0].temp, path); err != nil {
			return done, fmt.Errorf("%s: %w", path, cause(err))
		}
		if pending[0].isStub {
			done.Stubs = append(done.Stubs, pending[0].name)
		} else {
			done.Wrote = append(done.Wrote, pending[0].name)
		}
		pending = pending[1:]
	}
	for _, name := range slices.Concat(p.stubs, p.temporary) {
		path := filepath.Join(dir, name)
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return done, fmt.Errorf("%s: %w", path, cause(err))
		}
		done.Removed = append(done.Removed, name)
	}
	return done, nil
}

// newMode is the mode of a file that was not there, before the umask.
const newMode fs.FileMode = 0o644

// staged is a file under its temporary name.
type staged struct {
	name, temp string
	isStub     bool
}

// stageAll stores every new content. On an error it returns those stored so
// far with it.
func stageAll(ctx context.Context, dir string, p plan) ([]staged, error) {
	var all []staged
	for i, f := range slices.Concat(p.wanting, p.unneeded) {
		if err := ctx.Err(); err != nil {
			return all, err
		}
		temp, err := stage(dir, f)
		if err != nil {
			return all, fmt.Errorf("%s: %w", filepath.Join(dir, f.file.Name), cause(err))
		}
		all = append(all, staged{f.file.Name, temp, i >= len(p.wanting)})
	}
	return all, nil
}

// stage stores a content under a temporary name, which it returns. The name
// begins with a dot: the go command passes over such files.
func stage(dir string, f wanting) (temp string, err error) {
	out, err := createTemp(dir, f.file.Name)
	if err != nil {
		return "", err
	}
	_, err = out.Write(f.file.Content)
	if f.old != nil {
		err = errors.Join(err, out.Chmod(f.mode)) // the umask is for new files
	}
	if err = errors.Join(err, out.Close()); err != nil {
		_ = os.Remove(out.Name())
		return "", err
	}
	return out.Name(), nil
}

// createTemp is os.CreateTemp, whose mode is 0600, with the mode of a new file.
func createTemp(dir, name string) (*os.File, error) {
	for try := 0; ; try++ {
		temp := filepath.Join(dir, "."+name+"."+strconv.FormatUint(uint64(rand.Uint32()), 36)+tempSuffix)
		out, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, newMode)
		if try < 100 && errors.Is(err, fs.ErrExist) {
			continue
		}
		return out, err
	}
}
