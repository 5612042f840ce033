package emit

import (
	"fmt"
	"slices"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// Handler emits what serves the platform's requests: the typed shell around the run-time code's Handler.
func Handler(p *gomodel.Package, f *gofile.File) {
	if !p.Serves() {
		return
	}
	config(p, f)
	takes, method, function := "MessageHandler answers messages. A nil reply is the platform's ack, and so is an error, which is logged.",
		"HandleMessage returns the reply to a message, nil for none. The context ends when no reply is of use any more.",
		"HandlerFunc is a function that answers messages."
	if !p.Answers() {
		takes, method, function = "MessageHandler takes messages. The platform gets its ack, whether there is an error, which is logged, or not.",
			"HandleMessage takes a message. The context ends with the Config's WorkTimeout.", "HandlerFunc is a function that takes messages."
	}
	f.Add(gofile.Doc(takes),
		gofile.Code("type MessageHandler interface {\n// %s\nHandleMessage(ctx context.Context, m Message) %s\n}",
			method, p.HandlerResults()))
	f.Add(gofile.Doc(function),
		gofile.Code("type HandlerFunc func(ctx context.Context, m Message) %s", p.HandlerResults()))
	f.Add(gofile.Doc("HandleMessage calls f."), gofile.Code(
		"func (f HandlerFunc) HandleMessage(ctx context.Context, m Message) %s {\nreturn f(ctx, m)\n}",
		p.HandlerResults()))
	f.Add(gofile.Doc("NewHandler returns a handler for the URL that "+gomodel.PlatformName(p)+
		" posts messages to: an http.Handler. "+
		"The error says what is wrong with the configuration."), newHandlerFunc(p))
	var isNil []string
	for _, r := range p.Replies {
		isNil = append(isNil, gofile.Code("func (r *%s) isNil() bool {return r == nil}", r.Name))
	}
	f.Add(nil, isNil...)
}

// alwaysEncrypted reports whether the platform has no plain messages.
func alwaysEncrypted(p *gomodel.Package) bool {
	return p.Spec.Security.Encrypts() && !slices.Contains(p.Spec.Security.Modes, "plain") &&
		!slices.Contains(p.Spec.Security.Modes, "compatible")
}

// config emits
//
//	type Config struct {
//		Token string
//		AppID string
//		…
//	}
func config(p *gomodel.Package, f *gofile.File) {
	receiver, encrypts, answers := p.Receiver(), p.Spec.Security.Encrypts(), p.Answers()
	workTimeout := "WorkTimeout bounds the work on a message where there is an OnLate, by the function's context; a minute when 0."
	if !answers {
		workTimeout = "WorkTimeout bounds the work on a message, by the function's context; a minute when 0. The ack does not wait for it longer than the deadline allows."
	}
	var fields []string
	for _, s := range []struct {
		has       bool
		name, typ string
		doc       string
	}{
		{true, "Token", "string", "Token signs the platform's requests."},
		{true, "PreviousToken", "string", "PreviousToken is accepted too, while the token is being changed."},
		{receiver != "", receiver, "string", receiver + " is the id inside an encrypted message, which must be that of its receiver. It must be there where a key is."},
		{receiver != "", "AcceptReceiver", "func(receiver string) bool", "AcceptReceiver reports whether messages for a receiver other than " + receiver + " are taken too, as a provider serves them for its customers; none when nil. " +
			"The message's Header().Receiver says for whom it was, and its reply is sealed for that receiver. " +
			"The function is asked about ids of at most 64 bytes, and for messages only that were signed with the token and open with the key. Requests wait for it, and how long it takes shows that it was asked: look the id up in memory."},
		{encrypts, "EncodingAESKey", "string", "EncodingAESKey is the key of encrypted messages, 43 characters as the platform shows it. Without one, they are not read."},
		{encrypts, "PreviousEncodingAESKey", "string", "PreviousEncodingAESKey opens messages too, while the key is being changed."},
		{encrypts && !alwaysEncrypted(p), "RequireEncryption", "bool", "RequireEncryption refuses messages that are not encrypted. Set it as soon as the platform is set so: " +
			"the signature of a plain message does not cover what it says. The platform may check the URL without encryption all the same."},
		{true, "Margin", "time.Duration", "Margin is how long before the platform's deadline the ack goes out; a tenth of the deadline when 0."},
		{answers, "OnLate", "func(ctx context.Context, m Message, r Reply)", "OnLate takes replies that come after the ack, once each, for an interface other than the response. " +
			"Without it, they are dropped with a line in the log, and the context of the work ends when no response can hold the reply any more. " +
			"Only where the Store fails for longer than the platform asks, or forgets, may a reply go both ways."},
		{true, "WorkTimeout", "time.Duration", workTimeout},
		{answers, "StretchRetries", "bool", "StretchRetries leaves all but the last delivery of a message unanswered while the work on it runs, so that it has nearly Attempts times the Deadline. " +
			"Which one is the last, the Store has counted, and CreateTime says: a clock that is wrong by half a Deadline makes the ack come early. " +
			"To leave one unanswered, the handler panics with http.ErrAbortHandler once the platform has hung up, which middleware must not recover. It does so without StretchRetries too where the Store fails."},
		{true, "MaxBody", "int64", "MaxBody is the longest request body in bytes; 1 MiB when 0."},
		{true, "MaxAge", "time.Duration", maxAgeText(p)},
		{true, "Store", "Store", "Store recognises messages that are delivered again; a MemoryStore when nil, which serves one process. " +
			"While it fails, it is asked again until the ack is due, and a delivery that it could not note is left unanswered, so that the platform asks again. " +
			"The last one is acked even so, and any whose CreateTime is missing or not of about now: the log says at ERROR that the message was acked unseen."},
		{true, "Logger", "*slog.Logger", "Logger gets what is refused and what fails; slog.Default() when nil."},
	} {
		if s.has {
			fields = append(append(fields, gofile.Doc(s.doc)...), gofile.Code("%s "+s.typ, s.name))
		}
	}
	text := []string{"Config is what a handler needs to know. Only Token must be there" + mustEncrypt(p) + ".", calledOnce}
	if answers {
		text = append(text, answeredOnce)
	}
	f.Add(gofile.Doc(text...), gofile.Struct("Config", fields))
}

func maxAgeText(p *gomodel.Package) string {
	text := "MaxAge is how far the timestamp of a request may be from now; any when 0, and then a request that somebody has recorded is a new message once the Store has forgotten it."
	const exchanged = " The signature does not tell the timestamp from the nonce: "
	const unnoticed = "a recorded request whose nonce is a time passes at that time, with the two exchanged"
	if !p.Spec.Security.Encrypts() {
		return text + exchanged + unnoticed + "."
	}
	return text +
		" Of an encrypted message, CreateTime must be as near, but may be older by all the deliveries of a message." +
		exchanged + "in a URL check, a plain message and one without a CreateTime, " + unnoticed + "."
}

// What a user can count on, in Config's documentation.
const calledOnce = "The function is called once a message, however often the platform delivers it, and not after the platform has had an ack. " +
	"It is called again only after a crash: where the process that works on the message dies, or cannot renew its claim in the Store, " +
	"the next delivery does the work instead, or one that waits already, and what the first process still returns is dropped. " +
	"Work whose effects must not happen twice has to see to that by itself."
const answeredOnce = "An answer is kept for the deliveries that may still come, or handed to OnLate where the ack is out. " +
	"A message whose process dies after the ack is lost, for the platform does not deliver it again."

func mustEncrypt(p *gomodel.Package) string {
	if alwaysEncrypted(p) {
		receiver := p.Receiver()
		if receiver != "" {
			receiver += " and "
		}
		return ", and " + receiver + "EncodingAESKey as the platform always encrypts"
	}
	return ""
}

// newHandlerFunc emits NewHandler and the functions that it calls.
func newHandlerFunc(p *gomodel.Package) string {
	settings := []string{
		"ack: Ack,", "attempts: Attempts,", "deadline: Deadline,", "logger: config.Logger,", "margin: config.Margin,",
		"maxAge: config.MaxAge,", "maxBody: config.MaxBody,", "parse: parseDeliverable,",
		"previousToken: config.PreviousToken,", "store: config.Store,", "token: config.Token,",
		"workTimeout: config.WorkTimeout,",
	}
	var newKeys []string
	if p.Spec.Security.Encrypts() {
		receiver := `"", "", nil`
		if name := p.Receiver(); name != "" {
			receiver = fmt.Sprintf("%q, config.%s, config.AcceptReceiver", name, name)
		}
		newKeys = []string{gofile.Code(`keys, err := newMessageKeys(%s, config.EncodingAESKey, config.PreviousEncodingAESKey)
	if err != nil {
		return nil, err
	}`, receiver)}
		if settings = append(settings, "keys: keys,"); alwaysEncrypted(p) {
			settings = append(settings, "alwaysEncrypted: true,", "requireEncryption: true,")
		} else {
			settings = append(settings, "requireEncryption: config.RequireEncryption,")
		}
	}
	noReply, start := "", `c := %s
	if config.OnLate != nil {
		c.late = func(ctx context.Context, m deliverable, r answerable) {
			config.OnLate(ctx, m.(Message), r.(Reply))
		}
	}
	return newHandler(c)`
	if p.Answers() {
		settings = append(settings, "stretch: config.StretchRetries,")
	} else { // the work goes on after the ack, and no reply comes of it
		noReply, start = "nil, ", "return newHandler(%s)"
		settings = append(settings, gofile.Code("late: func(context.Context, deliverable, answerable) {},"))
	}
	settings = append(settings, gofile.Code(`work: func(ctx context.Context, m deliverable) (answerable, error) {
			return %shandler.HandleMessage(ctx, m.(Message))
		},`, noReply))
	slices.Sort(settings)
	return gofile.Code(`func NewHandler(config Config, handler MessageHandler) (*Handler, error) {
	if isNilHandler(handler) {
		return nil, errors.New("handler is nil")
	}
	%s
	%s
}

func parseDeliverable(xml []byte) (deliverable, error) {
	return ParseMessage(xml)
}

func isNilHandler(handler MessageHandler) bool {
	switch h := handler.(type) {
	case HandlerFunc:
		return h == nil
	case *Mux:
		return h == nil
	}
	return handler == nil
}`, newKeys, gofile.Code(start, gofile.Code("serveConfig{\n%s\n}", settings)))
}
