package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// past is a time before any file of a test is written.
var past = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

// age sets the modification time of every file to past.
func age(t *testing.T, dir string) {
	t.Helper()
	for name := range contents(t, dir) {
		if err := os.Chtimes(filepath.Join(dir, name), past, past); err != nil {
			t.Fatal(err)
		}
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range entries {
		out[e.Name()] = readFile(t, filepath.Join(dir, e.Name()))
	}
	return out
}

func TestSecondGenerateWritesNothing(t *testing.T) {
	inDir(t, nil)
	replygen("generate").want(t, exitFine, "", "removed 0 in ./wechat")
	first := contents(t, "wechat")
	if len(first) < 5 {
		t.Fatalf("%d files", len(first))
	}
	age(t, "wechat")
	replygen("generate").want(t, exitFine, "", "wrote 0,")
	for name := range first {
		at, err := os.Stat(filepath.Join("wechat", name))
		if err != nil || !at.ModTime().Equal(past) {
			t.Errorf("%s was touched: %v", name, err)
		}
	}
	replygen("check").want(t, exitFine, "", "files in ./wechat")
	replygen("check", "--out", "wehcat").want(t, exitFindings, "missing: wehcat/types.gen.go", "--out")

	// Inside a generated package, the default is that package.
	t.Chdir("wechat")
	replygen("check").want(t, exitFine, "", "files in .\n")
	replygen("generate").want(t, exitFine, "", "wrote 0,")
}

func TestGenerateUpdatesTheSchemaThatInitWrote(t *testing.T) {
	inDir(t, nil)
	replygen("init", "reply").want(t, exitFine, "go generate", "wrote")
	current := readFile(t, "reply/replygen.schema.json")
	replygen("generate", "--spec", "reply/reply.yaml").want(t, exitFine, "", "unchanged 0")
	writeFile(t, "reply/replygen.schema.json", strings.Replace(current, "draft-07", "draft-04", 1))
	replygen("check", "--spec", "reply/reply.yaml").want(t, exitFindings, "+++ b/reply/replygen.schema.json", "1 changed")
	replygen("generate", "--spec", "reply/reply.yaml").want(t, exitFine, "", "wrote 1,")
	if readFile(t, "reply/replygen.schema.json") != current {
		t.Error("the schema is not updated")
	}
	replygen("check", "--spec", "reply/reply.yaml").want(t, exitFine, "", "up to date")
}

func TestCheckReportsEachKindOfDriftAndWritesNothing(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(t *testing.T)
		out    string
		code   string
	}{
		{"changed", func(t *testing.T) {
			text := []byte(readFile(t, "zhongnan/types.gen.go"))
			text[len(text)-2] ^= 1
			writeFile(t, "zhongnan/types.gen.go", string(text))
		}, "+++ b/zhongnan/types.gen.go", "drift-changed"},
		{"missing", func(t *testing.T) {
			if err := os.Remove("zhongnan/types.gen.go"); err != nil {
				t.Fatal(err)
			}
		}, "missing: zhongnan/types.gen.go", "drift-missing"},
		{"stale", func(t *testing.T) {
			writeFile(t, "zhongnan/old.gen.go", readFile(t, "zhongnan/types.gen.go"))
		}, "stale: zhongnan/old.gen.go", "drift-stale"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inDir(t, nil)
			replygen("generate", "--spec", "zhongnan").want(t, exitFine, "", "wrote")
			tt.change(t)
			before := contents(t, "zhongnan")
			replygen("check", "--spec", "zhongnan").want(t, exitFindings, tt.out, "drift in ./zhongnan: ")
			r := replygen("check", "--spec", "zhongnan", "--format", "json")
			var found []struct{ File, Code string }
			if err := json.Unmarshal([]byte(r.out), &found); err != nil || r.code != exitFindings {
				t.Fatal(err, r)
			}
			if len(found) != 1 || found[0].Code != tt.code || !strings.HasPrefix(found[0].File, "zhongnan/") {
				t.Error(found)
			}
			if !maps.Equal(before, contents(t, "zhongnan")) {
				t.Error("check wrote")
			}
			replygen("generate", "--spec", "zhongnan").want(t, exitFine, "", "wrote")
			replygen("check", "--spec", "zhongnan").want(t, exitFine, "", "up to date")
		})
	}
}

