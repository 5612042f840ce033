package redisstore

import (
	"fmt"
	"testing"
	"time"
)

// One of two bots that share a server is killed at a stage. What it was working on is worked on again, unless it had
// finished.
func TestBotDies(t *testing.T) {
	t.Parallel()
	requireRedis(t)
	for _, stage := range []struct {
		name    string
		takes   time.Duration
		works   int // of the bots together
		answers int
	}{
		{"claim", 0, 1, 1},
		{"work", 0, 2, 1},
		{"finish", 0, 2, 1},
		{"finished", 0, 1, 1},
		{"ack", 6 * time.Second, 2, 1},
		{"acked", 6 * time.Second, 2, 1},
	} {
		t.Run("bot dies at "+stage.name, func(t *testing.T) {
			t.Parallel()
			s := startServer(t)
			first := startBot(t, botConfig{Redis: []string{s.address}, PauseAt: stage.name, Takes: stage.takes})
			second := startBot(t, botConfig{Redis: []string{s.address}, Takes: stage.takes})
			stories := make(chan *story)
			go func() { stories <- push(t, "bot dies at "+stage.name, first.url, second.url) }()
			first.await(t, stage.name)
			first.kill()
			pushed := <-stories
			x := tell(t, []*story{pushed}, first, second)[0]
			t.Logf("%s: %v; %v", pushed.text, pushed, x)
			if pushed.responded.IsZero() || len(x.works) != stage.works || x.answers != stage.answers {
				t.Errorf("want %d works, %d answers", stage.works, stage.answers)
			}
		})
	}
}

// A process that hangs loses its claim, as a dead one does. When it goes on, it must not answer what another one has
// answered meanwhile.
func TestBotHangs(t *testing.T) {
	t.Parallel()
	requireRedis(t)
	for _, stage := range []struct {
		name  string
		takes time.Duration
	}{{"claim", 0}, {"work", 0}, {"finish", 0}, {"ack", 6 * time.Second}, {"acked", 6 * time.Second}} {
		for _, lasts := range []time.Duration{3 * time.Second, 6 * time.Second} {
			name := fmt.Sprintf("bot hangs for %v at %s", lasts, stage.name)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s := startServer(t)
				first := startBot(t, botConfig{Redis: []string{s.address}, PauseAt: stage.name, Takes: stage.takes})
				second := startBot(t, botConfig{Redis: []string{s.address}, Takes: stage.takes})
				stories := make(chan *story)
				go func() { stories <- push(t, name, first.url, second.url) }()
				first.await(t, stage.name)
				first.hang()
				time.Sleep(lasts)
				first.wake()
				first.resume()
				pushed := <-stories
				x := tell(t, []*story{pushed}, first, second)[0]
				t.Logf("%s: %v; %v", name, pushed, x)
				if pushed.responded.IsZero() || x.answers != 1 {
					t.Errorf("%d answers", x.answers)
				}
			})
		}
	}
}
