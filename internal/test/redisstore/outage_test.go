package redisstore

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

// outages are ways in which a Redis server is away for a while.
var outages = []struct {
	name       string
	args       []string
	forgets    bool
	begin, end func(*testing.T, *server)
}{
	{"hangs", nil, false, func(_ *testing.T, s *server) { s.stop() }, func(_ *testing.T, s *server) { s.resume() }},
	{"restarts", []string{"--appendonly", "yes"}, false, func(_ *testing.T, s *server) { s.kill() }, func(t *testing.T, s *server) { s.start(t) }},
	{"restarts empty", nil, true, func(_ *testing.T, s *server) { s.kill() }, func(t *testing.T, s *server) { s.start(t) }},
	{"is full", nil, false, func(t *testing.T, s *server) { s.limit(t, "1") }, func(t *testing.T, s *server) { s.limit(t, "0") }},
}

// stagesOfWork are where a bot can be, and how long its work takes to get there.
var stagesOfWork = []struct {
	name  string
	takes time.Duration
}{
	{"claim", 0},
	{"work", 3 * time.Second},
	{"finish", 0},
	{"ack", 6 * time.Second},
	{"acked", 6 * time.Second},
}

// Two bots share a server that goes away when the first one is at a stage. Nobody dies, so there is exactly one answer,
// and no failure prompt.
func TestOutage(t *testing.T) {
	t.Parallel()
	requireRedis(t)
	for _, o := range outages {
		for _, stage := range stagesOfWork {
			for _, lasts := range []time.Duration{500 * time.Millisecond, 2 * time.Second, 4 * time.Second, 8 * time.Second} {
				name := fmt.Sprintf("server %s for %v at %s", o.name, lasts, stage.name)
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					s := startServer(t, o.args...)
					first := startBot(t, botConfig{Redis: []string{s.address}, PauseAt: stage.name, Takes: stage.takes})
					second := startBot(t, botConfig{Redis: []string{s.address}, Takes: stage.takes})
					stories := make(chan *story)
					go func() { stories <- push(t, name, first.url, second.url, first.url) }()
					first.await(t, stage.name)
					o.begin(t, s)
					first.resume()
					time.Sleep(lasts)
					o.end(t, s)
					pushed := <-stories
					x := tell(t, []*story{pushed}, first, second)[0]
					t.Logf("%s: %v; %v", name, pushed, x)
					if pushed.responded.IsZero() {
						t.Error("the user reads a failure prompt")
					}
					if x.answers != 1 {
						t.Errorf("%d answers", x.answers)
					}
					if len(x.works) > 1 && (stage.takes == 0 || lasts < time.Second && !o.forgets) {
						t.Error("worked on again, although the claim could be renewed")
					}
				})
			}
		}
	}
}

// Nothing can be done for a message when the server is away until the last delivery is over; but the user reads no
// failure prompt, and an ERROR is logged.
func TestOutageThatOutlastsTheDeliveries(t *testing.T) {
	t.Parallel()
	requireRedis(t)
	for _, o := range outages {
		t.Run(o.name, func(t *testing.T) {
			t.Parallel()
			s := startServer(t, o.args...)
			b := startBot(t, botConfig{Redis: []string{s.address}})
			o.begin(t, s)
			pushed := push(t, "server "+o.name+" for good", b.url)
			t.Logf("%s: %v", pushed.text, pushed)
			if len(pushed.seen) != wechat.Attempts || pushed.responded.IsZero() || pushed.answer != "" {
				t.Error("want the ack, of the last delivery")
			}
			b.kill()
			if log := b.log.String(); strings.Count(log, "level=WARN") != wechat.Attempts-1 || strings.Count(log, "level=ERROR") != 1 {
				t.Errorf("logged:\n%s", log)
			}
			o.end(t, s)
		})
	}
}
