package rt

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
)

const plainTextType = "text/plain; charset=utf-8"
const xmlType = "text/xml; charset=utf-8"

// replyBuffers holds buffers for replies, encrypted or not.
var replyBuffers = sync.Pool{New: func() any { return new([]byte) }}

// respond writes an answer, sealed for this request: its envelope repeats the request's nonce. No
// answer is the ack, which is never encrypted.
func (h *Handler) respond(ctx context.Context, w http.ResponseWriter, answer []byte, seal sealing) {
	switch {
	case len(answer) == 0:
		writeResponse(w, plainTextType, []byte(h.ack))
	case seal.key == nil:
		writeResponse(w, xmlType, answer)
	default:
		h.respondSealed(ctx, w, answer, seal)
	}
}

func (h *Handler) respondSealed(ctx context.Context, w http.ResponseWriter, answer []byte, seal sealing) {
	buffer := replyBuffers.Get().(*[]byte)
	sealed, err := seal.key.appendEnvelope((*buffer)[:0], answer, seal.token, seal.nonce, h.now())
	if err != nil {
		h.logger.LogAttrs(ctx, slog.LevelError, "reply cannot be encrypted", slog.String("error", err.Error()))
		writeResponse(w, plainTextType, []byte(h.ack))
		return
	}
	writeResponse(w, xmlType, sealed)
	if cap(sealed) <= maxScratch {
		*buffer = sealed
		replyBuffers.Put(buffer)
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
