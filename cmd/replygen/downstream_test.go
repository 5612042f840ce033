//go:build exhaustive

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// downstreamProgram uses what the overlay of this test adds: a limit and a field.
const downstreamProgram = `package main

import (
	"errors"
	"fmt"

	"example.com/downstream/campus"
)

func main() {
	r, err := campus.NewTextReply("to", "from", "你好").Priority(3).Build()
	if err != nil {
		panic(err)
	}
	r.CreateTime = 12345678
	fmt.Println(string(r.AppendXML(nil)))
	_, err = campus.NewTextReply("to", "from", "longer than it may be").Build()
	var invalid *campus.ValidationError
	if !errors.As(err, &invalid) {
		panic(err)
	}
	for _, v := range invalid.Violations {
		fmt.Println(v.Field, v.Rule, v.Limit, v.Got)
	}
}
`

// A user's module has replygen as a tool and generates a package from an overlay of its own.
func TestDownstreamModuleGeneratesFromItsOverlay(t *testing.T) {
	golang := downstream(t, map[string]string{
		"campus/overlay.yaml": campusOverlay,
		"campus/gen.go":       "package campus\n\n//go:generate go tool replygen generate --spec overlay.yaml\n",
		"main.go":             downstreamProgram,
	})
	golang("generate", "./...")
	golang("vet", "./...")
	want := "<xml><ToUserName><![CDATA[to]]></ToUserName><FromUserName><![CDATA[from]]></FromUserName><CreateTime>12345678</CreateTime>" +
		"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content><Priority>3</Priority></xml>\n" +
		"Content max_bytes 12 21\n"
	if got := golang("run", "."); got != want {
		t.Errorf("the program printed\n%s, not\n%s", got, want)
	}
	golang("tool", "replygen", "check", "--spec", "campus/overlay.yaml", "--out", "campus")
	if strings.Contains(readFile(t, "campus/types.gen.go"), "VideoReply") {
		t.Error("the overlay's removal is not in the package")
	}
}

// "init" and the commands that it prints turn an empty module into one with a package that passes its tests, also when the
// examples of the overlay are uncommented.
func TestDownstreamModuleStartsWithInit(t *testing.T) {
	golang := downstream(t, nil)
	if next := golang("tool", "replygen", "init", "reply"); strings.Contains(next, "go get") {
		t.Errorf("init tells to get the tool that it is:\n%s", next)
	}
	golang("generate", "./reply")
	golang("vet", "./...")
	golang("test", "./...")
	golang("tool", "replygen", "check", "--spec", "reply/reply.yaml")
	if listed := golang("tool", "replygen", "list"); !strings.Contains(listed, "zhongnan") {
		t.Errorf("list prints:\n%s", listed)
	}
	overlay := readFile(t, "reply/reply.yaml")
	writeFile(t, "reply/reply.yaml", regexp.MustCompile(`(?m)^# ((changes:|  ).*)`).ReplaceAllString(overlay, "$1"))
	golang("generate", "./reply")
	golang("vet", "./...")
	golang("test", "./...")
	if !strings.Contains(readFile(t, "reply/types.gen.go"), "Priority") {
		t.Error("what the overlay adds is not in the package")
	}
}

// downstream creates a module with replygen as a tool and with the files, and returns the go command in it.
func downstream(t *testing.T, files map[string]string) func(args ...string) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	sums := readFile(t, filepath.Join(root, "go.sum"))
	// What "go get -tool" writes: the tool and all that it requires.
	var requires string
	for _, m := range []string{"github.com/dave/jennifer", "gopkg.in/yaml.v3"} {
		line := regexp.MustCompile(regexp.QuoteMeta(m) + ` v\S+`).FindString(readFile(t, filepath.Join(root, "go.mod")))
		requires += "\t" + line + " // indirect\n"
	}
	inDir(t, files)
	writeFile(t, "go.mod", `module example.com/downstream

go 1.24.0

tool github.com/replygen/replygen/cmd/replygen

require (
	github.com/replygen/replygen v0.0.0 // indirect
`+requires+`)

replace github.com/replygen/replygen => `+root+"\n")
	writeFile(t, "go.sum", sums)
	return func(args ...string) string {
		t.Helper()
		cmd := exec.Command("go", args...)
		// The build of this test has put all modules into the module cache. With -trimpath, the build cache serves
		// every run, wherever the module is.
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=readonly -trimpath", "GOPROXY=off", "GOWORK=off", "GONOSUMDB=*", "GOTOOLCHAIN=local")
		var errOut strings.Builder
		cmd.Stderr = &errOut
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go %s: %v\n%s%s", strings.Join(args, " "), err, out, errOut.String())
		}
		t.Logf("go %s: %s", strings.Join(args, " "), errOut.String())
		return string(out)
	}
}
