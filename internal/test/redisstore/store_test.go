package redisstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

func init() { storeLawShort = 2 * time.Second } // other tests of this package stop and start servers meanwhile

// appendInt is what the laws use of the run-time code.
func appendInt(dst []byte, n int64) []byte { return strconv.AppendInt(dst, n, 10) }

func TestRedisStoreHoldsTheLaws(t *testing.T) {
	t.Parallel()
	client := startServer(t).client(t, nil)
	for _, l := range storeLaws {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			l.law(t, NewRedisStore(client, l.name+":"))
		})
	}
}

// calls are the methods of the store.
var calls = map[string]func(context.Context, Store, Delivery) error{
	"claim": func(ctx context.Context, s Store, d Delivery) error { _, err := s.Claim(ctx, d); return err },
	"wait":  func(ctx context.Context, s Store, d Delivery) error { _, err := s.Wait(ctx, d); return err },
	"renew": func(ctx context.Context, s Store, d Delivery) error { _, err := s.Renew(ctx, d); return err },
	"finish": func(ctx context.Context, s Store, d Delivery) error {
		_, err := s.Finish(ctx, d, []byte("x"))
		return err
	},
	"ack": func(ctx context.Context, s Store, d Delivery) error { _, _, err := s.Ack(ctx, d); return err },
}

func TestAccountsOfOneServerAreApart(t *testing.T) {
	client := startServer(t).client(t, nil)
	a, b := NewRedisStore(client, "a:"), NewRedisStore(client, "b:")
	answers(t, a, by("key", 1), "answer")
	claims(t, b, by("key", 1), Claim{Attempt: 1, Work: true})
	claims(t, a, by("key", 2), done(2, "answer"))
}

// Who posts a recorded request again and again must not fill the server's memory.
func TestMessageStaysSmallHoweverOftenItIsDelivered(t *testing.T) {
	client := startServer(t).client(t, nil)
	s := NewRedisStore(client, "")
	for i := range 10_000 {
		if _, err := s.Claim(t.Context(), by("key", i)); err != nil {
			t.Fatal(err)
		}
	}
	if n := client.MemoryUsage(t.Context(), "key").Val(); n == 0 || n > 1500 {
		t.Errorf("%d bytes", n)
	}
	claims(t, s, by("key", 0), Claim{Attempt: 1, Work: true}) // its holder is known all the time
}

// Nothing stays for ever, whatever call a message has become known by.
func TestEveryKeyExpires(t *testing.T) {
	client := startServer(t).client(t, nil)
	for name, call := range calls {
		d := by(name, 1)
		if err := call(t.Context(), NewRedisStore(client, ""), d); err != nil {
			t.Fatal(err)
		}
		if ttl := client.PTTL(t.Context(), name).Val(); ttl <= 0 || ttl > d.TTL {
			t.Errorf("%s: %v", name, ttl)
		}
	}
}

// Who waits asks often; that is no reason to write.
func TestWaitingDoesNotLengthenTheLife(t *testing.T) {
	client := startServer(t).client(t, nil)
	s := NewRedisStore(client, "")
	claims(t, s, by("key", 1), Claim{Attempt: 1, Work: true})
	claims(t, s, by("key", 2), Claim{Attempt: 2})
	client.PExpire(t.Context(), "key", 10*time.Second)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if c, err := s.Wait(ctx, by("key", 2)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%+v, %v", c, err)
	}
	if ttl := client.PTTL(t.Context(), "key").Val(); ttl > 10*time.Second {
		t.Errorf("%v", ttl)
	}
}

func TestAgeIsKnown(t *testing.T) {
	s := NewRedisStore(startServer(t).client(t, nil), "")
	claims(t, s, by("key", 1), Claim{Attempt: 1, Work: true})
	for i := range 2 {
		time.Sleep(20 * time.Millisecond)
		if c := claims(t, s, by("key", 2+i), Claim{Attempt: 2 + i}); c.Age < time.Duration(i+1)*19*time.Millisecond || c.Age > time.Minute {
			t.Errorf("age %v after %d × 20 ms", c.Age, i+1)
		}
	}
}

// A clock that is set back by an hour must not let the claim of a dead process hold for that long.
func TestClaimLapsesWhenTheClockIsSet(t *testing.T) {
	client := startServer(t).client(t, nil)
	s := NewRedisStore(client, "")
	for name, set := range map[string]time.Duration{"back": -time.Hour, "forth": time.Hour} {
		claims(t, s, by(name, 1), Claim{Attempt: 1, Work: true})
		claims(t, s, by(name, 2), Claim{Attempt: 2})
		// That is as if the clock had been set.
		for _, field := range []string{"first", "from"} {
			if err := client.HIncrBy(t.Context(), name, field, -set.Milliseconds()).Err(); err != nil {
				t.Fatal(err)
			}
		}
		if c := claims(t, s, by(name, 2), Claim{Attempt: 2, Work: true}); c.Age < 0 {
			t.Errorf("age %v", c.Age)
		}
		claims(t, s, by(name, 1), Claim{Attempt: 1})
	}
}

