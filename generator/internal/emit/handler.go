package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// handler emits what serves the platform's requests: the typed shell around the run-time code's Handler.
func Handler(p *gomodel.Package, f *gofile.File) {
	if !p.Serves() {
		return
	}
	config(p, f)
	takes, method, function := "MessageHandler answers messages. A nil reply is the platform's ack, and so is an error, which is logged.",
		"// HandleMessage returns the reply to a message, nil for none. The context ends when no reply is of use any more.", "HandlerFunc is a function that answers messages."
	if !p.Answers() {
		takes, method, function = "MessageHandler takes messages. The platform gets its ack, whether there is an error, which is logged, or not.",
			"// HandleMessage takes a message. The context ends with the Config's WorkTimeout.", "HandlerFunc is a function that takes messages."
	}
	f.Add(gofile.Doc(takes), jen.Type().Id("MessageHandler").Interface(jen.Comment(method), handleMessage(p, jen.Null())))
	f.Add(gofile.Doc(function), jen.Type().Id("HandlerFunc").Func().Params(contextParam(), jen.Id("m").Id("Message")).Add(replyResults(p)))
	f.Add(gofile.Doc("HandleMessage calls f."),
		handleMessage(p, jen.Func().Params(jen.Id("f").Id("HandlerFunc"))).Block(jen.Return(jen.Id("f").Call(jen.Id("ctx"), jen.Id("m")))))
	f.Add(gofile.Doc("NewHandler returns a handler for the URL that "+gomodel.PlatformName(p)+" posts messages to: an http.Handler. The error says what is wrong with the configuration."), newHandlerFunc(p))
	var isNil []jen.Code
	for _, r := range p.Replies {
		isNil = append(isNil, jen.Func().Params(jen.Id("r").Op("*").Id(r.Name)).Id("isNil").Params().Bool().Add(gofile.OneLineBody(jen.Return(jen.Id("r").Op("==").Nil()))))
	}
	f.AddTogether(isNil)
}

func contextParam() *jen.Statement { return jen.Id("ctx").Qual("context", "Context") }

// replyResults are what a function returns for a message: a Reply and an error, where there are replies.
func replyResults(p *gomodel.Package) *jen.Statement {
	if !p.Answers() {
		return jen.Error()
	}
	return jen.Params(jen.Id("Reply"), jen.Error())
}

func handleMessage(p *gomodel.Package, before *jen.Statement) *jen.Statement {
	return before.Id("HandleMessage").Params(contextParam(), jen.Id("m").Id("Message")).Add(replyResults(p))
}

// alwaysEncrypted reports whether the platform has no plain messages.
func alwaysEncrypted(p *gomodel.Package) bool {
	return p.Spec.Security.Encrypts() && !slices.Contains(p.Spec.Security.Modes, "plain") && !slices.Contains(p.Spec.Security.Modes, "compatible")
}

