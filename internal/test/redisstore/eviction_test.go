package redisstore

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

// A server that evicts messages in work makes bots work on them again and again, and drop each other's answers. Yet they
// arrive, and none is answered twice.
func TestServerThatEvictsMessages(t *testing.T) {
	t.Parallel()
	s := startServer(t, "--maxmemory", "3mb", "--maxmemory-policy", "allkeys-lru")
	c := botConfig{Redis: []string{s.address}, Takes: 6 * time.Second, Stretch: true}
	bots := []*bot{startBot(t, c), startBot(t, c)}
	stories := make([]*story, 40)
	var pushing sync.WaitGroup
	for i := range stories {
		pushing.Add(1)
		go func() {
			defer pushing.Done()
			time.Sleep(time.Duration(i) * 50 * time.Millisecond)
			stories[i] = push(t, fmt.Sprint("message ", i), bots[i%2].url, bots[(i+1)%2].url, bots[i%2].url)
		}()
	}
	ctx, pushed := context.WithCancel(t.Context())
	go func() {
		defer pushed()
		pushing.Wait()
	}()
	client, filler := s.client(t, nil), strings.Repeat("x", 10_000)
	for i := 0; ctx.Err() == nil; i++ {
		if err := client.Set(t.Context(), fmt.Sprint("filler:", i), filler, 0).Err(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Millisecond)
	}
	if stats := client.Info(t.Context(), "stats").Val(); strings.Contains(stats, "evicted_keys:0\r") {
		t.Fatal("nothing was evicted")
	}
	if again, _ := summarize(t, stories, bots); again == 0 {
		t.Error("no message was evicted while it was in work")
	}
}

// summarize checks what became of messages whose bots have not died, and logs it in a line. It returns how many were
// worked on more than once, and how many have no answer.
func summarize(t *testing.T, stories []*story, bots []*bot) (again, unanswered int) {
	t.Helper()
	all := tell(t, stories, bots...)
	deliveries, lates := [wechat.Attempts + 1]int{}, 0
	for i, x := range all {
		if stories[i].responded.IsZero() {
			t.Errorf("%s: the user reads a failure prompt: %v", stories[i].text, stories[i])
		}
		deliveries[len(stories[i].seen)]++
		if len(x.works) > 1 {
			again++
		}
		if x.answers == 0 {
			unanswered++
		}
		lates += x.lates
	}
	t.Logf("%d messages, %v of them delivered once, twice, three times; %d worked on more than once; %d answered late, %d not",
		len(all), deliveries[1:], again, lates, unanswered)
	return again, unanswered
}
