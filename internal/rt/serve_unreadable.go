package rt

import (
	"context"
	"errors"
	"log/slog"
)

// logUnreadable logs a message that could not be read as its type, or in which an element was
// repeated that may occur once: a user's text may be the cause, or a setting of the platform.
func (h *Handler) logUnreadable(ctx context.Context, in *received, xml []byte) {
	key := loggedKey(in.key)
	if err := in.message.readError(); err != nil {
		h.logRarely(ctx, &h.unreadable, "message cannot be read", key, slog.String("error", withHint(err, xml).Error()))
	}
	if repeated := in.message.receipt().Repeated; len(repeated) > 0 {
		h.logRarely(ctx, &h.repeated, "message with repeated elements, the first of each counts", key,
			slog.Any("repeated", repeated))
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
