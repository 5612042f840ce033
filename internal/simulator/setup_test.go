package simulator

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

// paths lists the settings that inputs stand for, with the values of the sample, of the first item and form.
func paths(in []Input, before string, visit func(path, value string)) {
	for _, i := range in {
		path := before + i.Name
		switch i.Kind {
		case "object":
			paths(i.Fields, path+".", visit)
		case "list":
			item := *i.Item
			if i.Flat {
				item.Name = i.Name + "[0]"
				paths([]Input{item}, before, visit)
				continue
			}
			item.Name += "[0]"
			paths([]Input{item}, path+".", visit)
		case "union":
			paths(i.Cases[0].Fields, path+".", visit)
		default:
			visit(path, i.Value)
		}
	}
}

func TestEveryInputOfEachPlatformCanBeSet(t *testing.T) {
	for _, name := range spec.Builtins() {
		settings := platform.Settings{EncodingAESKey: testKey, Receiver: "app"}
		if p, err := spec.Load(name); err != nil || !p.Security.Encrypts() {
			settings = platform.Settings{}
		}
		s := simulate(t, name, settings, Options{}, answering(200, ""))
		_, _, body := s.request(t, "GET", "/setup", "", nil)
		var setup Setup
		if err := json.Unmarshal([]byte(body), &setup); err != nil {
			t.Fatal(err)
		}
		if n := len(s.account.Spec.Messages) + len(s.account.Spec.Events); len(setup.Messages) != n {
			t.Errorf("%s: %d forms, not %d", name, len(setup.Messages), n)
		}
		for _, form := range setup.Messages {
			paths(form.Fields, "", func(path, value string) {
				set := platform.Setting{Path: path, Value: value}
				if _, err := s.account.NewMessage(form.Name, set); err != nil {
					t.Errorf("%s: %s: %v", name, form.Name, err)
				}
			})
		}
	}
}

func TestFormsHaveTheValuesOfTheSample(t *testing.T) {
	settings := platform.Settings{EncodingAESKey: testKey, Receiver: "corp"}
	s := simulate(t, "wecom", settings, Options{Lang: "en"}, answering(200, ""))
	setup := s.setup()
	if setup.Lang != "en" || setup.ID != "wecom" || setup.Mode != platform.Encrypted || !setup.HasUsers {
		t.Errorf("%+v", setup)
	}
	for _, form := range setup.Messages {
		set := map[string]string{}
		paths(form.Fields, "", func(path, value string) { set[path] = value })
		sample, err := s.account.NewMessage(form.Name)
		if err != nil {
			t.Fatal(err)
		}
		for path, value := range set {
			want := "" // of an optional element that the spec has no example of
			if e := sample.Find(path); e != nil {
				want = e.Text
			}
			if value != want && !strings.HasSuffix(path, "MsgId") {
				t.Errorf("%s: %s is %q in the form and %q in the sample", form.Name, path, value, want)
			}
		}
	}
}
