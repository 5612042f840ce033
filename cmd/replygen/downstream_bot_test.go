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
		bot := exec.Command(binary)
		bot.Env = append(os.Environ(), "TOKEN=token", "ADDR=127.0.0.1:0")
		log, err := bot.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := bot.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = bot.Process.Kill() })
		line, err := bufio.NewReader(log).ReadString('\n')
		_, address, ok := strings.Cut(strings.TrimSpace(line), "listening on ")
		if !ok {
			t.Fatalf("the log begins with %q, %v", line, err)
		}

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
