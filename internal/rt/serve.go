package rt

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// deliverable is a message that the platform delivers.
type deliverable interface {
	// appendDedupeKey appends the idempotency key of the message: its sender, its receiver and
	// whatever else identifies it. If nothing is appended, its XML is the key.
	appendDedupeKey(dst []byte) []byte
	// takesReply reports whether a response to the message may hold a reply.
	takesReply() bool
	// receipt is how the message arrived.
	receipt() *Receipt
	// sentAt is the message's CreateTime, in seconds since 1970; 0 where it has none.
	sentAt() int64
	// readError is why the message could not be read, nil for one that was.
	readError() error
}

// answerable is a reply.
type answerable interface {
	Validate() error
	AppendXML(dst []byte) []byte
	// isNil reports whether the reply is a nil pointer inside a non-nil interface.
	isNil() bool
}

// serveConfig is what a Handler needs. Zero values stand for the defaults that newHandler sets.
type serveConfig struct {
	// token signs requests; previousToken is accepted as well while it changes.
	token, previousToken string
	// keys open messages; nil without encryption.
	keys opener
	// requireEncryption refuses plain messages: set it where the platform has no others. The
	// signature of a plain message does not cover what it says, so whoever reads a URL in a log
	// could forge one.
	requireEncryption bool
	// alwaysEncrypted refuses URL checks that are not encrypted: the platform has no others.
	alwaysEncrypted bool

	// ack is the body of a response without a reply.
	ack string
	// deadline is how long the platform waits for a response, attempts how often it delivers.
	deadline time.Duration
	attempts int
	// margin is how long before the deadline the ack goes out; a tenth of it by default.
	margin time.Duration
	// stretch leaves all but the last delivery unanswered while the work runs.
	stretch bool
	// workTimeout bounds the work if late is set; a minute by default.
	workTimeout time.Duration

	// maxBody is the longest body in bytes, 1 MiB by default.
	maxBody int64
	// maxAge is how far a request's timestamp may be from now, any if 0.
	maxAge time.Duration

	store  Store
	logger *slog.Logger
	// now is the wall clock. Only timestamps are compared with it, or made of it.
	now func() time.Time

	parse func(xml []byte) (deliverable, error)
	// work is the user's function. Nil replies are acks.
	work func(context.Context, deliverable) (answerable, error)
	// late takes a valid reply that has come after the ack. Without it, the context of work ends
	// when the ack goes out.
	late func(context.Context, deliverable, answerable)
}

// Handler is an http.Handler for the URL that the platform posts messages to. NewHandler makes one.
// The platform checks the same URL by GET: route both methods to it, and exactly the path that is
// set on the platform. The pattern "/wechat" does not match "/wechat/", and a POST that is
// redirected loses its message.
//
// A request that it refuses gets a status and no body, and the reason is in the log: 405 for a
// method other than GET and POST; 400 for a query without what it needs, a body that was cut off or
// cannot be read, and a ciphertext that no key opens; 403 for a wrong signature, a message that is
// not encrypted where it should be or the other way round, and an old timestamp; 408 for a body
// that does not arrive in time; 413 for one that is too long. All other responses are 200. Of each
// reason, one refusal a minute is a warning, with the number of those skipped since; the others are
// logged at debug level. So are HEAD, which gets 405, and GET without a query, which gets 400: a
// health check that wants a 200 needs a path of its own.
//
// A delivery that is left unanswered, by StretchRetries or because the Store fails, panics with
// http.ErrAbortHandler, which net/http takes for no response. Middleware that recovers it, as gin's
// Recovery does, sends an empty 200 instead, which the platform takes for an ack: the message is
// not delivered again, and the handler cannot know. Nor does it know of middleware that compresses
// or buffers what it writes, and holds it back beyond the deadline.
//
// It answers in time by itself; an http.Server around it needs a WriteTimeout, if any, longer than
// the platform's deadline. An http.TimeoutHandler is not needed, and takes away that a body which
// does not arrive in time ends with a 408.
type Handler struct {
	serveConfig
	// lease is how long a claim holds without being renewed, remembered how long the store
	// remembers a message that nobody asks for.
	lease, remembered time.Duration
	running           atomic.Int64 // tasks
	refusals          sync.Map     // of *rareLog, by reason
	// unreadable and repeated bound what is logged of messages that cannot be read as they stand.
	unreadable, repeated rareLog
}

// minRemembered is how long a message is remembered at least. The platform asks for the last time
// about ten seconds after the first.
const minRemembered = time.Minute

func newHandler(c serveConfig) (*Handler, error) {
	c.margin = cmp.Or(c.margin, c.deadline/10)
	c.workTimeout = cmp.Or(c.workTimeout, time.Minute)
	c.maxBody = cmp.Or(c.maxBody, 1<<20)
	if err := c.check(); err != nil {
		return nil, err
	}
	c.logger = cmp.Or(c.logger, slog.Default())
	if c.store == nil {
		c.store = NewMemoryStore(0, 0)
	}
	if c.now == nil {
		c.now = time.Now
	}
	// Beyond this, the sums below would overflow.
	const longest = math.MaxInt64 / 8
	c.workTimeout, c.maxAge, c.maxBody = min(c.workTimeout, longest), min(c.maxAge, longest), min(c.maxBody, longest)
	all := time.Duration(c.attempts) * c.deadline
	h := &Handler{serveConfig: c, lease: 2 * c.deadline / 5}
	// A request within maxAge before or after now may be posted again as long, with a CreateTime
	// that was redelivered.
	h.remembered = max(minRemembered, 4*all, 2*c.maxAge+all)
	return h, nil
}

func (c *serveConfig) check() error {
	switch {
	case c.requireEncryption && c.keys == nil:
		return errors.New("EncodingAESKey is empty, but messages must be encrypted")
	case c.margin < 0 || c.margin >= c.deadline:
		return errors.New("Margin is " + c.margin.String() + ", which is not within the deadline of " +
			c.deadline.String())
	case c.workTimeout < 0:
		return errors.New("WorkTimeout is negative: " + c.workTimeout.String())
	case c.late != nil && c.workTimeout <= c.deadline-c.margin:
		return errors.New("WorkTimeout is " + c.workTimeout.String() + ", so no reply could be late")
	case c.maxBody < 0:
		return errors.New("MaxBody is negative")
	case c.maxAge < 0:
		return errors.New("MaxAge is negative: " + c.maxAge.String())
	}
	return checkTokens(c.token, c.previousToken)
}

// ServeHTTP answers a URL check or a message.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	arrived := time.Now()
	if r.ContentLength != 0 {
		// Of requests that are refused, too: net/http reads what is left of a body before it writes
		// the response.
		setReadDeadline(w, arrived.Add(h.deadline-h.margin))
	}
	var refused *refusal
	switch r.Method {
	case http.MethodPost:
		refused = h.serveMessage(w, r, arrived)
	case http.MethodGet:
		refused = h.serveCheck(w, r)
	default:
		w.Header().Set("Allow", "GET, POST")
		refused = &refusal{refusedMethod, nil}
	}
	if refused != nil {
		h.refuse(w, r, refused)
	}
}

// Shutdown waits until no work runs, late replies included. It returns the context's error if that
// ends first. Shut the http.Server down before: work that starts meanwhile is waited for as well.
func (h *Handler) Shutdown(ctx context.Context) error {
	poll := time.NewTicker(10 * time.Millisecond)
	defer poll.Stop()
	for h.running.Load() > 0 {
		select {
		case <-poll.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
