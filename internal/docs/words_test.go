package docs

import (
	"reflect"
	"regexp"
	"testing"

	"github.com/replygen/replygen/spec"
)

var verb = regexp.MustCompile(`%[a-z]`)

// A word that one language lacks, or whose format takes other values, shows only on the page that has the thing.
func TestLanguagesSayTheSameThings(t *testing.T) {
	zh, en := reflect.ValueOf(chinese), reflect.ValueOf(english)
	for i := range zh.NumField() {
		name := zh.Type().Field(i).Name
		a, b := texts(zh.Field(i)), texts(en.Field(i))
		if len(a) == 0 || len(a) != len(b) {
			t.Errorf("%s: %d and %d words", name, len(a), len(b))
			continue
		}
		for key := range a {
			if a[key] == "" || b[key] == "" {
				t.Errorf("%s %s is empty: %q, %q", name, key, a[key], b[key])
			}
			if !reflect.DeepEqual(verb.FindAllString(a[key], -1), verb.FindAllString(b[key], -1)) {
				t.Errorf("%s %s takes other values: %q, %q", name, key, a[key], b[key])
			}
		}
	}
}

func TestEachRuleHasWords(t *testing.T) {
	for _, rule := range spec.ValueRules() {
		if len(verb.FindAllString(chinese.valueRules[rule.Key], -1)) != 1 || len(verb.FindAllString(english.valueRules[rule.Key], -1)) != 1 {
			t.Errorf("%s: %q, %q", rule.Key, chinese.valueRules[rule.Key], english.valueRules[rule.Key])
		}
	}
	if n := len(spec.ValueRules()); len(chinese.valueRules) != n || len(english.valueRules) != n {
		t.Errorf("%d and %d words for %d rules", len(chinese.valueRules), len(english.valueRules), n)
	}
}

func texts(v reflect.Value) map[string]string {
	out := map[string]string{}
	switch v.Kind() {
	case reflect.String:
		out[""] = v.String()
	case reflect.Slice:
		for i := range v.Len() {
			out[string(rune('0'+i))] = v.Index(i).String()
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			out[k.String()] = v.MapIndex(k).String()
		}
	}
	return out
}