// config emits
//
//	type Config struct {
//		Token string
//		AppID string
//		…
//	}
func config(p *gomodel.Package, f *gofile.File) {
	var fields []jen.Code
	add := func(name string, typ jen.Code, text string) {
		for _, line := range gofile.Doc(text) {
			fields = append(fields, jen.Comment(line))
		}
		fields = append(fields, jen.Id(name).Add(typ))
	}
	add("Token", jen.String(), "Token signs the platform's requests.")
	add("PreviousToken", jen.String(), "PreviousToken is accepted too, while the token is being changed.")
	if receiver := p.Receiver(); receiver != "" {
		add(receiver, jen.String(), receiver+" is the id inside an encrypted message, which must be that of its receiver. It must be there where a key is.")
		add("AcceptReceiver", jen.Func().Params(jen.Id("receiver").String()).Bool(), "AcceptReceiver reports whether messages for a receiver other than "+receiver+" are taken too, as a provider serves them for its customers; none when nil. "+
			"The message's Header().Receiver says for whom it was, and its reply is sealed for that receiver. "+
			"The function is asked about ids of at most 64 bytes, and for messages only that were signed with the token and open with the key. Requests wait for it, and how long it takes shows that it was asked: look the id up in memory.")
	}
	if p.Spec.Security.Encrypts() {
		add("EncodingAESKey", jen.String(), "EncodingAESKey is the key of encrypted messages, 43 characters as the platform shows it. Without one, they are not read.")
		add("PreviousEncodingAESKey", jen.String(), "PreviousEncodingAESKey opens messages too, while the key is being changed.")
		if !alwaysEncrypted(p) {
			add("RequireEncryption", jen.Bool(), "RequireEncryption refuses messages that are not encrypted. Set it as soon as the platform is set so: "+
				"the signature of a plain message does not cover what it says. The platform may check the URL without encryption all the same.")
		}
	}
	add("Margin", jen.Qual("time", "Duration"), "Margin is how long before the platform's deadline the ack goes out; a tenth of the deadline when 0.")
	if !p.Answers() {
		add("WorkTimeout", jen.Qual("time", "Duration"), "WorkTimeout bounds the work on a message, by the function's context; a minute when 0. The ack does not wait for it longer than the deadline allows.")
	} else {
		answering(add)
	}
	add("MaxBody", jen.Int64(), "MaxBody is the longest request body in bytes; 1 MiB when 0.")
	add("MaxAge", jen.Qual("time", "Duration"), maxAgeText(p))
	add("Store", jen.Id("Store"), "Store recognises messages that are delivered again; a MemoryStore when nil, which serves one process. "+
		"While it fails, it is asked again until the ack is due, and a delivery that it could not note is left unanswered, so that the platform asks again. "+
		"The last one is acked even so, and any whose CreateTime is missing or not of about now: the log says at ERROR that the message was acked unseen.")
	add("Logger", jen.Op("*").Qual("log/slog", "Logger"), "Logger gets what is refused and what fails; slog.Default() when nil.")
	text := []string{"Config is what a handler needs to know. Only Token must be there" + mustEncrypt(p) + ".", calledOnce}
	if p.Answers() {
		text = append(text, answeredOnce)
	}
	f.Add(gofile.Doc(text...), jen.Type().Id("Config").Struct(fields...))
}

// answering adds the settings of how a reply goes out.
func answering(add func(name string, typ jen.Code, text string)) {
	add("OnLate", jen.Func().Params(contextParam(), jen.Id("m").Id("Message"), jen.Id("r").Id("Reply")),
		"OnLate takes replies that come after the ack, once each, for an interface other than the response. "+
			"Without it, they are dropped with a line in the log, and the context of the work ends when no response can hold the reply any more. "+
			"Only where the Store fails for longer than the platform asks, or forgets, may a reply go both ways.")
	add("WorkTimeout", jen.Qual("time", "Duration"), "WorkTimeout bounds the work on a message where there is an OnLate, by the function's context; a minute when 0.")
	add("StretchRetries", jen.Bool(), "StretchRetries leaves all but the last delivery of a message unanswered while the work on it runs, so that it has nearly Attempts times the Deadline. "+
		"Which one is the last, the Store has counted, and CreateTime says: a clock that is wrong by half a Deadline makes the ack come early. "+
		"To leave one unanswered, the handler panics with http.ErrAbortHandler once the platform has hung up, which middleware must not recover. It does so without StretchRetries too where the Store fails.")
}

