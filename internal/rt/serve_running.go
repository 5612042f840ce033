package rt

import (
	"context"
	"sync"
)

// runningWork counts what runs. Unlike a sync.WaitGroup, it may be waited for while it grows from
// zero, and not for ever.
type runningWork struct {
	mu   sync.Mutex
	n    int
	idle chan struct{} // there when somebody waits
}

func (r *runningWork) start() {
	r.mu.Lock()
	r.n++
	r.mu.Unlock()
}

func (r *runningWork) end() {
	r.mu.Lock()
	r.n--
	if r.n == 0 && r.idle != nil {
		close(r.idle)
		r.idle = nil
	}
	r.mu.Unlock()
}

func (r *runningWork) wait(ctx context.Context) error {
	r.mu.Lock()
	if r.n == 0 {
		r.mu.Unlock()
		return nil
	}
	if r.idle == nil {
		r.idle = make(chan struct{})
	}
	idle := r.idle
	r.mu.Unlock()
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