func TestFilesOfOthersAreRefused(t *testing.T) {
	inDir(t, map[string]string{"wechat/types.gen.go": "package wechat // mine\n", "wechat/other.gen.go": "package wechat\n"})
	before := contents(t, "wechat")
	replygen("generate").want(t, exitUsage, "", "types.gen.go")
	replygen("check").want(t, exitUsage, "", "types.gen.go")
	if !maps.Equal(before, contents(t, "wechat")) {
		t.Error("something was written")
	}
	if err := os.Remove("wechat/types.gen.go"); err != nil {
		t.Fatal(err)
	}
	replygen("generate").want(t, exitFine, "", "removed 0")
	if got := contents(t, "wechat")["other.gen.go"]; got != before["other.gen.go"] {
		t.Error("a file of others was changed")
	}
}

func TestNothingIsWrittenWhenTheSpecHasAnError(t *testing.T) {
	for name, spec := range map[string]string{
		"overlay-target": brokenOverlay,
		"go-collision":   "replygen: 1\nplatform: {id: x}\nscalars: [{name: Media}, {name: media}]\nheader: {fields: [{name: To, type: string}]}\nreplies: [{type: text}]\n",
		"yaml-anchor":    "replygen: 1\nplatform: &a {id: x}\nheader: *a\n",
		"yaml-encoding":  "replygen: 1\n\xff\n",
		"yaml-syntax":    "",
	} {
		t.Run(name, func(t *testing.T) {
			inDir(t, map[string]string{"campus.yaml": spec})
			for _, cmd := range []string{"generate", "check"} {
				replygen(cmd, "--spec", "campus.yaml").want(t, exitFindings, "", "["+name+"]")
				replygen(cmd, "--spec", "campus.yaml", "--format", "github").want(t, exitFindings, "::error file=campus.yaml", "")
			}
			replygen("vet", "campus.yaml").want(t, exitFindings, "["+name+"]", "error")
			if entries := contents(t, "."); len(entries) != 1 {
				t.Error(slices.Collect(maps.Keys(entries)))
			}
		})
	}
}

const warnedSpec = `replygen: 1
platform: {id: warned, doc: "a \u202e turn"}
header: {fields: [{name: To, type: string, required: true}, {name: Type, type: msg_type}]}
replies: [{type: text, fields: [{name: Content, type: string}]}]
`

func TestWarningsAreShownAndStopOnlyVet(t *testing.T) {
	inDir(t, map[string]string{"warned.yaml": warnedSpec})
	replygen("generate", "--spec", "warned.yaml").want(t, exitFine, "", "[text]")
	replygen("check", "--spec", "warned.yaml").want(t, exitFine, "", "[text]")
	replygen("resolve", "--spec", "warned.yaml").want(t, exitFine, "id: warned", "[text]")
	replygen("vet", "warned.yaml").want(t, exitFindings, "[text]", "1 warning")
	r := replygen("vet", "wechat", "warned.yaml", "--format=json")
	var found []struct{ Severity string }
	if err := json.Unmarshal([]byte(r.out), &found); err != nil || len(found) != 1 || found[0].Severity != "warning" || r.code != exitFindings {
		t.Error(err, r)
	}
}

func TestFormatForProgramsIsWholeEvenWithoutFindings(t *testing.T) {
	inDir(t, nil)
	for _, args := range [][]string{{"vet", "wechat"}, {"generate"}, {"check"}} {
		r := replygen(append(args, "--format", "json")...)
		var found []any
		if err := json.Unmarshal([]byte(r.out), &found); err != nil || len(found) != 0 || r.code != exitFine {
			t.Errorf("%q: %v %v", args, err, r)
		}
	}
	replygen("vet", "wechat", "zhongnan").want(t, exitFine, "", "2 files")
}

// The warnings, and the list for programs, are shown also where something other than the spec is wrong.
func TestFindingsAreShownBeforeAnotherError(t *testing.T) {
	inDir(t, map[string]string{"warned.yaml": warnedSpec, "go.mod": "module old\n\ngo 1.18\n"})
	for _, command := range []string{"generate", "check"} {
		replygen(command, "--spec", "warned.yaml").want(t, exitUsage, "", "[text]")
		replygen(command, "--spec", "warned.yaml", "--format", "json").
			want(t, exitUsage, `"code": "text"`, "go.mod:3: ")
		replygen(command, "--package", "main", "--format", "json").want(t, exitUsage, "[]\n", "--package main")
	}
}

