package docs

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

var verb = regexp.MustCompile(`%[a-z]`)

// A word that one language lacks, or whose format takes other values, shows only on the page that has the thing.
func TestLanguagesSayTheSameThings(t *testing.T) {
	if zh, en := slices.Sorted(maps.Keys(chinese)), slices.Sorted(maps.Keys(english)); !slices.Equal(zh, en) {
		t.Fatalf("%q, %q", zh, en)
	}
	for key, a := range chinese {
		b := english[key]
		if a == "" || b == "" {
			t.Errorf("%s is empty: %q, %q", key, a, b)
		}
		if !slices.Equal(verb.FindAllString(a, -1), verb.FindAllString(b, -1)) || strings.Count(a, "|") != strings.Count(b, "|") {
			t.Errorf("%s takes other values: %q, %q", key, a, b)
		}
	}
}

// The compiler does not look into the template, and a word that nothing says is no text of the page.
func TestEachWordIsSaid(t *testing.T) {
	files, err := filepath.Glob("*")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, name := range files {
		if filepath.Ext(name) != ".go" && filepath.Ext(name) != ".md" || strings.HasPrefix(name, "words_") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?:say|columns|table)[ (:=]+(?:print )?"(\w+ ?)"`).FindAllSubmatch(text, -1) {
			said[string(m[1])] = true
		}
	}
	has := map[string]bool{}
	for key := range english {
		if group, _, found := strings.Cut(key, " "); found {
			key = group + " "
		}
		if has[key] = true; !said[key] {
			t.Errorf("nothing says %q", key)
		}
	}
	for key := range said {
		if !has[key] {
			t.Errorf("%q has no words", key)
		}
	}
}

func TestEachRuleHasWords(t *testing.T) {
	rules := 0
	for key := range english {
		if strings.HasPrefix(key, "rule ") {
			rules++
		}
	}
	for _, rule := range spec.ValueRules() {
		for _, words := range []map[string]string{chinese, english} {
			if text := words["rule "+rule.Key]; len(verb.FindAllString(text, -1)) != 1 {
				t.Errorf("%s: %q", rule.Key, text)
			}
		}
	}
	if n := len(spec.ValueRules()); rules != n {
		t.Errorf("words for %d rules of %d", rules, n)
	}
}
