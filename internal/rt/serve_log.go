package rt

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
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

// logRefusal logs a refusal, at most one a minute of each reason as a warning: anybody can cause most
// of them, as often as they like. The platform sends no HEAD and no GET without a query: those are
// health checks of a load balancer, and no warnings.
func (h *Handler) logRefusal(r *http.Request, refused *refusal) {
	var rare *rareLog
	if r.Method != http.MethodHead && (r.Method != http.MethodGet || r.URL.RawQuery != "") {
		of, _ := h.refusals.LoadOrStore(refused.name, new(rareLog))
		rare = of.(*rareLog)
	}
	attrs := append(make([]slog.Attr, 0, 6),
		slog.String("reason", refused.name), slog.Int("status", refused.status),
		slog.String("method", r.Method), slog.String("remote", r.RemoteAddr))
	err := refused.err
	if e, ok := err.(interface{ cause() error }); ok { // one that a response must not show
		err = e.cause()
	}
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	h.logRarely(r.Context(), rare, "request refused", attrs...)
}

// logUnreadable logs a message that could not be read as its type, or in which an element was
// repeated that may occur once: a user's text may be the cause, or a setting of the platform.
func (d *delivery) logUnreadable(xml []byte) {
	h := d.handler
	if err := d.message.readError(); err != nil {
		h.logRarely(d.base, &h.unreadable, "message cannot be read", loggedKey(d.stored.Key),
			slog.String("error", withHint(err, xml).Error()))
	}
	if repeated := d.message.receipt().Repeated; len(repeated) > 0 {
		h.logRarely(d.base, &h.repeated, "message with repeated elements, the first of each counts",
			loggedKey(d.stored.Key), slog.Any("repeated", repeated))
	}
}

// withHint returns why a body could not be read, with the likely cause where it shows.
func withHint(err error, body []byte) error {
	switch i := skipSpace(string(body), 0); {
	case i == len(body):
		return errors.New(err.Error() + ": the body is empty: has a middleware read it?")
	case body[i] == '{':
		return errors.New(err.Error() + ": the body is JSON: set the platform's data format to XML")
	}
	return err
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
	attrs := []slog.Attr{loggedKey(d.stored.Key)}
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	d.handler.logger.LogAttrs(d.base, level, what, attrs...)
}

func loggedKey(key string) slog.Attr {
	return slog.String("message", strings.ReplaceAll(strings.TrimSuffix(key, "\x00"), "\x00", " "))
}
