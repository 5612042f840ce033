package docs

import (
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
	files, err := filepath.Glob("*.[gm][od]")
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	texts := regexp.MustCompile(`(?:say[( ]|: *\{)"([^"]*)",? "([^"]*)"`)
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range texts.FindAllStringSubmatch(string(source), -1) {
			said++
			zh, en := m[1], m[2]
			if zh == "" || en == "" {
				t.Errorf("a text is empty: %q, %q", zh, en)
			}
			if !slices.Equal(verb.FindAllString(zh, -1), verb.FindAllString(en, -1)) || strings.Count(zh, "|") != strings.Count(en, "|") {
				t.Errorf("the languages take other values: %q, %q", zh, en)
			}
		}
	}
	if said < 100 {
		t.Errorf("%d texts", said)
	}
}

func TestEachRuleAndKeyHasWords(t *testing.T) {
	keys := []string{
		"form requires", "form forbids", "form required_when", "form one_of", "form at_least_one_of",
		"mode plain", "mode compatible", "mode encrypted",
		"verb add", "verb edit", "verb replace", "verb remove", "verb move",
		"place first", "place last", "place before", "place after",
	}
	for _, rule := range spec.ValueRules() {
		keys = append(keys, "rule "+rule.Key)
		for _, text := range words["rule "+rule.Key] {
			if len(verb.FindAllString(text, -1)) != 1 {
				t.Errorf("%s: %q", rule.Key, text)
			}
		}
	}
	for _, key := range keys {
		if words[key][0] == "" || words[key][1] == "" {
			t.Errorf("%s: %q", key, words[key])
		}
	}
	if len(words) != len(keys) {
		t.Errorf("%d words for %d keys", len(words), len(keys))
	}
}
