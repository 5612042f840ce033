package rt

import (
	"log/slog"
	"net/http"
)

// refusal is why a request is not served. The reason is for the log only.
type refusal struct {
	status int
	reason string
	err    error
}

// The reasons, as the log has them.
const refusedMethod = "method"
const refusedQuery = "query"
const refusedSignature = "signature"
const refusedAge = "age"
const refusedMode = "mode"
const refusedTooLong = "too long"
const refusedTooSlow = "too slow"
const refusedCutOff = "cut off"
const refusedXML = "xml"
const refusedDecrypt = "decrypt"

// refuse answers with a status and nothing else: a user may see what a body holds.
func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, refused *refusal) {
	header := w.Header()
	header.Set("Content-Length", "0")
	header.Set("X-Content-Type-Options", "nosniff")
	switch refused.status {
	case http.StatusRequestEntityTooLarge, http.StatusRequestTimeout:
		header.Set("Connection", "close") // what is left of the body is not waited for
	}
	w.WriteHeader(refused.status)
	err := refused.err
	if refused.reason == refusedDecrypt {
		// How long the cause takes to log would tell what it is.
		_ = http.NewResponseController(w).Flush()
		err = decryptCause(err)
	}
	attrs := [...]slog.Attr{
		slog.String("reason", refused.reason), slog.Int("status", refused.status),
		slog.String("method", r.Method), slog.String("remote", r.RemoteAddr), {},
	}
	n := len(attrs) - 1
	if err != nil {
		attrs[n] = slog.String("error", err.Error())
		n++
	}
	h.logger.LogAttrs(r.Context(), slog.LevelWarn, "request refused", attrs[:n]...)
}
