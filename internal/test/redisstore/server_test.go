package redisstore

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// server is a redis-server of a test's own. It can be stopped and started again, and keeps what its configuration says.
type server struct {
	address string
	args    []string
	process *exec.Cmd // nil while it is down
}

// startServer starts a redis-server with arguments besides the usual ones, and waits until it answers.
func startServer(t *testing.T, args ...string) *server {
	t.Helper()
	requireRedis(t)
	port := strconv.Itoa(freePort(t))
	s := &server{address: net.JoinHostPort("127.0.0.1", port)}
	s.args = slices.Concat([]string{"--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", t.TempDir()}, args)
	t.Cleanup(s.kill)
	s.start(t)
	client := s.client(t, nil)
	until(t, "redis-server answers", func() bool {
		return strings.Contains(client.Info(t.Context(), "server").Val(), fmt.Sprintf("process_id:%d\r", s.process.Process.Pid))
	})
	return s
}

// requireRedis skips a test where there is no redis-server, but fails it in CI.
func requireRedis(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// lastPort is below those that a kernel gives to whoever needs any, because a server that restarts needs its port again.
var lastPort atomic.Int64

func init() { lastPort.Store(20_000 + rand.Int64N(8_000)) }

// freePort is one that nobody listens at.
func freePort(t *testing.T) int {
	t.Helper()
	for {
		port := int(lastPort.Add(1))
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			_ = l.Close()
			return port
		}
		if port > 32_000 {
			t.Fatal(err)
		}
	}
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for began := time.Now(); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			t.Fatalf("not within a minute: %s", what)
		}
	}
}

func (s *server) start(t *testing.T) {
	t.Helper()
	s.process = exec.Command("redis-server", s.args...)
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
}

// kill ends the process at once, as kill -9 does.
func (s *server) kill() {
	if s.process != nil {
		_ = s.process.Process.Kill()
		_ = s.process.Wait()
		s.process = nil
	}
}

// stop lets the process hang: what is sent to it is neither answered nor refused, until resume.
func (s *server) stop()   { _ = s.process.Process.Signal(syscall.SIGSTOP) }
func (s *server) resume() { _ = s.process.Process.Signal(syscall.SIGCONT) }

// limit sets how much memory the server may use: none for "1", any for "0".
func (s *server) limit(t *testing.T, bytes string) {
	t.Helper()
	if err := s.client(t, nil).ConfigSet(t.Context(), "maxmemory", bytes).Err(); err != nil {
		t.Fatal(err)
	}
}

// client returns a client with connections of its own, as another process has.
func (s *server) client(t *testing.T, change func(*redis.Options)) *redis.Client {
	o := &redis.Options{Addr: s.address}
	if change != nil {
		change(o)
	}
	c := redis.NewClient(o)
	t.Cleanup(func() { _ = c.Close() })
	return c
}
