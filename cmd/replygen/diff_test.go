package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestDiffClassesEachChange(t *testing.T) {
	inDir(t, map[string]string{"campus.yaml": campusOverlay})
	r := replygen("diff", "wechat", "campus.yaml")
	r.want(t, exitFindings, "narrowing  replies.text.Content.max_bytes: 2048 → 12", "6 changes: 2 docs, 1 api, 1 widening, 1 narrowing, 1 wire")
	for _, words := range []string{"api        platform.id", "docs       platform.title", "widening   replies.text.Priority", "wire       replies.video", "builtin:wechat:66:11 → campus.yaml:12:13"} {
		if !strings.Contains(r.out, words) {
			t.Errorf("%q is missing:\n%s", words, r.out)
		}
	}
}

func TestDiffOfEqualPlatformsIsSilent(t *testing.T) {
	replygen("diff", "wechat", "builtin:wechat").want(t, exitFine, "", "")
	replygen("diff", "--format", "json", "wechat", "wechat").want(t, exitFine, "[]\n", "")
}

func TestDiffForPrograms(t *testing.T) {
	inDir(t, map[string]string{"campus.yaml": campusOverlay})
	r := replygen("diff", "wechat", "campus.yaml", "--format", "json")
	var changes []struct {
		Path, Class, Verb, From, To string
		Before, After               *struct {
			File      string
			Line, Col int
			Overlay   string
			Because   string
		}
	}
	if err := json.Unmarshal([]byte(r.out), &changes); err != nil || r.code != exitFindings {
		t.Fatal(err, r)
	}
	for _, c := range changes {
		if c.Path != "replies.text.Content.max_bytes" {
			continue
		}
		if c.Class != "narrowing" || c.Verb != "edit" || c.From != "2048" || c.To != "12" || c.Before == nil || c.After.File != "campus.yaml" || c.After.Line != 7 || c.After.Col != 22 || c.After.Overlay != "campus" || c.After.Because == "" {
			t.Errorf("%+v", c)
		}
		return
	}
	t.Errorf("%s", r.out)
}

func TestDiffAnnotatesWhatBreaksAsErrors(t *testing.T) {
	inDir(t, map[string]string{"campus.yaml": campusOverlay})
	r := replygen("diff", "wechat", "campus.yaml", "--format", "github")
	for _, words := range []string{"::error file=campus.yaml,line=7,", "title=narrowing::", "title=wire::", "::warning file=campus.yaml,line=9,"} {
		if !strings.Contains(r.out, words) {
			t.Errorf("%q is missing:\n%s", words, r.out)
		}
	}
}

func TestOverlayOfADiffLeadsToTheSamePlatform(t *testing.T) {
	inDir(t, map[string]string{"campus.yaml": campusOverlay})
	for _, base := range []string{"wechat", "zhongnan", "campus.yaml"} {
		for _, other := range []string{"wechat", "zhongnan", "campus.yaml"} {
			r := replygen("diff", base, other, "--as-overlay", "between")
			if r.code != exitFine || r.err != "" {
				t.Fatal(r)
			}
			writeFile(t, "between.yaml", r.out)
			replygen("diff", "between.yaml", other).want(t, exitFine, "", "")
		}
	}
}

// A long text is shown from where it differs.
func TestLongValuesAreShownWhereTheyPart(t *testing.T) {
	long := strings.Repeat("长", 100)
	a, b := shownBeside(long+"一", long+"二")
	if !strings.HasSuffix(a, "一") || !strings.HasSuffix(b, "二") || len([]rune(a)) > maxShown+2 {
		t.Errorf("%s %s", a, b)
	}
	if a, b := shownBeside("a\x1b[31m", ""); strings.ContainsRune(a, 0x1b) || b != `""` {
		t.Errorf("%q %q", a, b)
	}
}
