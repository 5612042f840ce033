package generator_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// A program does what the command generate does. The second run leaves the handler out: its files become stubs, which
// the third removes.
func Example() {
	dir, err := os.MkdirTemp("", "wechat")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	platform, err := spec.Load("wechat")
	if err != nil {
		log.Fatal(err)
	}
	for _, without := range [][]string{nil, {"handler"}, {"handler"}} {
		files, err := generator.Generate(platform, generator.Options{Package: "replies", Without: without})
		if err != nil {
			log.Fatal(err)
		}
		if err := generator.Write(context.Background(), dir, files); err != nil {
			log.Fatal(err)
		}
		content, err := os.ReadFile(filepath.Join(dir, "handler.gen.go"))
		fmt.Println(strings.Contains(string(content), "func NewHandler"), strings.Contains(string(content), "//go:build ignore"), err == nil)
	}
	// Output:
	// true false true
	// false true true
	// false false false
}

func ExampleGenerate() {
	platform, err := spec.Load("wechat")
	if err != nil {
		log.Fatal(err)
	}
	files, err := generator.Generate(platform, generator.Options{Without: []string{"messages", "parse", "tests"}})
	if err != nil {
		log.Fatal(err) // a *diag.List has the places in the spec
	}
	for _, f := range files {
		fmt.Println(f.Name)
	}
	// Output:
	// doc.gen.go
	// types.gen.go
	// builders.gen.go
	// writers.gen.go
	// xml_constants.gen.go
	// validators.gen.go
	// delivery.gen.go
	// rt_xml.gen.go
	// rt_rules.gen.go
}

func ExampleCheck() {
	platform, err := spec.Load("wechat")
	if err != nil {
		log.Fatal(err)
	}
	err = generator.Check(platform, generator.Options{Package: "my-replies"})
	var found *diag.List
	if errors.As(err, &found) {
		fmt.Println(found.Diagnostics[0].Message)
	}
	// Output:
	// "my-replies" is no name for a Go package
}

func ExampleOptions_Validate() {
	platform, err := spec.Load("wechat")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(generator.Options{Without: []string{"mux"}}.Validate(platform))
	fmt.Println(generator.Options{With: []string{"etcd"}}.Validate(platform))
	// Output:
	// without "mux" is no part that can be left out: choose from messages, handler, parse, tests
	// with "etcd" is nothing that a package can have: choose from redis
}

func ExampleBot() {
	platform, err := spec.Load("wechat")
	if err != nil {
		log.Fatal(err)
	}
	source, err := generator.Bot(platform, generator.Options{}, "example.com/bot/wechat")
	if err != nil {
		log.Fatal(err)
	}
	comment, _, _ := strings.Cut(string(source), ". ")
	fmt.Println(comment)
	// Output:
	// // This program answers every text with the same text, on ADDR
}
