package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/replygen/replygen/spec/diag"
)

// result is the exit status and the output of a run.
type result struct {
	code     int
	out, err string
}

// environment holds environment variables, such as those that go generate sets.
type environment map[string]string

func (e environment) run(stdin string, args ...string) result {
	var out, errOut bytes.Buffer
	code := run(args, strings.NewReader(stdin), &out, &errOut, func(name string) string { return e[name] })
	return result{code, out.String(), errOut.String()}
}

func replygen(args ...string) result { return environment(nil).run("", args...) }

// inDir changes to a new directory with the files.
func inDir(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, content := range files {
		writeFile(t, name, content)
	}
}

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// want checks the exit status and the two outputs of a run: each contains its text, or is empty where the text is "".
func (r result) want(t *testing.T, code int, out, errOut string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit status %d, not %d", r.code, code)
	}
	for _, s := range []struct{ name, got, want string }{{"standard output", r.out, out}, {"standard error", r.err, errOut}} {
		if !strings.Contains(s.got, s.want) || s.want == "" && s.got != "" {
			t.Errorf("%s lacks %q:\n%s", s.name, s.want, s.got)
		}
	}
	if t.Failed() {
		t.Logf("out: %s\nerr: %s", r.out, r.err)
	}
}

const brokenOverlay = `replygen: 1
overlay: campus
extends: builtin:wechat
changes:
  - edit: replies.text.Contnet
    set: {max_bytes: 3}
`

