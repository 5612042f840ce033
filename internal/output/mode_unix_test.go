//go:build unix

package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestModes(t *testing.T) {
	tests := []struct {
		name  string
		umask int
		was   fs.FileMode // 0: the file is new
		want  fs.FileMode
	}{
		{"new", 0, 0, 0o644},
		{"new, under a umask", 0o077, 0, 0o600},
		{"existing", 0o022, 0o664, 0o664},
		{"existing, beyond the umask", 0o077, 0o755, 0o755},
		{"existing, narrower", 0, 0o600, 0o600},
		{"existing, read-only", 0, 0o444, 0o444},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "a.gen.go")
			if tt.was != 0 {
				put(t, path, ours("", "1").Content)
				if err := os.Chmod(path, tt.was); err != nil {
					t.Fatal(err)
				}
			}
			defer syscall.Umask(syscall.Umask(tt.umask))
			if _, err := Write(t.Context(), dir, []File{ours("a.gen.go", "2")}); err != nil {
				t.Fatal(err)
			}
			at, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if at.Mode() != tt.want {
				t.Errorf("mode %v, want %v", at.Mode(), tt.want)
			}
		})
	}
}

func TestReadOnlyDirectory(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root writes anywhere")
	}
	f := ours("a.gen.go", "1")
	dir := disk(t, f)
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)

	if _, err := Write(t.Context(), dir, []File{f}); err != nil {
		t.Errorf("nothing to write, and still: %v", err)
	}
	_, err := Write(t.Context(), dir, []File{ours("a.gen.go", "2")})
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "a.gen.go: ") {
		t.Errorf("error is %v", err)
	}
	if diff := cmp.Diff(held(f), listing(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestPipeInTheWay(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "a.gen.go"), 0o644); err != nil {
		t.Skip(err)
	}
	if _, err := Write(t.Context(), dir, []File{ours("a.gen.go", "")}); err == nil {
		t.Error("a pipe was replaced")
	}
	if drift, err := Check(dir, nil); err != nil || !drift.Empty() {
		t.Errorf("drift %v, %v", drift, err)
	}
}