func maxAgeText(p *gomodel.Package) string {
	text := "MaxAge is how far the timestamp of a request may be from now; any when 0, and then a request that somebody has recorded is a new message once the Store has forgotten it."
	const exchanged = " The signature does not tell the timestamp from the nonce: "
	const unnoticed = "a recorded request whose nonce is a time passes at that time, with the two exchanged"
	if !p.Spec.Security.Encrypts() {
		return text + exchanged + unnoticed + "."
	}
	return text + " Of an encrypted message, CreateTime must be as near, but may be older by all the deliveries of a message." +
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

// newHandlerFunc emits NewHandler.
func newHandlerFunc(p *gomodel.Package) jen.Code {
	from := func(name string) *jen.Statement { return jen.Id("config").Dot(name) }
	results := []jen.Code{jen.Id("handler").Dot("HandleMessage").Call(jen.Id("ctx"), jen.Id("m").Assert(jen.Id("Message")))}
	late := jen.Func().Params(contextParam(), jen.Id("m").Id("deliverable"), jen.Id("r").Id("answerable"))
	if !p.Answers() {
		results = slices.Insert(results, 0, jen.Code(jen.Nil()))
	}
	settings := jen.Dict{
		jen.Id("token"): from("Token"), jen.Id("previousToken"): from("PreviousToken"),
		jen.Id("ack"): jen.Id("Ack"), jen.Id("deadline"): jen.Id("Deadline"), jen.Id("attempts"): jen.Id("Attempts"),
		jen.Id("margin"): from("Margin"), jen.Id("workTimeout"): from("WorkTimeout"),
		jen.Id("maxBody"): from("MaxBody"), jen.Id("maxAge"): from("MaxAge"), jen.Id("store"): from("Store"), jen.Id("logger"): from("Logger"),
		jen.Id("parse"): jen.Id("parseDeliverable"),
		jen.Id("work"):  jen.Func().Params(contextParam(), jen.Id("m").Id("deliverable")).Params(jen.Id("answerable"), jen.Error()).Block(jen.Return(results...)),
	}
	body := []jen.Code{
		jen.If(jen.Id("isNilHandler").Call(jen.Id("handler"))).Block(jen.Return(jen.Nil(), jen.Qual("errors", "New").Call(jen.Lit("handler is nil")))),
	}
	if p.Spec.Security.Encrypts() {
		name, id, accepts := jen.Lit(""), jen.Lit(""), jen.Nil()
		if receiver := p.Receiver(); receiver != "" {
			name, id, accepts = jen.Lit(receiver), from(receiver), from("AcceptReceiver")
		}
		body = append(body,
			jen.List(jen.Id("keys"), jen.Err()).Op(":=").Id("newMessageKeys").Call(name, id, accepts, from("EncodingAESKey"), from("PreviousEncodingAESKey")),
			jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err())),
		)
		required := from("RequireEncryption")
		if alwaysEncrypted(p) {
			required = jen.True()
			settings[jen.Id("alwaysEncrypted")] = jen.True()
		}
		settings[jen.Id("keys")], settings[jen.Id("requireEncryption")] = jen.Id("keys"), required
	}
	if p.Answers() {
		settings[jen.Id("stretch")] = from("StretchRetries")
		body = append(body,
			jen.Id("c").Op(":=").Id("serveConfig").Values(settings),
			jen.If(from("OnLate").Op("!=").Nil()).Block(
				jen.Id("c").Dot("late").Op("=").Add(late).Block(
					from("OnLate").Call(jen.Id("ctx"), jen.Id("m").Assert(jen.Id("Message")), jen.Id("r").Assert(jen.Id("Reply"))),
				),
			),
			jen.Return(jen.Id("newHandler").Call(jen.Id("c"))),
		)
	} else {
		settings[jen.Id("late")] = late.Block() // the work goes on after the ack, and no reply comes of it
		body = append(body, jen.Return(jen.Id("newHandler").Call(jen.Id("serveConfig").Values(settings))))
	}
	return jen.Func().Id("NewHandler").Params(jen.Id("config").Id("Config"), jen.Id("handler").Id("MessageHandler")).Params(jen.Op("*").Id("Handler"), jen.Error()).Block(body...).
		Line().Line().Func().Id("parseDeliverable").Params(jen.Id("xml").Index().Byte()).Params(jen.Id("deliverable"), jen.Error()).Block(
		jen.Return(jen.Id("ParseMessage").Call(jen.Id("xml"))),
	).
		Line().Line().Func().Id("isNilHandler").Params(jen.Id("handler").Id("MessageHandler")).Bool().Block(
		jen.Switch(jen.Id("h").Op(":=").Id("handler").Assert(jen.Type())).Block(
			jen.Case(jen.Id("HandlerFunc")).Block(jen.Return(jen.Id("h").Op("==").Nil())),
			jen.Case(jen.Op("*").Id("Mux")).Block(jen.Return(jen.Id("h").Op("==").Nil())),
		),
		jen.Return(jen.Id("handler").Op("==").Nil()),
	)
}
