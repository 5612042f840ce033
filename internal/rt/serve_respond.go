package rt

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
)

const plainTextType = "text/plain; charset=utf-8"
const xmlType = "text/xml; charset=utf-8"

// respond writes an answer, sealed for this request: its envelope repeats the request's nonce. No
// answer is the ack, which is never encrypted.
func (h *Handler) respond(ctx context.Context, w http.ResponseWriter, answer []byte, seal sealing) {
	if len(answer) > 0 && seal.key != nil {
		buffer := buffers.Get().(*[]byte)
		sealed, err := seal.key.appendEnvelope((*buffer)[:0], answer, seal.token, seal.nonce, h.now())
		defer keepBuffer(buffer, sealed)
		if err != nil {
			h.logger.LogAttrs(ctx, slog.LevelError, "reply cannot be encrypted", slog.String("error", err.Error()))
		}
		answer = sealed // nothing after an error
	}
	if len(answer) == 0 {
		writeResponse(w, plainTextType, []byte(h.ack))
	} else {
		writeResponse(w, xmlType, answer)
	}
}

func writeResponse(w http.ResponseWriter, contentType string, body []byte) {
	header := w.Header()
	header["Content-Type"] = []string{contentType}
	if len(body) > 1024 { // net/http sets it for short ones
		header["Content-Length"] = []string{strconv.Itoa(len(body))}
	}
	w.WriteHeader(http.StatusOK)
	// An error means that the platform has hung up. It will retry.
	_, _ = w.Write(body)
}

// refusal is why a request is not served. The error is for the log only.
type refusal struct {
	refusalReason
	err error
}

// refusalReason is a reason, as the log has it, with the status of the response.
type refusalReason struct {
	name   string
	status int
}

var refusedMethod = refusalReason{"method", http.StatusMethodNotAllowed}
var refusedQuery = refusalReason{"query", http.StatusBadRequest}
var refusedSignature = refusalReason{"signature", http.StatusForbidden}
var refusedAge = refusalReason{"age", http.StatusForbidden}
var refusedMode = refusalReason{"mode", http.StatusForbidden}
var refusedTooLong = refusalReason{"too long", http.StatusRequestEntityTooLarge}
var refusedTooSlow = refusalReason{"too slow", http.StatusRequestTimeout}
var refusedCutOff = refusalReason{"cut off", http.StatusBadRequest}
var refusedBody = refusalReason{"body", http.StatusBadRequest}
var refusedXML = refusalReason{"xml", http.StatusBadRequest}
var refusedDecrypt = refusalReason{"decrypt", http.StatusBadRequest}
var refusedReceiver = refusalReason{"receiver", http.StatusOK}

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
	switch refused.refusalReason {
	case refusedTooLong, refusedTooSlow:
		header.Set("Connection", "close") // what is left of the body is not waited for
	}
	w.WriteHeader(refused.status)
	if refused.refusalReason == refusedDecrypt {
		// How long the cause takes to log would tell what it is.
		_ = http.NewResponseController(w).Flush()
	}
	h.logRefusal(r, refused)
}
