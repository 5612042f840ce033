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
func Write(ctx context.Context, dir string, files []File) (Summary, error) {
	p, err := compare(dir, files)
	if err != nil {
		return Summary{}, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return Summary{}, failure(dir, err)
	}
	var stored []string // temporary files that have not yet replaced others
	defer func() {
		for _, temp := range stored {
			_ = os.Remove(temp) // the error that brought us here says more
		}
	}()
	changes := slices.Concat(p.wanting, p.unneeded)
	for _, c := range changes {
		if err := ctx.Err(); err != nil {
			return Summary{}, err
		}
		temp, err := c.store(dir)
		if err != nil {
			return Summary{}, failure(filepath.Join(dir, c.file.Name), err)
		}
		stored = append(stored, temp)
	}

	done := Summary{Unchanged: p.unchanged}
	for i, c := range changes {
		path := filepath.Join(dir, c.file.Name)
		if err := os.Rename(stored[0], path); err != nil {
			return done, failure(path, err)
		}
		stored = stored[1:]
		if i < len(p.wanting) {
			done.Wrote = append(done.Wrote, c.file.Name)
		} else {
			done.Stubs = append(done.Stubs, c.file.Name)
		}
	}
	for _, name := range slices.Concat(p.stubs, p.temporary) {
		path := filepath.Join(dir, name)
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return done, failure(path, err)
		}
		done.Removed = append(done.Removed, name)
	}
	return done, nil
}

// store stores the content under a temporary name, which it returns. The name
// begins with a dot: the go command passes over such files.
func (c change) store(dir string) (temp string, err error) {
	out, err := createTemp(dir, c.file.Name)
	if err != nil {
		return "", err
	}
	_, err = out.Write(c.file.Content)
	if c.old != nil {
		err = errors.Join(err, out.Chmod(c.mode)) // the umask is for new files
	}
	if err = errors.Join(err, out.Close()); err != nil {
		_ = os.Remove(out.Name())
	}
	return out.Name(), err
}

// createTemp is os.CreateTemp, whose mode is 0600, with the mode of a new file:
// 0644 before the umask.
func createTemp(dir, name string) (*os.File, error) {
	for try := 0; ; try++ {
		temp := "." + name + "." + strconv.FormatUint(uint64(rand.Uint32()), 36) + tempSuffix
		out, err := os.OpenFile(filepath.Join(dir, temp), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if try == 100 || !errors.Is(err, fs.ErrExist) {
			return out, err
		}
	}
}
