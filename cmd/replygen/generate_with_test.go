package main

import (
	"testing"
)

func TestGenerateWithRedisAddsAFileThatCheckExpects(t *testing.T) {
	inDir(t, nil)
	replygen("generate", "--spec", "zhongnan", "--with", "redis").want(t, exitFine, "", "wrote")
	if _, ok := contents(t, "zhongnan")["redis_store.gen.go"]; !ok {
		t.Error("there is no redis_store.gen.go")
	}
	replygen("check", "--spec", "zhongnan", "--with", "redis").want(t, exitFine, "", "up to date")
	replygen("check", "--spec", "zhongnan").want(t, exitFindings, "redis_store.gen.go", "drift")
	// Without the flag, the file is removed.
	replygen("generate", "--spec", "zhongnan").want(t, exitFine, "", "removed 0, left 1")
	replygen("check", "--spec", "zhongnan").want(t, exitFine, "", "up to date")
	replygen("generate", "--spec", "zhongnan").want(t, exitFine, "", "removed 1")
	replygen("generate", "--with", "etcd").want(t, exitUsage, "", "etcd")
}

func TestGenerateWithoutPartsIsWhatCheckExpects(t *testing.T) {
	inDir(t, nil)
	without := []string{"--spec", "zhongnan", "--without", "handler", "--without", "tests"}
	replygen(append([]string{"generate"}, without...)...).want(t, exitFine, "", "wrote 13")
	replygen(append([]string{"check"}, without...)...).want(t, exitFine, "", "up to date")
	replygen("check", "--spec", "zhongnan").want(t, exitFindings, "missing: zhongnan/handler.gen.go", "drift")
	for _, args := range [][]string{{"--without", "mesages"}, {"--without", ""}, {"--without", "handler", "--with", "redis"}} {
		r := replygen(append([]string{"generate", "--out", "other"}, args...)...)
		r.want(t, exitUsage, "", args[len(args)-2])
		if len(contents(t, "other")) > 0 {
			t.Errorf("%q: something was written", args)
		}
	}
}
