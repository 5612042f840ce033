package main

import (
	"strings"
	"testing"
)

// codeBlock is the fenced block of a Markdown text that begins with start.
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
