package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/replygen/replygen/internal/output"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("REPLYGEN_TEST_WRITE"); dir != "" {
		_, err := largePackage(dir).write()
		fmt.Fprint(os.Stderr, err)
		os.Exit(exitUsage)
	}
	if os.Getenv("REPLYGEN_TEST_RUN") != "" {
		main()
	}
	debug.SetGCPercent(400) // as in package spec
	m.Run()
}

// largePackage takes long enough to write to be interrupted.
func largePackage(dir string) *packageFiles {
	content := append([]byte(output.Header+". DO NOT EDIT.\n\npackage x\n"), bytes.Repeat([]byte("// filler\n"), 1<<16)...)
	files := &packageFiles{dir: dir}
	for i := range 300 {
		files.list = append(files.list, output.File{Name: fmt.Sprintf("f%d.gen.go", i), Content: content})
	}
	return files
}

func TestInterruptLeavesNothingBehind(t *testing.T) {
	for _, sent := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		dir, said, err := interrupted(t, sent)
		for tries := 1; said == "<nil>" && tries < 20; tries++ { // on a busy machine, the writer may be done before
			dir, said, err = interrupted(t, sent)
		}
		if err == nil || said != "interrupted: nothing was written" {
			t.Errorf("%v: %v, %s", sent, err, said)
		}
		if left := contents(t, dir); len(left) > 0 {
			t.Errorf("%v: %d files are left", sent, len(left))
		}
	}
}

// interrupted sends a signal to a process that writes a package. It returns where it wrote, what it said, and how it
// ended.
func interrupted(t *testing.T, sent os.Signal) (dir, said string, err error) {
	t.Helper()
	dir = t.TempDir()
	writer := exec.Command(os.Args[0])
	writer.Env = append(os.Environ(), "REPLYGEN_TEST_WRITE="+dir)
	var stderr strings.Builder
	writer.Stderr = &stderr
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); ; {
		begun, _ := filepath.Glob(filepath.Join(dir, ".f*.tmp"))
		if done, _ := filepath.Glob(filepath.Join(dir, "*.gen.go")); len(begun)+len(done) > 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("nothing is written")
		}
	}
	if err := writer.Process.Signal(sent); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Skip(err) // Windows sends no signals
	}
	err = writer.Wait()
	return dir, stderr.String(), err
}
