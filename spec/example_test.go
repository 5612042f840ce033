package spec_test

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

// files reads the files of an example from memory; a Loader's default is the disk.
func files(texts map[string]string) spec.Loader {
	return spec.Loader{ReadFile: func(name string) ([]byte, error) {
		text, ok := texts[name]
		if !ok {
			return nil, os.ErrNotExist
		}
		return []byte(text), nil
	}}
}

const campus = `replygen: 1
overlay: campus
extends: builtin:wechat
platform: {id: campus, title: Campus}
changes:
  - edit: replies.news.Articles
    set: {max_items: 8, doc: at most 8 articles}
    because: the page of 2018
`

func ExampleLoader_Load_diagnostics() {
	loader := files(map[string]string{"campus.yaml": strings.Replace(campus, "max_items", "max_itmes", 1)})
	_, err := loader.Load("./campus.yaml")
	var found *diag.List
	if errors.As(err, &found) {
		found.Write(os.Stdout, diag.Text, false)
	}
	// Output:
	// campus.yaml:7:11: a field has no key "max_itmes" [unknown-key]
	//     7 |     set: {max_itmes: 8, doc: at most 8 articles}
	//       |           ^~~~~~~~~ did you mean "max_items"?
}

func ExampleLoader_Load() {
	platform, err := files(map[string]string{"campus.yaml": campus}).Load("./campus.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(platform.Title, platform.Sources)
	for _, reply := range platform.Replies {
		spec.Walk(reply.Fields, func(f *spec.Field) {
			if f.Required && reply.Type == "music" {
				fmt.Println(f.Path)
			}
		})
	}
	// Output:
	// Campus [wechat campus]
	// replies.music.Music
	// replies.music.Music.ThumbMediaId
}

func ExampleRulesOf() {
	platform, err := spec.Load("wechat")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, reply := range platform.Replies {
		spec.Walk(reply.Fields, func(f *spec.Field) {
			for _, rule := range spec.RulesOf(f.Kind) {
				if rule.IsLimit() {
					fmt.Println(f.Path, rule.Key, rule.Values[0], rule.Unit)
				}
			}
		})
	}
	// Output:
	// replies.text.Content max_bytes 2048 bytes
	// replies.news.Articles min_items 1 items
	// replies.news.Articles max_items 10 items
}

func ExampleDiff() {
	wechat, err := spec.Load("wechat")
	if err != nil {
		fmt.Println(err)
		return
	}
	variant, err := files(map[string]string{"campus.yaml": campus}).Load("./campus.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range spec.Diff(wechat, variant) {
		if d.Class != spec.Docs {
			fmt.Printf("%s: %s, %s instead of %s\n", d.Path, d.Class, d.To, d.From)
		}
	}
	// Output:
	// platform.id: api, campus instead of wechat
	// replies.news.Articles.max_items: narrowing, 8 instead of 10
}

func ExamplePlatform_Explain() {
	platform, err := files(map[string]string{"campus.yaml": campus}).Load("./campus.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	found, err := platform.Explain("news.Articles.max_items")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, explanation := range found {
		fmt.Println(explanation.Path, explanation.Value)
		for _, step := range explanation.Steps {
			fmt.Printf("%s: %s %s\n", step.File, step.Value, step.Because)
		}
	}
	// Output:
	// replies.news.Articles.max_items 8
	// campus.yaml: 8 the page of 2018
	// builtin:wechat: 10
}
