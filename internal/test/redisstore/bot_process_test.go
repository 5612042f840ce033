package redisstore

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/replygen/replygen/generated/wechat"
)

// botConfig is what a bot is started with: the test's own binary, in another process, which serves an account until its
// standard input ends.
type botConfig struct {
	Redis   []string      // the server's address, or those of a Cluster
	PauseAt string        // the stage at which it waits for a line, once
	Takes   time.Duration // how long the work on a message takes
	Stretch bool          // its StretchRetries
}

// botVariable is the environment variable that makes the binary a bot.
const botVariable = "REDISSTORE_BOT"

func TestMain(m *testing.M) {
	if config := os.Getenv(botVariable); config != "" {
		if err := runBot(config); err != nil {
			panic(err)
		}
		return
	}
	// Scenarios wait, most of the time; but each starts three processes, and they have deadlines.
	_ = flag.Set("test.parallel", "24")
	os.Exit(m.Run())
}

// event is what a bot says on its standard output when it reaches a stage, as a line of JSON.
type event struct {
	Stage string // see stagedStore and runBot
	Text  string // of the message, where the stage knows it
	At    time.Time
}

// stages announces stages and pauses at one of them.
type stages struct {
	mu      sync.Mutex
	pauseAt string
	resume  chan struct{}
}

func (s *stages) reach(stage, text string) {
	s.mu.Lock()
	line, _ := json.Marshal(event{stage, text, time.Now()})
	fmt.Println(string(line))
	pause := stage == s.pauseAt
	if pause {
		s.pauseAt = ""
	}
	s.mu.Unlock()
	if pause {
		<-s.resume
	}
}

// stagedStore announces its calls.
type stagedStore struct {
	wechat.Store
	*stages
}

func (s stagedStore) Claim(ctx context.Context, d wechat.Delivery) (wechat.Claim, error) {
	s.reach("claim", "")
	return s.Store.Claim(ctx, d)
}

func (s stagedStore) Finish(ctx context.Context, d wechat.Delivery, answer []byte) (wechat.Outcome, error) {
	s.reach("finish", "")
	outcome, err := s.Store.Finish(ctx, d, answer)
	s.reach("finished", "")
	return outcome, err
}

func (s stagedStore) Ack(ctx context.Context, d wechat.Delivery) ([]byte, bool, error) {
	s.reach("ack", "")
	answer, done, err := s.Store.Ack(ctx, d)
	s.reach("acked", "")
	return answer, done, err
}

func runBot(config string) error {
	var c botConfig
	if err := json.Unmarshal([]byte(config), &c); err != nil {
		return err
	}
	s := &stages{pauseAt: c.PauseAt, resume: make(chan struct{})}
	var client redis.Scripter = redis.NewClient(&redis.Options{Addr: c.Redis[0]})
	if len(c.Redis) > 1 {
		client = redis.NewClusterClient(&redis.ClusterOptions{Addrs: c.Redis})
	}
	store := NewRedisStore(client, "bot:")
	// A bot that has run for a while has a connection, and Redis the script: it may run the script although nobody
	// waits for that any more.
	if _, err := store.Claim(context.Background(), Delivery{Key: "first", Token: 1, TTL: time.Minute}); err != nil {
		return err
	}
	h, err := wechat.NewHandler(wechat.Config{
		Token:          token,
		Store:          stagedStore{store, s},
		Logger:         slog.New(slog.NewTextHandler(os.Stderr, nil)),
		StretchRetries: c.Stretch,
		OnLate: func(_ context.Context, _ wechat.Message, r wechat.Reply) {
			s.reach("late", r.(*wechat.TextReply).Content)
		},
	}, wechat.HandlerFunc(func(ctx context.Context, m wechat.Message) (wechat.Reply, error) {
		text := m.(*wechat.TextMessage)
		s.reach("work", text.Content)
		select {
		case <-time.After(c.Takes):
			return text.ReplyText(text.Content).Build()
		case <-ctx.Done():
			s.reach("cancelled", text.Content)
			return nil, ctx.Err()
		}
	}))
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: h}
	go func() { _ = server.Serve(listener) }()
	s.reach("listening", "http://"+listener.Addr().String())
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		s.resume <- struct{}{}
	}
	if err := server.Shutdown(context.Background()); err != nil {
		return err
	}
	return h.Shutdown(context.Background())
}
