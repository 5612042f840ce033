//go:build go1.25

package rt

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// contextKey is the key of a value.
type contextKey struct{}

func newLazyContext(d time.Duration) *lazyContext {
	return &lazyContext{base: context.WithValue(context.Background(), contextKey{}, "value"), deadline: time.Now().Add(d)}
}

// A lazy context is to its users what context.WithDeadline makes, whenever they ask what.
func TestLazyContextIsAContext(t *testing.T) {
	for name, asks := range map[string]func(ctx context.Context){
		"asked for nothing before": func(context.Context) {},
		"asked for Done before":    func(ctx context.Context) { ctx.Done() },
		"asked for Err before":     func(ctx context.Context) { _ = ctx.Err() },
		"with a child": func(ctx context.Context) {
			child, cancel := context.WithTimeout(ctx, time.Hour)
			context.AfterFunc(child, cancel)
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				expires, canceled := newLazyContext(time.Second), newLazyContext(time.Second)
				for _, c := range []*lazyContext{expires, canceled} {
					asks(c)
					deadline, ok := c.Deadline()
					if c.Err() != nil || c.Value(contextKey{}) != "value" || !ok || time.Until(deadline) != time.Second {
						t.Errorf("%v, %v, %v, %v", c.Err(), c.Value(contextKey{}), deadline, ok)
					}
				}
				canceled.cancel()
				time.Sleep(time.Second)
				synctest.Wait()
				expires.cancel()
				for c, want := range map[*lazyContext]error{expires: context.DeadlineExceeded, canceled: context.Canceled} {
					if !errors.Is(c.Err(), want) || !errors.Is(context.Cause(c), want) {
						t.Errorf("%v, %v; want %v", c.Err(), context.Cause(c), want)
					}
					select {
					case <-c.Done():
					default:
						t.Errorf("%v: not done", want)
					}
					child, cancel := context.WithCancel(c)
					if child.Err() == nil {
						t.Errorf("%v: a child is not done", want)
					}
					cancel()
				}
			})
		})
	}
}

func TestLazyContextIsDoneWhereItHasEndedBefore(t *testing.T) {
	c := newLazyContext(time.Hour)
	c.cancel()
	<-c.Done()
	if !errors.Is(c.Err(), context.Canceled) {
		t.Error(c.Err())
	}
}

// valuer is the context of a middleware that has Values of its own.
type valuer struct {
	context.Context
	value func() any
}

func (v valuer) Value(any) any {
	return v.value()
}

func TestLazyContextIsNotLockedWhileItLooksForAValue(t *testing.T) {
	c := newLazyContext(time.Hour)
	c.base = valuer{context.Background(), func() any { return c.Err() == nil }}
	found := make(chan any, 1)
	go func() { found <- c.Value(contextKey{}) }()
	select {
	case v := <-found:
		if v != true {
			t.Error(v)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("Value and Err wait for each other")
	}
}

func TestLazyContextEndsItsChildrenWithoutAGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newLazyContext(time.Hour)
		child, cancel := context.WithCancel(c)
		defer cancel()
		c.cancel()
		// A goroutine that waits for the parent would not have run yet.
		if child.Err() == nil {
			t.Error("the child goes on")
		}
	})
}
