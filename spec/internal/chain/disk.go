package chain

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/replygen/replygen/spec/internal/tree"
)

// ReadFile reads a regular file, and of one that is far too large to be a spec the beginning. Opening a FIFO would wait,
// and a device has no end.
func ReadFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s is a directory", path)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, tree.MaxSize+1)) // Parse reports one that is too large
}

// FilesIn lists the files of a folder that look like specs.
func FilesIn(folder string) []string {
	paths, _ := filepath.Glob(filepath.Join(folder, "*.y*ml")) // the pattern is well formed, unless the folder is odd
	for i := range paths {
		paths[i] = filepath.Base(paths[i])
	}
	return paths
}
