package redisstore

import (
	"context"
	"net"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// server is a redis-server of a test's own.
type server struct {
	address string
	stop    func()
}

// startServer starts a redis-server. Where there is none, the test is skipped, but fails in CI.
func startServer(t *testing.T) *server {
	t.Helper()
	binary, err := exec.LookPath("redis-server")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{address: l.Addr().String()}
	_, port, _ := net.SplitHostPort(s.address)
	_ = l.Close()
	cmd := exec.Command(binary, "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.stop = sync.OnceFunc(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	t.Cleanup(s.stop)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for c := s.client(t, nil); c.Ping(ctx).Err() != nil; time.Sleep(10 * time.Millisecond) {
		if ctx.Err() != nil {
			t.Fatal("redis-server does not answer")
		}
	}
	return s
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
