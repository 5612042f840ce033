package main

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
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

// Every command of the README's tables and of its CI example runs, with the overlay that it shows.
func TestCommandsOfTheReadmeRun(t *testing.T) {
	readme := readFile(t, "../../README.md")
	bot := echoBot(t)
	inDir(t, nil)
	writeFile(t, "campus.yaml", codeBlock(t, readme, "# reply/campus.yaml\n"))
	writeFile(t, "reply/campus.yaml", readFile(t, "campus.yaml"))
	reply := replygen("preview", "--spec", "campus.yaml", "text", "--set", "Content=hi").out
	calls := regexp.MustCompile("(?m)(?:^\\| `|^|run: go tool )replygen ([a-z]+( .*?)?)(?:`|$)").FindAllStringSubmatch(readme, -1)
	if len(calls) < 11 {
		t.Errorf("%d commands", len(calls))
	}
	for _, found := range calls {
		if strings.HasPrefix(found[1], "describes") {
			continue // a sentence
		}
		command := strings.ReplaceAll(found[1], "http://127.0.0.1:8080/", bot)
		command = strings.NewReplacer("--token secret", "--token test-token", "--spec reply/campus.yaml --wait", "--wait").Replace(command)
		args, stdin, _ := strings.Cut(command, " < ")
		if stdin != "" {
			stdin = reply
		}
		if r := (environment{"REPLYGEN_TOKEN": "test-token"}).run(stdin, strings.Fields(args)...); r.code != exitFine && !strings.HasPrefix(command, "diff ") {
			t.Errorf("%s: %+v", command, r)
		}
	}
	if !strings.Contains(readFile(t, "probe.xml"), "<testsuite") {
		t.Error("no JUnit report")
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

// The README's three commands lead from nothing to a chat: a bot, the bot at work, and a page that plays the platform.
func TestReadmeLeadsToAChat(t *testing.T) {
	commands := strings.Split(codeBlock(t, readFile(t, "../../README.md"), "go run ./cmd/replygen init --bot"), "\n")
	inDir(t, nil)
	dir := filepath.Join(t.TempDir(), "bot")
	address := freeAddress(t)
	words := func(command string) []string {
		command, _, _ = strings.Cut(command, "  #")
		return strings.Fields(strings.NewReplacer("/tmp/bot", dir, "127.0.0.1:8080", address).Replace(command))
	}

	replygen(words(commands[0])[3:]...).want(t, exitFine, "TOKEN=secret go -C ", "wrote")
	build := words(commands[1])
	if got, want := strings.Join(build, " "), "TOKEN=secret go -C "+dir+" run ."; got != want {
		t.Fatalf("the second command is %q, not %q", got, want)
	}
	binary := filepath.Join(t.TempDir(), "bot.exe")
	// Without the folder's path in it, what was compiled once comes from the build cache.
	if out, err := exec.Command("go", "-C", dir, "build", "-trimpath", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	start(t, exec.Command(binary), build[0], "ADDR="+address)
	for range 100 {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}

	simulate := words(commands[2])[3:]
	i := len(simulate) - 2
	if simulate[i] != "--open" {
		t.Fatalf("the third command ends with %q", simulate[i:])
	}
	out := start(t, exec.Command(os.Args[0], append(simulate[:i:i], simulate[i+1])...), "REPLYGEN_TEST_RUN=1")
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	page := strings.TrimSpace(line)
	order := `{"name": "text", "set": [{"path": "Content", "value": "你好 ]]>"}]}`
	request, err := http.NewRequest(http.MethodPost, page+"send", strings.NewReader(order))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Origin", strings.TrimSuffix(page, "/"))
	sent, err := http.DefaultClient.Do(request)
	if err != nil || sent.StatusCode != http.StatusAccepted {
		t.Fatal(err, sent)
	}
	sent.Body.Close()
	replied := regexp.MustCompile(`"outcome":"reply","type":"text","xml":"[^"]*你好 \]\]\]\]`)
	var deliveries []byte
	for range 100 {
		response, err := http.Get(page + "deliveries")
		if err != nil {
			t.Fatal(err)
		}
		deliveries, err = io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || replied.Match(deliveries) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("no reply: %s", deliveries)
}

// start runs a process until the test ends, and returns its standard output.
func start(t *testing.T, process *exec.Cmd, environment ...string) io.Reader {
	t.Helper()
	process.Env = append(os.Environ(), environment...)
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
	})
	return out
}

// freeAddress returns an address of this machine where nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
