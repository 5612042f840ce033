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
const refusedBody = "body"
const refusedXML = "xml"
const refusedDecrypt = "decrypt"
const refusedReceiver = "receiver"

// refuse answers with a status and nothing else, because a user may see a body. Status 200 is the ack,
// whose reason has been logged already.
func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, refused *refusal) {
	if refused.status == http.StatusOK {
		writeResponse(w, plainTextType, []byte(h.ack))
		return
	}
	header := w.Header()
	header.Set("Content-Length", "0")
	header.Set("X-Content-Type-Options", "nosniff")
	switch refused.status {
	case http.StatusRequestEntityTooLarge, http.StatusRequestTimeout:
		header.Set("Connection", "close") // what is left of the body is not waited for
	}
	w.WriteHeader(refused.status)
	if refused.reason == refusedDecrypt {
		// How long the cause takes to log would tell what it is.
		_ = http.NewResponseController(w).Flush()
	}
	h.logRefusal(r, refused)
}

// logRefusal logs a refusal, at most one a minute of each reason as a warning: anybody can cause most
// of them, as often as they like. Health checks are no warnings.
func (h *Handler) logRefusal(r *http.Request, refused *refusal) {
	var rare *rareLog
	if !isHealthCheck(r) {
		of, _ := h.refusals.LoadOrStore(refused.reason, new(rareLog))
		rare = of.(*rareLog)
	}
	attrs := append(make([]slog.Attr, 0, 6),
		slog.String("reason", refused.reason), slog.Int("status", refused.status),
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

// isHealthCheck reports whether a load balancer may have sent the request. The platform does not.
func isHealthCheck(r *http.Request) bool {
	return r.Method == http.MethodHead || r.Method == http.MethodGet && r.URL.RawQuery == ""
}