// forgetful loses the response to the next thing that is sent while it is armed.
type forgetful struct {
	net.Conn
	armed *atomic.Bool
}

func (c forgetful) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if err == nil && c.armed.CompareAndSwap(true, false) {
		_ = c.Close()
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}

// The client sends a command again whose response it has not seen.
func TestCallThatTheClientRepeatsIsOneCall(t *testing.T) {
	var armed atomic.Bool
	client := startServer(t).client(t, func(o *redis.Options) {
		o.Dialer = func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := new(net.Dialer).DialContext(ctx, network, address)
			return forgetful{c, &armed}, err
		}
	})
	s := NewRedisStore(client, "")
	for _, name := range slices.Sorted(maps.Keys(calls)) {
		// The scripts are loaded then, and a connection is open.
		if err := calls[name](t.Context(), s, by("another", 1)); err != nil {
			t.Fatal(err)
		}
	}
	losing := func(call func()) {
		t.Helper()
		armed.Store(true)
		call()
		if armed.Load() {
			t.Error("no response was lost")
		}
	}
	losing(func() { claims(t, s, by("a", 1), Claim{Attempt: 1, Work: true}) })
	losing(func() { claims(t, s, by("a", 2), Claim{Attempt: 2}) })
	losing(func() { renews(t, s, by("a", 1), true) })
	losing(func() { acks(t, s, by("a", 2), false, "") })
	losing(func() { finishes(t, s, by("a", 1), "late", OutcomeAcked) })
	losing(func() { waits(t, s, by("a", 2), done(2, "")) })
}

// A client waits for a server that does not respond as long as its ReadTimeout is, and again, unless it takes its timeouts
// from contexts; the store does not.
func TestEveryCallEndsWithItsContext(t *testing.T) {
	server := startServer(t)
	for client, change := range map[string]func(*redis.Options){
		"patient": func(o *redis.Options) { o.ReadTimeout, o.WriteTimeout = -1, -1 },
		"prompt":  func(o *redis.Options) { o.ContextTimeoutEnabled = true },
	} {
		s := NewRedisStore(server.client(t, change), client)
		for name, call := range calls {
			if err := call(t.Context(), s, by(name, 1)); err != nil {
				t.Fatal(err)
			}
			server.stop()
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			began := time.Now()
			if err := call(ctx, s, by(name, 1)); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 2*time.Second {
				t.Errorf("%s, %s: %v after %v", client, name, err, time.Since(began))
			}
			cancel()
			server.resume()
		}
	}
}

// Were a server that has hung to give the claim to a process that has given up, others would wait for that.
func TestCallThatNobodyWaitsForHasNoEffect(t *testing.T) {
	server := startServer(t)
	s := NewRedisStore(server.client(t, nil), "")
	for name, call := range calls {
		answers(t, s, by("another", 1), "answer") // the server's clock is known
		if err := server.client(t, nil).Del(t.Context(), "another").Err(); err != nil {
			t.Fatal(err)
		}
		server.stop()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		if err := call(ctx, s, by(name, 1)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
		time.Sleep(50 * time.Millisecond)
		server.resume()
		claims(t, s, by(name, 2), Claim{Attempt: 1, Work: true})
	}
}

// What is known of the server's clock may be wrong, after it has been set, or in a Cluster.
func TestClockOfTheServerIsLearntAgain(t *testing.T) {
	s := NewRedisStore(startServer(t).client(t, nil), "")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for name, call := range calls {
		s.asked.Store(true)
		s.ahead.Store(0)
		if err := call(ctx, s, by(name, 1)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A script that memory is too short for changes nothing, so that a message is never half written.
func TestShortMemoryLeavesMessagesWhole(t *testing.T) {
	server := startServer(t, "--maxmemory-policy", "noeviction")
	client := server.client(t, nil)
	s := NewRedisStore(client, "")
	for name, call := range calls {
		for _, known := range []bool{false, true} {
			d := by(fmt.Sprint(name, known), 1)
			if known {
				claims(t, s, d, Claim{Attempt: 1, Work: true})
			}
			before := client.HGetAll(t.Context(), d.Key).Val()
			server.limit(t, "1")
			if err := call(t.Context(), s, d); err == nil || !strings.Contains(err.Error(), "OOM") {
				t.Errorf("%s: %v", d.Key, err)
			}
			server.limit(t, "0")
			if after := client.HGetAll(t.Context(), d.Key).Val(); !maps.Equal(after, before) {
				t.Errorf("%s: %v became %v", d.Key, before, after)
			}
		}
	}
}

func TestAnswerIsGivenOutWhenMemoryIsShort(t *testing.T) {
	server := startServer(t, "--maxmemory-policy", "noeviction")
	s := NewRedisStore(server.client(t, nil), "")
	answers(t, s, by("key", 1), "answer")
	server.limit(t, "1")
	claims(t, s, by("key", 1), done(1, "answer"))
	waits(t, s, by("key", 1), done(1, "answer"))
	acks(t, s, by("key", 1), true, "answer")
	finishes(t, s, by("key", 1), "answer", OutcomeKept)
}
