package main

import (
	"bytes"
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
	content := append([]byte(owned.Header+". DO NOT EDIT.\n\npackage x\n"), bytes.Repeat([]byte("// filler\n"), 1<<16)...)
	files := &packageFiles{dir: dir}
	for i := range 300 {
		files.list = append(files.list, output.File{Name: fmt.Sprintf("f%d.gen.go", i), Content: content})
	}
	return files
}

func TestInterruptLeavesNothingBehind(t *testing.T) {
	for _, sent := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		dir := t.TempDir()
		writer := exec.Command(os.Args[0])
		writer.Env = append(os.Environ(), "REPLYGEN_TEST_WRITE="+dir)
		var said strings.Builder
		writer.Stderr = &said
		if err := writer.Start(); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(time.Minute); ; {
			if begun, _ := filepath.Glob(filepath.Join(dir, ".f*.tmp")); len(begun) > 0 {
				break
			}
			if time.Now().After(deadline) {
				t.Fatal("nothing is written")
			}
		}
		if err := writer.Process.Signal(sent); err != nil {
			t.Skip(err) // Windows sends no signals
		}
		if err := writer.Wait(); err == nil || said.String() != "interrupted: nothing was written" {
			t.Errorf("%v: %v, %s", sent, err, said.String())
		}
		if left := contents(t, dir); len(left) > 0 {
			t.Errorf("%v: %d files are left", sent, len(left))
		}
	}
}
