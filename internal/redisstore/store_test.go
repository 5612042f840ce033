package redisstore

import (
	"context"
	"io"
	"net"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/redis/go-redis/v9"
)

// appendInt is what the laws use of the run-time code.
func appendInt(dst []byte, n int64) []byte { return strconv.AppendInt(dst, n, 10) }

func TestRedisStoreHoldsTheLaws(t *testing.T) {
	client := startServer(t).client(t, nil)
	for _, l := range storeLaws {
		t.Run(l.name, func(t *testing.T) {
			l.law(t, NewRedisStore(client, l.name+":"))
		})
	}
}

func TestAccountsOfOneServerAreApart(t *testing.T) {
	client := startServer(t).client(t, nil)
	a, b := NewRedisStore(client, "a:"), NewRedisStore(client, "b:")
	claims(t, a, "key", 1, false, "")
	finishes(t, a, "key", "answer", true)
	claims(t, b, "key", 1, false, "")
	claims(t, a, "key", 2, true, "answer")
}

// forgetful loses the responses to what is sent while it is armed.
type forgetful struct {
	net.Conn
	armed *atomic.Bool
}

func (c forgetful) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if err == nil && c.armed.CompareAndSwap(true, false) {
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}

// The client sends a command again whose response it has not seen; were that another delivery, nobody would work on the
// message.
func TestClaimThatTheClientRepeatsIsOneDelivery(t *testing.T) {
	s := startServer(t)
	var armed atomic.Bool
	client := s.client(t, func(o *redis.Options) {
		o.Dialer = func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := new(net.Dialer).DialContext(ctx, network, address)
			return forgetful{c, &armed}, err
		}
	})
	store := NewRedisStore(client, "")
	claims(t, store, "before", 1, false, "") // the script is there, and the connection open
	armed.Store(true)
	claims(t, store, "key", 1, false, "")
	if armed.Load() {
		t.Fatal("no response was lost")
	}
	claims(t, store, "key", 2, false, "")
}
