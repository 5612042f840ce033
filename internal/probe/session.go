package probe

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

// session is what the checks of a run know about the server.
type session struct {
	*platform.Account
	Options
	ctx    context.Context
	random *rand.Rand

	// kinds are the platform's messages, that of type text first, and then its events.
	kinds []*spec.Message
	// textType is the message of type text, textPath the element of its text; nil where there is none.
	textType *spec.Message
	textPath string

	// replied is the first exchange that brought a reply, of the kind subject; nil: the server acks all.
	replied *platform.Exchange
	subject *spec.Message
	// repliedEvent is the first event that brought a reply, nil for none.
	repliedEvent *spec.Message
	// echoElement is the element in which the server repeats texts, "" where it does not.
	echoElement string
	// acked is the exchange of an event that takes no reply. wrongAck is the response to it where that is no ack.
	acked    *platform.Exchange
	wrongAck string

	// slowest is the exchange with the slowest response.
	slowest *platform.Exchange
	// gone is the check after which the server answered no more, "" while it does.
	gone string
	// unanswered reports that the check named by gone had a request without a response.
	unanswered bool
}

func newSession(ctx context.Context, a *platform.Account, o Options) *session {
	s := &session{Account: a, Options: o, ctx: ctx, random: rand.New(rand.NewPCG(o.Seed, 0))}
	for _, m := range a.Spec.Sent() {
		at := len(s.kinds)
		if path := textPath(m.Fields, ""); m.Type == "text" && m.Event == "" && path != "" {
			s.textType, s.textPath, at = m, path, 0
		}
		s.kinds = slices.Insert(s.kinds, at, m)
	}
	return s
}

// fields are those of all messages and the message's own.
func (s *session) fields(m *spec.Message) []*spec.Field {
	return slices.Concat(s.Spec.Inbound.Fields, m.Fields)
}

// first returns the first kind that fits, nil if none does.
func (s *session) first(fits func(*spec.Message) bool) *spec.Message {
	if i := slices.IndexFunc(s.kinds, fits); i >= 0 {
		return s.kinds[i]
	}
	return nil
}

// textPath returns the path of the first element of free text, "" if there is none.
func textPath(fields []*spec.Field, before string) string {
	for _, f := range fields {
		switch k := f.Kind.(type) {
		case *spec.String:
			if !k.ID && (before != "" || isSent(f)) {
				return before + f.Name
			}
		case *spec.Object:
			if path := textPath(k.Fields, before+f.Name+"."); path != "" {
				return path
			}
		default: // no text
		}
	}
	return ""
}

// isSent reports whether a message that is composed has a field of its own: one that may be missing is invented nowhere.
func isSent(f *spec.Field) bool { return f.Required || len(f.Example) > 0 }

// compose makes a message of a kind. The spec's own sample is always a message.
func (s *session) compose(k *spec.Message) *platform.Message {
	m, err := s.Compose(k)
	if err != nil {
		panic(err)
	}
	return m
}

// text makes a message with a text.
func (s *session) text(text string) *platform.Message {
	m := s.compose(s.textType)
	m.Find(s.textPath).SetText(text)
	return m
}

// ordinary makes the message that other checks vary: one that is replied to, if any is.
func (s *session) ordinary() *platform.Message {
	if k := cmp.Or(s.subject, s.textType, s.kinds[0]); k != s.textType {
		return s.compose(k)
	}
	return s.text(s.word())
}

// word returns a text that no user has sent before.
func (s *session) word() string {
	letters := make([]byte, 12)
	for i := range letters {
		letters[i] = 'a' + byte(s.random.IntN(26))
	}
	return string(letters)
}

// patience is how long the probe waits for a response: longer than the platform does, to tell a late response from none.
func (s *session) patience() time.Duration { return s.Deadline + min(s.Deadline, 5*time.Second) }

// isAlive reports whether the server answers the URL check, with whatever.
func (s *session) isAlive() bool {
	return s.Wait(s.ctx, s.NewCheck(s.Echostr()), s.patience()).Response != nil
}
