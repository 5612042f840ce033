package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

const simulatedKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

// echoBot serves a bot that answers texts with themselves and acks all else. It returns the bot's URL.
func echoBot(t *testing.T) string {
	t.Helper()
	config := wechat.Config{Token: "test-token", AppID: "app", EncodingAESKey: simulatedKey}
	var mux wechat.Mux
	mux.OnText(func(_ context.Context, m *wechat.TextMessage) (wechat.Reply, error) {
		return m.ReplyText(m.Content).Build()
	})
	h, err := wechat.NewHandler(config, &mux)
	if err != nil {
		t.Fatal(err)
	}
	return listening(t, h)
}

// respondingBot serves a bot that passes the URL check and answers messages with one status and body.
func respondingBot(t *testing.T, status int, body string) string {
	t.Helper()
	return listening(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			fmt.Fprint(w, r.URL.Query().Get("echostr"))
			return
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
}

func listening(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

func TestSimulateSendsOneMessage(t *testing.T) {
	inDir(t, nil)
	bot := echoBot(t)
	send := func(token, name string, more ...string) result {
		args := append([]string{"simulate", "--send", name}, more...)
		return environment{"REPLYGEN_TOKEN": token}.run("", args...)
	}
	const (
		token    = "test-token"
		unsent   = "nothing could be sent: "
		wrongKey = unsent + "the server refuses the encrypted message; are key and receiver right?"
	)
	withKey := func(key, receiver string) []string { return []string{"--key", key, "--receiver", receiver, bot} }

	send(token, "text", "--set", "Content=a]]>b", bot).want(t, exitFine, "a]]]]><![CDATA[>b", "attempt 1: status 200")
	send(token, "text", "--key", simulatedKey, "--receiver", "app", "--set", "Content=hi", bot).
		want(t, exitFine, "<Content><![CDATA[hi]]></Content>", "attempt 1: status 200")
	send(token, "subscribe", bot).want(t, exitFine, "ack\n", "attempt 1: status 200")

	broken := respondingBot(t, 200, "<xml><MsgType>text</MsgType></xml>")
	send(token, "text", broken).want(t, exitFindings, "<xml>", "Content: required")
	send(token, "text", respondingBot(t, 200, "hello")).want(t, exitFindings, "hello\n", "the user sees")
	send(token, "text", respondingBot(t, 500, "")).want(t, exitFindings, "", "status 500")
	send(token, "text", respondingBot(t, 403, "")).want(t, exitFindings, "", "status 403")

	send(token, "txet", bot).want(t, exitUsage, "", `"text"`)
	send(token, "text", "--set", "Content", bot).want(t, exitUsage, "", "PATH=VALUE")
	send(token, "text", "--set", "Contnet=x", bot).want(t, exitUsage, "", `"Content"`)
	send("wrong", "text", bot).want(t, exitUsage, "", unsent+"the URL check fails with this token")
	send(token, "text", "http://127.0.0.1:1/").want(t, exitUsage, "", unsent+"http://127.0.0.1:1/ does not answer")
	send(token, "text", withKey(strings.ToUpper(simulatedKey), "app")...).want(t, exitUsage, "", wrongKey)
	send(token, "text", withKey(simulatedKey, "other")...).want(t, exitUsage, "", wrongKey)
	send(token, "text", append(withKey(simulatedKey, "corp"), "--spec", "wecom")...).
		want(t, exitUsage, "", unsent+"the URL check fails with this token, key or receiver")
}

// Libraries write milliseconds, and users see their replies all the same.
func TestSimulateWarnsOfATimeInMilliseconds(t *testing.T) {
	inDir(t, nil)
	reply := func(m string) string {
		text := func(name string) string { return strings.Split(strings.Split(m, "<"+name+"><![CDATA[")[1], "]]>")[0] }
		return fmt.Sprintf("<xml><ToUserName>%s</ToUserName><FromUserName>%s</FromUserName><CreateTime>%d</CreateTime>"+
			"<MsgType>text</MsgType><Content>hi</Content></xml>",
			text("FromUserName"), text("ToUserName"), time.Now().UnixMilli())
	}
	bot := listening(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if message, _ := io.ReadAll(r.Body); len(message) > 0 {
			fmt.Fprint(w, reply(string(message)))
		}
		fmt.Fprint(w, r.URL.Query().Get("echostr"))
	}))
	replygen("simulate", "--token", "t", "--send", "text", bot).
		want(t, exitFine, "<Content>hi</Content>", "warning: time: CreateTime")
}

