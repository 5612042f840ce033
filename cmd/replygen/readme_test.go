package main

import (
	"os/exec"
	"strings"
	"testing"
)

// codeBlock returns the fenced block of a Markdown text that begins with start.
func codeBlock(t *testing.T, markdown, start string) string {
	t.Helper()
	for i, block := range strings.Split(markdown, "\n```") {
		_, text, _ := strings.Cut(block, "\n") // behind the name of the language
		if i%2 == 1 && strings.HasPrefix(text, start) {
			return text + "\n"
		}
	}
	t.Fatalf("no block begins with %q", start)
	return ""
}

func TestDiagnosticOfTheReadmeIsThatOfItsOverlay(t *testing.T) {
	readme := readFile(t, "../../README.md")
	overlay := codeBlock(t, readme, "# reply/campus.yaml\n")
	want := codeBlock(t, readme, "campus.yaml:")
	inDir(t, map[string]string{"campus.yaml": overlay})
	replygen("vet", "campus.yaml").want(t, exitFine, "", "nothing found")
	writeFile(t, "campus.yaml", strings.Replace(overlay, "Content", "Contnet", 1))
	if r := replygen("vet", "campus.yaml"); r.out != want {
		t.Errorf("the tool prints\n%s, the README\n%s", r.out, want)
	}
}

// The README shows the gen.go that init writes, and a check that passes after generate.
func TestReadmeShowsWhatInitWrites(t *testing.T) {
	readme := readFile(t, "../../README.md")
	// arguments returns those of the first call of replygen in a text.
	arguments := func(text string) []string {
		_, call, _ := strings.Cut(text, "go tool replygen ")
		call, _, _ = strings.Cut(call, "\n")
		return strings.Fields(call)
	}
	inDir(t, nil)
	replygen(arguments(codeBlock(t, readme, "go get -tool"))...).want(t, exitFine, "go generate ./reply", "wrote")
	gen := codeBlock(t, readme, "package reply\n")
	if got := readFile(t, "reply/gen.go"); got != gen {
		t.Errorf("init writes\n%s, the README shows\n%s", got, gen)
	}
	t.Chdir("reply")
	environment{"GOFILE": "gen.go", "GOPACKAGE": "reply"}.run("", arguments(gen)...).want(t, exitFine, "", "wrote")
	t.Chdir("..")
	replygen(arguments(codeBlock(t, readme, "go tool replygen check"))...).want(t, exitFine, "", "up to date")
}

// The README's command for a fork or a local copy makes replygen a tool of the module.
func TestReadmeShowsHowToUseALocalCopy(t *testing.T) {
	edit, _, _ := strings.Cut(codeBlock(t, readFile(t, "../../README.md"), "go mod edit"), "\n")
	inDir(t, map[string]string{"go.mod": "module m\n\ngo 1.24\n"})
	if out, err := exec.Command("go", strings.Fields(edit)[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if mod := readFile(t, "go.mod"); !strings.Contains(mod, "replace github.com/replygen/replygen => ../replygen\n") {
		t.Error(mod)
	}
	if r := replygen("init", "reply"); r.code != exitFine || strings.Contains(r.out, "go get") {
		t.Error(r)
	}
}
