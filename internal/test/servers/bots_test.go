package servers

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/silenceper/wechat/v2"
	"github.com/silenceper/wechat/v2/cache"
	"github.com/silenceper/wechat/v2/officialaccount/config"
	"github.com/silenceper/wechat/v2/officialaccount/message"
	"github.com/sirupsen/logrus"
)

// The account of all bots.
const (
	token = "test-token"
	key   = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	appID = "wx5823bf96d3bd56c7"
)

// bots are the bots by the names of their libraries.
var bots = map[string]bot{
	"wechat":     {nodeBot("wechat.js"), []string{"body.empty", "body.deep", "crypto.garbage"}},
	"co-wechat":  {nodeBot("co-wechat.js"), nil},
	"silenceper": {silenceperBot, nil},
}

type bot struct {
	// start starts the bot and returns its URL.
	start func(*testing.T) string
	// fatal are the checks that end its process.
	fatal []string
}

// directory holds the command replygen, the bots of npm and their libraries.
var directory string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if directory, err = os.MkdirTemp("", "servers"); err != nil {
			panic(err)
		}
		defer os.RemoveAll(directory)
		logrus.SetLevel(logrus.PanicLevel)
		return m.Run()
	}())
}

// install gets the libraries of npm at the first call.
var install = sync.OnceValue(func() error {
	if err := os.CopyFS(directory, os.DirFS("testdata")); err != nil {
		return err
	}
	npm := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
	npm.Dir, npm.Stderr = directory, os.Stderr
	return npm.Run()
})

// nodeBot returns what starts a bot in a process of its own, which may die.
func nodeBot(script string) func(*testing.T) string {
	return func(t *testing.T) string {
		t.Helper()
		if err := install(); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
		bot := exec.CommandContext(t.Context(), "node", "--no-deprecation", filepath.Join(directory, script))
		bot.Env = append(os.Environ(), "TOKEN="+token, "KEY="+key, "APPID="+appID)
		out, err := bot.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := bot.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = bot.Wait() }) // the context has ended the bot, if nothing else has
		port, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return "http://127.0.0.1:" + strings.TrimSpace(port) + "/"
	}
}

func silenceperBot(t *testing.T) string {
	account := wechat.NewWechat().GetOfficialAccount(&config.Config{
		AppID: appID, Token: token, EncodingAESKey: key, Cache: cache.NewMemory(),
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := account.GetServer(r, w)
		s.SetMessageHandler(func(m *message.MixMessage) *message.Reply {
			if m.MsgType != message.MsgTypeText {
				return nil
			}
			return &message.Reply{MsgType: message.MsgTypeText, MsgData: message.NewText(m.Content)}
		})
		err := s.Serve()
		if err == nil {
			err = s.Send()
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}
