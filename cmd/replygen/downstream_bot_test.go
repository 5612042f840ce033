//go:build exhaustive

package main

import (
	"bufio"
	"crypto/sha1"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/replygen/replygen/spec"
)

// "init --bot" and the commands that it prints turn an empty module into a bot that answers, and that ends in order.
func TestDownstreamModuleStartsWithABot(t *testing.T) {
	golang := downstream(t, nil)
	golang("tool", "replygen", "init", "--bot")
	golang("generate", "./reply")
	golang("vet", "./...")
	const answer = "return m.ReplyText(m.Content).Build()"
	writeFile(t, "main.go", strings.Replace(readFile(t, "main.go"), answer, "time.Sleep(time.Second)\n"+answer, 1))
	writeFile(t, "main.go", strings.Replace(readFile(t, "main.go"), `"syscall"`, `"syscall"; "time"`, 1))
	binary := filepath.Join(t.TempDir(), "bot.exe")
	golang("build", "-o", binary, ".")

	for _, sent := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		bot, address := startProgram(t, binary, "TOKEN=token")

		// The signal arrives while the bot works on the message.
		time.AfterFunc(time.Second/2, func() { _ = bot.Process.Signal(sent) })
		response := postMessage(t, address, "<xml><ToUserName>account</ToUserName><FromUserName>user</FromUserName><CreateTime>1</CreateTime>"+
			"<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>")
		for _, want := range []string{"<ToUserName><![CDATA[user]]>", "<FromUserName><![CDATA[account]]>", "<Content><![CDATA[你好]]>"} {
			if !strings.Contains(response, want) {
				t.Errorf("the bot answers %q, without %s", response, want)
			}
		}
		if err := bot.Wait(); err != nil {
			t.Errorf("%v: %v", sent, err)
		}
	}
}

// startProgram starts a bot and returns it with the address that it prints.
func startProgram(t *testing.T, binary string, env ...string) (bot *exec.Cmd, address string) {
	t.Helper()
	bot = exec.Command(binary)
	bot.Env = append(append(os.Environ(), "ADDR=127.0.0.1:0"), env...)
	log, err := bot.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := bot.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bot.Process.Kill() })
	lines := bufio.NewReader(log)
	line, err := lines.ReadString('\n')
	_, address, ok := strings.Cut(strings.TrimSpace(line), "listening on ")
	if !ok {
		t.Fatalf("the log begins with %q, %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }() // a full pipe would stop the bot
	return bot, address
}

// The bot of each builtin platform does all that its platform asks for, but for what takes a setting: the age of a
// message, and the refusal of plain ones.
func TestBotsOfTheBuiltinsPassAllChecks(t *testing.T) {
	golang := downstream(t, nil)
	for _, id := range spec.Builtins() {
		replygen("init", "--bot", "--spec", id, id).want(t, exitFine, "go run ./"+id, "wrote")
	}
	golang("build", "-o", "bin"+string(filepath.Separator), "./...")
	const key = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s"
	for _, id := range spec.Builtins() {
		t.Run(id, func(t *testing.T) {
			p, err := spec.Load(id)
			if err != nil {
				t.Fatal(err)
			}
			_, address := startProgram(t, filepath.Join("bin", id),
				"TOKEN=test-token", "ENCODING_AES_KEY="+key, "APP_ID=id", "CORP_ID=id", "SUITE_ID=id")
			common := []string{"probe", "--spec", id, "--token", "test-token", "--strict", "--skip", "signature.old"}
			if p.Security == nil || slices.Contains(p.Security.Modes, "plain") {
				replygen(append(common, "http://"+address)...).want(t, exitFine, " 0 failed", "")
			}
			if p.Security.Encrypts() {
				encrypted := append(common, "--skip", "crypto.downgrade", "--key", key)
				if p.Security.Receiver != "" {
					encrypted = append(encrypted, "--receiver", "id")
				}
				replygen(append(encrypted, "http://"+address)...).want(t, exitFine, " 0 failed", "")
			}
		})
	}
}

// postMessage posts a message as the platform does, and returns the response's body.
func postMessage(t *testing.T, address, message string) string {
	t.Helper()
	signed := []string{"token", "1409304348", "nonce"}
	slices.Sort(signed)
	url := fmt.Sprintf("http://%s/?signature=%x&timestamp=1409304348&nonce=nonce", address, sha1.Sum([]byte(strings.Join(signed, ""))))
	response, err := http.Post(url, "text/xml", strings.NewReader(message))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s, %v", response.Status, err)
	}
	return string(body)
}