func TestWrongUsageIsSaidAndExits2(t *testing.T) {
	inDir(t, nil)
	for _, tt := range []struct {
		args []string
		err  string
	}{
		{nil, "usage: replygen SUBCOMMAND"},
		{[]string{"genrate"}, `"generate"`},
		{[]string{"help", "previw"}, `"preview"`},
		{[]string{"--spec", "x"}, "generate"},
		{[]string{"generate", "--sepc", "x"}, `"--spec"`},
		{[]string{"generate", "--zzzzzz"}, "--out"},
		{[]string{"generate", "--spec"}, "spec"},
		{[]string{"generate", "wechat"}, `"wechat"`},
		{[]string{"generate", "--format", "xml"}, "format"},
		{[]string{"generate", "--package", "func"}, "func"},
		{[]string{"generate", "--package", "a-b"}, "a-b"},
		{[]string{"generate", "--package", "_"}, "_"},
		{[]string{"generate", "--package", "main"}, "main"},
		{[]string{"check", "--package", "wechat_test"}, "wechat_test"},
		{[]string{"check", "--package", "func", "--spec", "none.yaml"}, "--package func"},
		{[]string{"check", "--", "--spec"}, `"--spec"`},
		{[]string{"vet"}, "usage: replygen vet"},
		{[]string{"vet", "nothing.yaml"}, ""},
		{[]string{"resolve", "--spec", "wechta"}, ""},
		{[]string{"resolve", "--spec", "wechat", "x"}, `"x"`},
		{[]string{"explain"}, "usage: replygen explain"},
		{[]string{"explain", "text", "news"}, "usage: replygen explain"},
		{[]string{"explain", "muisc.Music"}, `"music"`},
		{[]string{"explain", "text.Contnet"}, `"Content"`},
		{[]string{"diff", "wechat"}, "usage: replygen diff"},
		{[]string{"diff", "wechat", "wechta"}, "spec-not-found"},
		{[]string{"diff", "wechat", "zhongnan", "--as-overlay", "no name"}, `"no name"`},
		{[]string{"preview"}, "music"},
		{[]string{"preview", "muisc"}, `"music"`},
		{[]string{"preview", "text", "news"}, `"news"`},
		{[]string{"preview", "text", "--set", "Content"}, "PATH=VALUE"},
		{[]string{"preview", "text", "--set", "Contnet=x"}, `"Content"`},
		{[]string{"preview", "--overlay", "none.yaml", "text"}, "spec-not-found"},
		{[]string{"verify", "file.xml"}, `"file.xml"`},
		{[]string{"schema", "x"}, `"x"`},
		{[]string{"list", "x"}, `"x"`},
		{[]string{"init", "a", "b"}, `"b"`},
		{[]string{"probe"}, "URL"},
		{[]string{"probe", "--token", "t", "127.0.0.1:8080"}, "not a URL"},
		{[]string{"probe", "http://127.0.0.1:8080"}, "token is missing"},
		{[]string{"probe", "--token", "t", "http://example.com/"}, "add --remote"},
		{[]string{"probe", "--token", "t", "--spec", "wecom", "http://127.0.0.1:1/"}, "key is missing"},
		{[]string{"probe", "--token", "t", "--key", "k", "--spec", "zhongnan", "http://127.0.0.1:1/"}, "does not encrypt"},
		{[]string{"probe", "--token", "t", "--key", "k", "http://127.0.0.1:1/"}, "AppID"},
		{[]string{"probe", "--token", "t", "--key", "k", "--receiver", "r", "http://127.0.0.1:1/"}, "43"},
		{[]string{"probe", "--only", "txt", "http://127.0.0.1:1/"}, `"txt"`},
		{[]string{"probe", "--format", "github", "http://127.0.0.1:1/"}, "junit"},
		{[]string{"probe", "--token", "t", "--wait", "-1s", "http://127.0.0.1:1/"}, "--wait -1s is negative"},
		{[]string{"simulate"}, "URL"},
		{[]string{"simulate", "--token", "t", "127.0.0.1:8080"}, "not a URL"},
		{[]string{"simulate", "http://127.0.0.1:1/"}, "token is missing"},
		{[]string{"simulate", "--token", "t", "http://example.com/"}, "add --remote"},
		{[]string{"simulate", "--token", "t", "--spec", "wecom", "http://127.0.0.1:1/"}, "key is missing"},
		{[]string{"simulate", "--token", "t", "--lang", "fr", "http://127.0.0.1:1/"}, "zh or en"},
		{[]string{"simulate", "--token", "t", "--deadline", "-1s", "http://127.0.0.1:1/"}, "--deadline -1s is negative"},
		{[]string{"simulate", "--token", "t", "--set", "Content=x", "http://127.0.0.1:1/"}, "--set goes with --send"},
		{[]string{"simulate", "--token", "t", "--send", "text", "--open", "http://127.0.0.1:1/"}, "--open goes without --send"},
		{[]string{"simulate", "--token", "t", "--send", "text", "--listen", "127.0.0.1:0", "http://127.0.0.1:1/"}, "--listen goes without --send"},
		{[]string{"simulate", "--token", "t", "--send", "text", "--lang", "zh", "http://127.0.0.1:1/"}, "--lang goes without --send"},
		{[]string{"simulate", "--token", "t", "--send", "text", "--load-images", "http://127.0.0.1:1/"}, "--load-images goes without --send"},
		{[]string{"init", "--spec", "wechta", "a"}, `"wechat"`},
	} {
		r := replygen(tt.args...)
		if r.code != exitUsage || !strings.Contains(r.err, tt.err) {
			t.Errorf("replygen %q: exit status %d\n%s%s", tt.args, r.code, r.out, r.err)
		}
	}
	if entries, _ := os.ReadDir("."); len(entries) > 0 {
		t.Error("something was written")
	}
}

func TestReferenceIsThePageOfTheRepository(t *testing.T) {
	page, err := os.ReadFile("../../spec/README.md")
	if err != nil {
		t.Fatal(err)
	}
	replygen("reference").want(t, exitFine, string(page), "")
}

