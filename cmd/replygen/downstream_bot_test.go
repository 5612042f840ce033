package main

import (
	"context"
	"crypto/sha1"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// An empty module becomes a bot that answers by "init --bot" and what it says to do next.
func TestDownstreamModuleStartsWithABot(t *testing.T) {
	golang := downstream(t, nil)
	golang("tool", "replygen", "init", "--bot")
	golang("generate", "./reply")
	golang("vet", "./...")
	binary := filepath.Join(t.TempDir(), "bot.exe")
	golang("build", "-o", binary, ".")

	address := freeAddress(t)
	bot := exec.Command(binary)
	bot.Env = append(os.Environ(), "TOKEN=token", "ADDR="+address)
	bot.Stderr = os.Stderr
	if err := bot.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bot.Process.Kill() })

	response := postMessage(t, address, "<xml><ToUserName>account</ToUserName><FromUserName>user</FromUserName><CreateTime>1</CreateTime>"+
		"<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>")
	for _, want := range []string{"<ToUserName><![CDATA[user]]>", "<FromUserName><![CDATA[account]]>", "<Content><![CDATA[你好]]>"} {
		if !strings.Contains(response, want) {
			t.Errorf("the bot answers %q, without %s", response, want)
		}
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// postMessage posts a message as the platform does, as soon as somebody listens, and returns the response's body.
func postMessage(t *testing.T, address, message string) string {
	t.Helper()
	signed := []string{"token", "1409304348", "nonce"}
	slices.Sort(signed)
	url := fmt.Sprintf("http://%s/?signature=%x&timestamp=1409304348&nonce=nonce", address, sha1.Sum([]byte(strings.Join(signed, ""))))
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(message))
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			defer response.Body.Close()
			body, err := io.ReadAll(response.Body)
			if err != nil || response.StatusCode != http.StatusOK {
				t.Fatalf("%s, %v", response.Status, err)
			}
			return string(body)
		}
		select {
		case <-ctx.Done():
			t.Fatal(err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
