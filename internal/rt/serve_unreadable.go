package rt

import (
	"context"
	"errors"
	"log/slog"
)

// logUnreadable logs a message that could not be read as its type, or in which an element stood
// twice where one may stand: what a user has typed may be the cause, and so may a setting of the
// platform. One a minute of each is a warning, the others are logged at debug level.
func (h *Handler) logUnreadable(ctx context.Context, in *received, xml []byte) {
	if err := in.message.readError(); err != nil {
		h.logRarely(ctx, &h.unreadable, "message cannot be read", in.key, slog.String("error", withHint(err, xml).Error()))
	}
	if repeated := in.message.receipt().Repeated; len(repeated) > 0 {
		h.logRarely(ctx, &h.repeated, "message with repeated elements, the first of each counts", in.key, slog.Any("repeated", repeated))
	}
}

func (h *Handler) logRarely(ctx context.Context, rare *rareLog, what, key string, why slog.Attr) {
	level := slog.LevelDebug
	skipped, due := rare.due(h.now())
	if due {
		level = slog.LevelWarn
	}
	if !h.logger.Enabled(ctx, level) {
		return
	}
	attrs := []slog.Attr{loggedKey(key), why}
	if skipped > 0 {
		attrs = append(attrs, slog.Int("skipped", skipped))
	}
	h.logger.LogAttrs(ctx, level, what, attrs...)
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