func TestHelpNamesEverySubcommandAndFlag(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"-h"}, {"--help"}} {
		r := replygen(args...)
		for _, cmd := range commands {
			if !strings.Contains(r.out, cmd.name+" ") || r.code != exitFine || r.err != "" {
				t.Errorf("%q: %d %s", args, r.code, r.out)
			}
		}
	}
	tested := 0
	for _, tt := range []struct {
		name  string
		flags []string
	}{
		{"generate", []string{"--spec", "--overlay", "--out", "--package", "--with", "--without", "--format"}},
		{"check", []string{"--spec", "--overlay", "--out", "--package", "--with", "--without", "--format"}},
		{"vet", []string{"--format", "FILE"}},
		{"list", nil},
		{"resolve", []string{"--spec", "--overlay", "--origins"}},
		{"explain", []string{"--spec", "--overlay", "PATH"}},
		{"diff", []string{"--format", "--as-overlay", "A B", "narrowing", "Exit status: 0"}},
		{"preview", []string{"--spec", "--overlay", "--set", "REPLY"}},
		{"verify", []string{"--spec", "--overlay"}},
		{"docs", []string{"--spec", "--overlay", "--lang"}},
		{"reference", nil},
		{"schema", nil},
		{"init", []string{"--spec", "DIR"}},
		{"probe", []string{
			"--spec", "--overlay", "--token", "--key", "--receiver", "--slow", "--only", "--skip", "--known", "--strict", "--format", "--out",
			"--list", "--verbose", "--wait", "--seed", "--remote", "[URL]",
		}},
		{"simulate", []string{
			"--spec", "--overlay", "--token", "--key", "--receiver", "--remote", "--listen", "--open", "--lang",
			"--load-images", "--deadline", "--send", "--set", "URL", "Exit status of --send: 0",
		}},
		{"version", nil},
	} {
		tested++
		for _, args := range [][]string{{"help", tt.name}, {tt.name, "-h"}, {tt.name, "--help"}} {
			r := replygen(args...)
			if r.code != exitFine || r.err != "" {
				t.Errorf("%q: %d %s", args, r.code, r.err)
			}
			for _, flag := range append(tt.flags, "replygen "+tt.name) {
				if !strings.Contains(r.out, flag) {
					t.Errorf("%q lacks %s:\n%s", args, flag, r.out)
				}
			}
		}
	}
	if tested != len(commands) {
		t.Errorf("%d of %d subcommands have a row here", tested, len(commands))
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestResultThatCannotBeWrittenIsNoSuccess(t *testing.T) {
	var errOut bytes.Buffer
	code := run([]string{"resolve"}, nil, full{}, &errOut, environment(nil).get)
	if code != exitUsage || !strings.Contains(errOut.String(), "no space left") {
		t.Error(code, errOut.String())
	}
}

func (e environment) get(name string) string { return e[name] }

func TestColourIsForTerminalsWithoutNoColor(t *testing.T) {
	// The null device is a character device, like a terminal.
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "f"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, tt := range []struct {
		to   *stream
		env  environment
		want bool
	}{
		{&stream{to: device}, nil, true},
		{&stream{to: device}, environment{"NO_COLOR": "1"}, false},
		{&stream{to: file}, nil, false},
		{&stream{to: &bytes.Buffer{}}, nil, false},
	} {
		if got := (&invocation{env: tt.env.get}).isColoured(tt.to); got != tt.want {
			t.Errorf("%T %v: %v", tt.to.to, tt.env, got)
		}
	}
}

func TestMissingFileOfTheCommandLineIsNoFindingButOneInAFileIs(t *testing.T) {
	at := func(line int) *diag.List {
		return &diag.List{Diagnostics: []diag.Diagnostic{{Span: diag.Span{File: "x", Line: line}, Code: codeNotFound}}}
	}
	if exitCode(at(0)) != exitUsage || exitCode(at(3)) != exitFindings || exitCode(&diag.List{}) != exitFine {
		t.Error(exitCode(at(0)), exitCode(at(3)))
	}
}

// What ends a subcommand is caught where it is reported. A panic of another kind is a defect, whose trace is needed.
func TestOtherPanicsPass(t *testing.T) {
	defer func() {
		if end := recover(); end != "defect" {
			t.Errorf("recovered %v", end)
		}
	}()
	setup := func(*invocation, *flag.FlagSet) action { return func([]string) int { panic("defect") } }
	(&invocation{cmd: &command{name: "x", setup: setup}}).reported(nil)
}
