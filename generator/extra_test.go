package generator_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/internal/output"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// Only who asks for it gets a package that imports more than the standard library.
func TestPackageImportsGoRedisOnlyWhenAsked(t *testing.T) {
	platform, err := spec.Load("zhongnan")
	if err != nil {
		t.Fatal(err)
	}
	for _, with := range [][]string{nil, {"redis"}} {
		o := generator.Options{With: with}
		if err := o.Validate(platform); err != nil {
			t.Fatal(err)
		}
		files, err := generator.Generate(platform, o)
		if err != nil {
			t.Fatal(err)
		}
		importing := 0
		for _, f := range files {
			checkColumns(t, f)
			if strings.Contains(string(f.Content), "github.com/") {
				importing++
				if f.Name != "redis_store.gen.go" || !strings.HasPrefix(string(f.Content), output.Header) || strings.Contains(string(f.Content), "go:build") {
					t.Errorf("%s:\n%s", f.Name, f.Content)
				}
			}
		}
		if importing != len(with) {
			t.Errorf("with %q, %d files import more than the standard library", with, importing)
		}
	}
}

func TestWithIsHeldToThePlatform(t *testing.T) {
	platform, err := spec.Load("wechat")
	if err != nil {
		t.Fatal(err)
	}
	if err := (generator.Options{With: []string{"redis", "etcd"}}).Validate(platform); err == nil || !strings.Contains(err.Error(), "etcd") {
		t.Error(err)
	}
	mute := *platform
	mute.Messages, mute.Events = nil, nil
	if err := (generator.Options{With: []string{"redis"}}).Validate(&mute); err == nil {
		t.Error("a store for a package without a handler")
	}
	if err := (generator.Options{}).Validate(&mute); err != nil {
		t.Error(err)
	}
}

// A spec that takes the name of an extra would not compile with it.
func TestNamesOfExtrasAreTaken(t *testing.T) {
	l := spec.Loader{ReadFile: func(string) ([]byte, error) {
		return []byte("replygen: 1\nplatform: {id: p}\nheader: {}\nreplies: [{type: a, fields: [{name: RedisStore, type: object, fields: [{name: B, type: string}]}]}]\n"), nil
	}}
	platform, err := l.Load("./p.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var found *diag.List
	if _, err := generator.Generate(platform, generator.Options{}); !errors.As(err, &found) {
		t.Errorf("a type RedisStore: %v", err)
	}
}
