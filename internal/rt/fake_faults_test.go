//go:build go1.25

package rt

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// fakeProcess is a handler with all that is around it. It may die: then nothing that it does has an effect any more.
type fakeProcess struct {
	handler *Handler
	dead    chan struct{}
	died    time.Time // set before dead is closed
	// clock is how far its wall clock is off, in nanoseconds.
	clock atomic.Int64
}

func (p *fakeProcess) isDead() bool {
	select {
	case <-p.dead:
		return true
	default:
		return false
	}
}

// diedBefore reports whether the process had died by then.
func (p *fakeProcess) diedBefore(t time.Time) bool {
	return p.isDead() && p.died.Before(t)
}

// fakeProcesses are behind a balancer, which passes over the ones that are dead.
type fakeProcesses struct {
	mu    sync.Mutex
	next  int
	alive []*fakeProcess
	all   []*fakeProcess
	start func() *fakeProcess
}

func (f *fakeProcesses) pick() *fakeProcess {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.next++
	return f.alive[f.next%len(f.alive)]
}

func (f *fakeProcesses) add() {
	p := f.start()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.alive = append(f.alive, p)
	f.all = append(f.all, p)
}

// kill ends the oldest process. Another one must be alive.
func (f *fakeProcesses) kill() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.alive[0].died = time.Now()
	close(f.alive[0].dead)
	f.alive = f.alive[1:]
}

// fakeLog keeps what a process logs about messages, as long as it lives.
type fakeLog struct {
	process *fakeProcess
	stories map[string]*story
}

func (l *fakeLog) Enabled(context.Context, slog.Level) bool { return true }
func (l *fakeLog) WithAttrs([]slog.Attr) slog.Handler       { return l }
func (l *fakeLog) WithGroup(string) slog.Handler            { return l }

func (l *fakeLog) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		if s := l.stories[a.Value.String()]; a.Key == "message" && s != nil && !l.process.isDead() {
			s.mu.Lock()
			s.logged = append(s.logged, time.Since(s.begin).Round(time.Millisecond).String()+" "+r.Message)
			s.mu.Unlock()
		}
		return true
	})
	return nil
}

// fakeServer is a store behind a network. It fails, hangs, and loses what it holds.
type fakeServer struct {
	*chances
	// fails is the probability that a call fails by itself, before it has done something or afterwards.
	fails float64

	mu    sync.Mutex
	store Store
	fault serverFault
	ends  chan struct{} // of the fault
}

type serverFault int

const (
	serverWorks serverFault = iota
	serverRefuses
	serverHangs
	serverRestarts // refuses, and has lost everything afterwards
)

// suffer has a fault for some time.
func (s *fakeServer) suffer(fault serverFault, d time.Duration) {
	s.mu.Lock()
	s.fault, s.ends = fault, make(chan struct{})
	s.mu.Unlock()
	time.Sleep(d)
	s.mu.Lock()
	defer s.mu.Unlock()
	if fault == serverRestarts {
		s.store = NewMemoryStore(0, 0)
	}
	s.fault = serverWorks
	close(s.ends)
}

func (s *fakeServer) state() (Store, serverFault, chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.store, s.fault, s.ends
}

// remoteStore is a fakeServer as a process sees it.
type remoteStore struct {
	server  *fakeServer
	process *fakeProcess
}

var errRefused = errors.New("connection refused")

func (s *remoteStore) call(ctx context.Context, call func(Store) error) error {
	time.Sleep(s.server.upTo(2 * time.Millisecond))
	if s.process.isDead() {
		<-ctx.Done()
		return ctx.Err()
	}
	store, fault, ends := s.server.state()
	for fault == serverHangs {
		select {
		case <-ends:
		case <-ctx.Done():
			return ctx.Err()
		}
		store, fault, ends = s.server.state()
	}
	if fault != serverWorks || s.server.chance(s.server.fails) {
		return errRefused
	}
	err := call(store)
	time.Sleep(s.server.upTo(2 * time.Millisecond))
	if _, fault, _ := s.server.state(); fault != serverWorks || s.server.chance(s.server.fails) {
		return errRefused // although it has been done
	}
	if s.process.isDead() {
		<-ctx.Done()
		return ctx.Err()
	}
	return err
}

func (s *remoteStore) Claim(ctx context.Context, d Delivery) (c Claim, err error) {
	err = s.call(ctx, func(store Store) (err error) { c, err = store.Claim(ctx, d); return err })
	return c, err
}

// Wait looks again and again, as a store behind a network does.
func (s *remoteStore) Wait(ctx context.Context, d Delivery) (c Claim, err error) {
	for {
		look, cancel := context.WithTimeout(ctx, 0)
		err := s.call(ctx, func(store Store) (err error) {
			if c, err = store.Wait(look, d); errors.Is(err, context.DeadlineExceeded) {
				return nil
			}
			return err
		})
		cancel()
		if err != nil || c.Work || c.Done {
			return c, err
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return Claim{}, ctx.Err()
		}
	}
}

func (s *remoteStore) Renew(ctx context.Context, d Delivery) (held bool, err error) {
	err = s.call(ctx, func(store Store) (err error) { held, err = store.Renew(ctx, d); return err })
	return held, err
}

func (s *remoteStore) Finish(ctx context.Context, d Delivery, answer []byte) (o Outcome, err error) {
	err = s.call(ctx, func(store Store) (err error) { o, err = store.Finish(ctx, d, answer); return err })
	return o, err
}

func (s *remoteStore) Ack(ctx context.Context, d Delivery) (answer []byte, done bool, err error) {
	err = s.call(ctx, func(store Store) (err error) { answer, done, err = store.Ack(ctx, d); return err })
	return answer, done, err
}