func TestPlaceDecidesDirectoryAndPackage(t *testing.T) {
	under := environment{"GOFILE": "gen.go", "GOPACKAGE": "campus"}
	mine := map[string]string{"reply/mine.go": "package mine\n", "reply/a_test.go": "package a\n", "reply/tool.go": "//go:build ignore\n\npackage main\n"}
	for _, tt := range []struct {
		name  string
		files map[string]string
		env   environment
		args  []string
		dir   string
		pkg   string // "" for an error
		err   string
	}{
		{"by hand", nil, nil, nil, "zhongnan", "zhongnan", ""},
		{"by hand, named", nil, nil, []string{"--out", "a/b", "--package", "p"}, "a/b", "p", ""},
		{"by hand, as the files there", mine, nil, []string{"--out", "reply"}, "reply", "mine", ""},
		{"by hand, unlike the files there", mine, nil, []string{"--out", "reply", "--package", "p"}, "reply", "", "mine.go"},
		{"beside tests and programs of another package", map[string]string{"zhongnan/a_test.go": "package a\n", "zhongnan/a.go": "//go:build ignore\n\npackage main\n", "zhongnan/b.go": "no Go"}, nil, nil, "zhongnan", "zhongnan", ""},
		{"beside two packages", map[string]string{"zhongnan/a.go": "package a\n", "zhongnan/b.go": "package b\n"}, nil, nil, "zhongnan", "", "b.go"},
		{"in a program", map[string]string{"main.go": "package main\n"}, nil, []string{"--out", "."}, ".", "main", ""},
		{"under go generate", nil, under, nil, ".", "campus", ""},
		{"GOPACKAGE alone", nil, environment{"GOPACKAGE": "campus"}, nil, ".", "campus", ""},
		{"GOFILE alone", nil, environment{"GOFILE": "gen.go"}, nil, ".", "zhongnan", ""},
		{"package as it is", nil, under, []string{"--package", "campus"}, ".", "campus", ""},
		{"another package", nil, under, []string{"--package", "p"}, ".", "p", ""},
		{"another package than that of gen.go", map[string]string{"gen.go": "package campus\n"}, under, []string{"--package", "p"}, ".", "", "gen.go"},
		{"elsewhere", nil, under, []string{"--out", "sub"}, "sub", "campus", ""},
		{"elsewhere, named", nil, under, []string{"--out", "sub", "--package", "p"}, "sub", "p", ""},
		{"elsewhere, where another package is", mine, under, []string{"--out", "reply"}, "reply", "", "mine.go"},
		{"here by another name", nil, under, []string{"--out", "sub/.."}, ".", "campus", ""},
		{"from an external test", nil, environment{"GOFILE": "gen_test.go", "GOPACKAGE": "campus_test"}, nil, ".", "campus", ""},
		{"from a program", map[string]string{"main.go": "package main\n"}, environment{"GOFILE": "main.go", "GOPACKAGE": "main"}, nil, ".", "main", ""},
		{"from a program, elsewhere", nil, environment{"GOFILE": "main.go", "GOPACKAGE": "main"}, []string{"--out", "sub"}, "sub", "", "--package"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inDir(t, tt.files)
			before := len(contents(t, tt.dir))
			args := append([]string{"--spec", "zhongnan"}, tt.args...)
			r := tt.env.run("", append([]string{"generate"}, args...)...)
			files := contents(t, tt.dir)
			if tt.pkg == "" {
				r.want(t, exitUsage, "", tt.err)
				if len(files) > before {
					t.Error("something was written")
				}
				tt.env.run("", append([]string{"check"}, args...)...).want(t, exitUsage, "", tt.err)
				return
			}
			if !strings.Contains(files["types.gen.go"], "\npackage "+tt.pkg+"\n") {
				t.Error(r, slices.Collect(maps.Keys(files)))
			}
			tt.env.run("", append([]string{"check"}, args...)...).want(t, exitFine, "", "up to date")
		})
	}
}

func TestPackageThatWasGeneratedKeepsItsNameUntilAnotherIsAsked(t *testing.T) {
	inDir(t, nil)
	replygen("generate", "--out", "reply", "--package", "first").want(t, exitFine, "", "wrote")
	replygen("check", "--out", "reply").want(t, exitFine, "", "up to date")
	replygen("generate", "--out", "reply", "--package", "second").want(t, exitFine, "", "wrote")
	if !strings.Contains(readFile(t, "reply/types.gen.go"), "\npackage second\n") {
		t.Error("the package has its old name")
	}
}
