package rt

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"time"
)

// guardedStore is the user's store, for which a panic is an error.
type guardedStore struct {
	Store
	logger *slog.Logger
}

var errStorePanic = errors.New("panic in the store")

func (s *guardedStore) Claim(ctx context.Context, d Delivery) (c Claim, err error) {
	defer s.guard(ctx, &err)
	return s.Store.Claim(ctx, d)
}

func (s *guardedStore) Wait(ctx context.Context, d Delivery) (c Claim, err error) {
	defer s.guard(ctx, &err)
	return s.Store.Wait(ctx, d)
}

func (s *guardedStore) Renew(ctx context.Context, d Delivery) (held bool, err error) {
	defer s.guard(ctx, &err)
	return s.Store.Renew(ctx, d)
}

func (s *guardedStore) Finish(ctx context.Context, d Delivery, answer []byte) (o Outcome, err error) {
	defer s.guard(ctx, &err)
	return s.Store.Finish(ctx, d, answer)
}

func (s *guardedStore) Ack(ctx context.Context, d Delivery) (answer []byte, done bool, err error) {
	defer s.guard(ctx, &err)
	return s.Store.Ack(ctx, d)
}

// guard is to be deferred: it makes an error of a panic.
func (s *guardedStore) guard(ctx context.Context, err *error) {
	if cause := recover(); cause != nil {
		s.logger.LogAttrs(ctx, slog.LevelError, errStorePanic.Error(),
			slog.Any("panic", cause), slog.String("stack", string(debug.Stack())))
		*err = errStorePanic
	}
}

// backoff is how long to wait before asking a store again.
type backoff struct {
	last time.Duration
}

// longestBackoff is how late it is noticed that a store works again.
const longestBackoff = 200 * time.Millisecond

// pause waits for 5 ms, and each time twice as long, but not beyond the end: it returns false when
// that has come.
func (b *backoff) pause(end time.Time) bool {
	b.last = min(max(5*time.Millisecond, 2*b.last), longestBackoff)
	time.Sleep(min(b.last, time.Until(end)))
	return time.Now().Before(end)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
