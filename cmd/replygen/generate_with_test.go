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
	// Without it, the file goes.
	replygen("generate", "--spec", "zhongnan").want(t, exitFine, "", "removed 1")
	replygen("generate", "--with", "etcd").want(t, exitUsage, "", "etcd")
}
