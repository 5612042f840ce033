package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// manyFiles take long enough to write to be interrupted.
func manyFiles() []File {
	content := append(ours("", "\npackage x\n").Content, bytes.Repeat([]byte("// filler\n"), 1<<16)...)
	var files []File
	for i := range 300 {
		files = append(files, File{fmt.Sprintf("f%d.gen.go", i), content})
	}
	return files
}

func TestMain(m *testing.M) {
	if dir := os.Getenv("OUTPUT_TEST_WRITE"); dir != "" {
		_, err := Write(context.Background(), dir, manyFiles())
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	os.Exit(m.Run())
}

// What a killed process leaves is named by Check and removed by the next Write, and what others call alike stays.
func TestNextWriteRemovesWhatAKilledOneHasLeft(t *testing.T) {
	others := []File{{".notes.gen.go.1.tmp", []byte("mine")}, {".x.tmp", nil}, {"x.gen.go.1.tmp", nil}, {".gen.go", nil}}
	dir := disk(t, others...)
	writer := exec.Command(os.Args[0])
	writer.Env = append(os.Environ(), "OUTPUT_TEST_WRITE="+dir)
	var said strings.Builder
	writer.Stderr = &said
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); len(temporaries(t, dir)) == 0; {
		if time.Now().After(deadline) {
			t.Fatal("nothing is written")
		}
	}
	_ = writer.Process.Kill()
	if err := writer.Wait(); err == nil || said.Len() > 0 {
		t.Fatalf("%v: the writer was not killed but said %s", err, said.String())
	}
	left := temporaries(t, dir)
	if len(left) == 0 {
		t.Fatal("the killed writer has left nothing")
	}
	files := []File{ours("a.gen.go", "")}
	t.Chdir(dir)
	drift, err := Check(".", files)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(left, drift.Stale); diff != "" {
		t.Error(diff)
	}
	got, err := Write(t.Context(), dir, files)
	if err != nil || len(got.Removed) != len(left) {
		t.Errorf("removed %d of %d, %v", len(got.Removed), len(left), err)
	}
	if diff := cmp.Diff(held(append(others, files...)...), listing(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func temporaries(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, ".f*.gen.go.*.tmp"))
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		names[i] = filepath.Base(name)
	}
	return names
}

func TestNothingIsLeftWhenTheContextEnds(t *testing.T) {
	f := ours("f1.gen.go", "old")
	dir := disk(t, f)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for len(temporaries(t, dir)) == 0 && ctx.Err() == nil {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	got, err := Write(ctx, dir, manyFiles())
	cancel()
	<-done
	if !errors.Is(err, context.Canceled) || len(got.Wrote) > 0 {
		t.Errorf("wrote %d, %v", len(got.Wrote), err)
	}
	if diff := cmp.Diff(held(f), listing(t, dir)); diff != "" {
		t.Error(diff)
	}
}
