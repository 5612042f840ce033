package rt

import (
	"sync"
	"time"
)

// rareLog lets one log entry a minute through, so that a flood of requests does not fill the log.
// The zero value is ready for use.
type rareLog struct {
	mu      sync.Mutex
	logged  time.Time
	skipped int
}

// due reports whether an entry is due at now, and how many were skipped since the last one.
func (l *rareLog) due(now time.Time) (missed int, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.logged.IsZero() && now.Sub(l.logged) < time.Minute {
		l.skipped++
		return 0, false
	}
	missed = l.skipped
	l.logged, l.skipped = now, 0
	return missed, true
}
