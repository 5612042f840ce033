package rt

import (
	"context"
	"log/slog"
	"runtime/debug"
	"strings"
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
func (l *rareLog) due(now time.Time) (skipped int, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.logged.IsZero() && now.Sub(l.logged) < time.Minute {
		l.skipped++
		return 0, false
	}
	skipped = l.skipped
	l.logged, l.skipped = now, 0
	return skipped, true
}

// logRarely logs a warning if rare lets it through, otherwise at debug level. A nil rare lets none
// through.
func (h *Handler) logRarely(ctx context.Context, rare *rareLog, what string, attrs ...slog.Attr) {
	level := slog.LevelDebug
	if rare != nil {
		if skipped, due := rare.due(h.now()); due {
			level = slog.LevelWarn
			if skipped > 0 {
				attrs = append(attrs, slog.Int("skipped", skipped))
			}
		}
	}
	h.logger.LogAttrs(ctx, level, what, attrs...)
}

// logPanic logs the cause of a panic, which the caller has recovered.
func (h *Handler) logPanic(ctx context.Context, what string, cause any, attrs ...slog.Attr) {
	attrs = append(attrs, slog.Any("panic", cause), slog.String("stack", string(debug.Stack())))
	h.logger.LogAttrs(ctx, slog.LevelError, what, attrs...)
}

// log logs an event in the life of a message, with the error if there is one. It is not inlined:
// that would make the frame of work larger than the stack of a new goroutine holds without growing.
//
//go:noinline
func (d *delivery) log(level slog.Level, what string, err error) {
	attrs := []slog.Attr{loggedKey(d.key)}
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	d.handler.logger.LogAttrs(d.base, level, what, attrs...)
}

func loggedKey(key string) slog.Attr {
	return slog.String("message", strings.ReplaceAll(strings.TrimSuffix(key, "\x00"), "\x00", " "))
}