func TestSimulateRepeatsAMessageThatIsNotAnswered(t *testing.T) {
	inDir(t, nil)
	silent := listening(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a server notices only then that the client hangs up
		if r.Method == http.MethodPost {
			<-r.Context().Done()
		}
		fmt.Fprint(w, r.URL.Query().Get("echostr"))
	}))
	r := replygen("simulate", "--token", "test-token", "--deadline", "100ms", "--send", "text", silent)
	r.want(t, exitFindings, "", "attempt 3: no response within 1")
}

func TestSimulateShowsNoSecrets(t *testing.T) {
	inDir(t, nil)
	const token = "test-token"
	for _, leak := range []string{token, "<xml><" + token + ">" + token + "</" + token + "></xml>", "<xml>" + simulatedKey} {
		args := []string{"simulate", "--token", token, "--key", simulatedKey, "--receiver", "app", "--send", "text"}
		r := replygen(append(args, respondingBot(t, 200, leak))...)
		said := r.out + r.err
		if strings.Contains(said, token) || strings.Contains(said, simulatedKey) || r.code != exitFindings {
			t.Errorf("%q: %+v", leak, r)
		}
	}
}

func TestSimulateServesItsPageUntilItIsInterrupted(t *testing.T) {
	for _, sent := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		process := exec.Command(os.Args[0], "simulate", "--token", "test-token", echoBot(t))
		process.Env = append(os.Environ(), "REPLYGEN_TEST_RUN=1")
		out, err := process.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		var errOut strings.Builder
		process.Stderr = &errOut
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil || !regexp.MustCompile(`^http://127\.0\.0\.1:\d+/\n$`).MatchString(line) {
			t.Fatalf("%v: %q %s", err, line, errOut.String())
		}
		page := strings.TrimSpace(line)
		response, err := http.Get(page)
		if err != nil || response.StatusCode != 200 {
			t.Fatal(err, response)
		}
		response.Body.Close()
		events, err := http.Get(page + "events") // a page that stays open
		if err != nil {
			t.Fatal(err)
		}
		if err := process.Process.Signal(sent); err != nil {
			_ = process.Process.Kill()
			t.Skip(err) // Windows sends no signals
		}
		ended := make(chan error, 1)
		go func() { ended <- process.Wait() }()
		select {
		case err := <-ended:
			if err != nil || errOut.String() != "" {
				t.Errorf("%v: %v %s", sent, err, errOut.String())
			}
		case <-time.After(10 * time.Second):
			_ = process.Process.Kill()
			t.Errorf("%v does not end it", sent)
		}
		events.Body.Close()
	}
}

func TestSimulateSaysThatItWasInterrupted(t *testing.T) {
	for _, waiting := range []string{http.MethodGet, http.MethodPost} {
		began := make(chan struct{}, 1)
		bot := listening(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			if r.Method == waiting {
				began <- struct{}{}
				<-r.Context().Done()
			}
			fmt.Fprint(w, r.URL.Query().Get("echostr"))
		}))
		process := exec.Command(os.Args[0], "simulate", "--token", "test-token", "--send", "text", bot)
		process.Env = append(os.Environ(), "REPLYGEN_TEST_RUN=1")
		var said strings.Builder
		process.Stderr = &said
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		<-began
		if err := process.Process.Signal(os.Interrupt); err != nil {
			_ = process.Process.Kill()
			t.Skip(err) // Windows sends no signals
		}
		_ = process.Wait()
		if got := said.String(); process.ProcessState.ExitCode() != exitUsage || got != "replygen simulate: interrupted\n" {
			t.Errorf("%s: %v, %s", waiting, process.ProcessState, got)
		}
	}
}

func TestSimulateListensWhereItIsTold(t *testing.T) {
	inDir(t, nil)
	taken := strings.TrimPrefix(echoBot(t), "http://")
	replygen("simulate", "--token", "t", "--listen", taken, "http://127.0.0.1:1/").want(t, exitUsage, "", "--listen")
}
