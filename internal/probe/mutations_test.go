package probe

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/test/builtins"
)

// mutations has a broken bot for each check.
var mutations = map[string]mutation{
	"url.echo":      {breaks: check(func(x *exchange) { fmt.Fprint(x, "\n"); x.next.ServeHTTP(x, x.request) })},
	"url.signature": {breaks: check(func(x *exchange) { x.resign("signature", true); x.next.ServeHTTP(x, x.request) })},
	"url.missing":   {breaks: check(func(x *exchange) { x.resign("signature", false); x.next.ServeHTTP(x, x.request) })},
	"url.encrypted": {platform: "wecom", breaks: check(func(x *exchange) {
		x.next.ServeHTTP(x, x.request)
		if echo, _, _ := testKey.Open(x.request.URL.Query().Get("echostr")); len(echo)%32 == 7 {
			fmt.Fprint(x, "\x09")
		}
	})},
	"url.receiver": {platform: "wecom", breaks: check(func(x *exchange) {
		if echo, receiver, _ := testKey.Open(x.request.URL.Query().Get("echostr")); receiver != builtins.Receiver {
			fmt.Fprint(x, echo)
			return
		}
		x.next.ServeHTTP(x, x.request)
	})},
	"url.type": {breaks: check(func(x *exchange) {
		if echo := x.request.URL.Query().Get("echostr"); strings.HasPrefix(echo, "<") {
			x.Header().Set("Content-Type", "text/html")
			fmt.Fprint(x, echo)
			return
		}
		x.next.ServeHTTP(x, x.request)
	})},

	"signature.wrong":   {breaks: message(func(x *exchange) { x.resign("signature", true) })},
	"signature.missing": {breaks: message(func(x *exchange) { x.resign("signature", false) })},
	"signature.uppercase": {breaks: message(func(x *exchange) {
		q := x.request.URL.Query()
		q.Set("signature", strings.ToLower(q.Get("signature")))
		x.request.URL.RawQuery = q.Encode()
	})},
	"signature.old": {breaks: bot(func(x *exchange) bool {
		return strings.HasPrefix(x.request.URL.Query().Get("timestamp"), "1399") && x.reply("old")
	})},
	"method.other": {breaks: message(func(x *exchange) { x.request.Method = http.MethodPost })},

	"reply.status": {breaks: fails(every)},
	"reply.plain": {breaks: edits(every, replies(func(answer string) string {
		return envelope(testKey.Seal(answer, builtins.Receiver), now())
	}))},
	"reply.utf8":       {breaks: edits(every, replies(swap("</Content>", "\xc4\xe3</Content>")))},
	"reply.single":     {breaks: edits(every, replies(func(answer string) string { return answer + "success" }))},
	"reply.wellformed": {breaks: edits(every, replies(swap("</Content>", "")))},
	"reply.shape":      {breaks: edits(every, replies(swap("</xml>", "<FuncFlagg>0</FuncFlagg></xml>")))},
	"reply.addresses": {breaks: edits(every, replies(func(answer string) string {
		return strings.NewReplacer("ToUserName", "FromUserName", "FromUserName", "ToUserName").Replace(answer)
	}))},
	"reply.rules": {breaks: edits(every, replies(func(answer string) string {
		return regexp.MustCompile(`(?s)<Content>.*</Content>`).ReplaceAllString(answer, "<Content></Content>")
	}))},
	"reply.time":    {breaks: edits(every, replies(swap("</CreateTime>", "000</CreateTime>")))},
	"reply.nothing": {breaks: bot(func(x *exchange) bool { return strings.Contains(x.plain, "[unsubscribe]") && x.reply("bye") })},
	"reply.every":   {breaks: fails(has("<MsgType><![CDATA[image]]>"))},

	"text.cdata_end":    {breaks: edits(has("a]]]]"), swap("]]]]>", "]]>"))},
	"text.markup":       {breaks: edits(has("<b>&amp;</b>"), func(answer string) string { return strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(answer) })},
	"text.unicode":      {breaks: edits(every, swap("😀", "?"))},
	"text.newline":      {breaks: edits(every, swap("first\n", `first\n`))},
	"text.escaped":      {breaks: edits(has("a &lt;b&gt;"), swap("a <b>", "a &lt;b&gt;"))},
	"text.control_raw":  {breaks: fails(has("\x02"))},
	"text.control_ref":  {breaks: fails(has("&#2;"))},
	"text.bad_utf8":     {breaks: fails(has("\xff"))},
	"text.noncharacter": {breaks: fails(has("\uFFFE"))},
	"text.long":         {breaks: bot(func(x *exchange) bool { return has("字字字")(x.plain) && x.reply(strings.Repeat("字", 3000)) })},
	"text.blank":        {breaks: bot(func(x *exchange) bool { return has("[ \n\t ]")(x.plain) && x.reply("") })},
	"text.empty":        {breaks: bot(func(x *exchange) bool { return has("<Content></Content>")(x.plain) && x.reply("") })},
	"crypto.reply":      {encrypted: true, breaks: envelopes(func(answer string) string { return answer })},
	"crypto.signature":  {encrypted: true, breaks: envelopes(func(a string) string { return strings.Replace(sealedReply(a), "<MsgSignature>", "<MsgSignature>0", 1) })},
	"crypto.timestamp":  {encrypted: true, breaks: envelopes(func(a string) string { return envelope(testKey.Seal(a, builtins.Receiver), now()+"000") })},
	"crypto.ack":        {encrypted: true, breaks: acks(sealedReply)},
	"crypto.receiver":   {encrypted: true, breaks: message(func(x *exchange) { x.reseal() })},
	"crypto.padding":    {encrypted: true, breaks: opened32(func(n int) bool { return n > 16 })},
	"crypto.garbage": {encrypted: true, breaks: bot(func(x *exchange) bool {
		return strings.Contains(x.body, "<Encrypt>") && !x.sealed && x.fail()
	})},
	"crypto.compatible": {encrypted: true, breaks: bot(func(x *exchange) bool { return x.sealed && strings.Contains(x.body, "<MsgType>") && x.fail() })},
	"crypto.downgrade": {encrypted: true, breaks: bot(func(x *exchange) bool {
		return !x.sealed && has("<MsgType>")(x.body) && x.reply("taken")
	})},
	"message.extra":         {breaks: fails(has("<ReplygenProbe>"))},
	"message.reordered":     {breaks: fails(has("</ToUserName></xml>"))},
	"message.indented":      {breaks: fails(has("<xml>\n"))},
	"message.declared":      {breaks: fails(has("<?xml"))},
	"message.unknown_type":  {breaks: fails(has("<MsgType><![CDATA[" + unknown))},
	"message.unknown_event": {breaks: fails(has("<Event><![CDATA[" + unknown))},
	"message.aliases":       {breaks: fails(func(plain string) bool { return has("<MsgID>")(plain) && has("<Content>")(plain) })},
	"message.missing_optional": {breaks: fails(func(plain string) bool {
		return has("[location]")(plain) && !has("<Label>")(plain)
	})},

	"body.empty":     {breaks: fails(func(plain string) bool { return plain == "" })},
	"body.not_xml":   {breaks: fails(func(plain string) bool { return strings.HasPrefix(plain, "{") })},
	"body.cut":       {breaks: fails(func(plain string) bool { return has("<xml>")(plain) && !has("</xml>")(plain) })},
	"body.deep":      {breaks: fails(has("<a><a>"))},
	"body.no_sender": {breaks: fails(has("<Nobody>"))},
	"body.huge":      {breaks: fails(func(plain string) bool { return len(plain) > 1<<20 })},
	"body.doctype": {breaks: message(func(x *exchange) {
		if found := regexp.MustCompile(`SYSTEM "(.*?)"`).FindStringSubmatch(x.plain); found != nil {
			if response, err := http.Get(found[1]); err == nil {
				_ = response.Body.Close()
			}
		}
	})},

	"retry.same_answer": {breaks: repeated("MsgId", func(x *exchange, _ bool) bool { return x.reply("again") })},
	"retry.event":       {breaks: repeated("EventKey", func(x *exchange, _ bool) bool { return x.reply("again") })},
	"dedupe.other_user": {breaks: repeated("MsgId", func(x *exchange, same bool) bool { return !same && x.ack() })},
	"dedupe.events": {breaks: repeated("FromUserName", func(x *exchange, same bool) bool {
		return !same && strings.Contains(x.plain, "[SCAN]") && x.ack()
	})},
	"retry.in_flight": {slow: true, breaks: bot(slow(testDeadline/2, func(x *exchange, first bool) bool { return x.reply("first " + strconv.FormatBool(first)) }))},
	"deadline.slow":   {slow: true, breaks: bot(slow(10*testDeadline, func(x *exchange, _ bool) bool { return x.ack() }))},
	"deadline.text": {slow: true, breaks: bot(func(x *exchange) bool {
		if strings.Contains(x.plain, "&lt;b&gt;") {
			time.Sleep(testDeadline * 3 / 2)
		}
		return false
	})},
	"parallel.users": {breaks: mixedUp()},
	"server.alive":   {breaks: dies(has("<Nobody>"))},
}

// check returns a bot that answers checks of the URL in another way.
func check(answer func(*exchange)) func(http.Handler) http.Handler {
	return bot(func(x *exchange) bool {
		if x.request.Method != http.MethodGet {
			return false
		}
		answer(x)
		return true
	})
}

// message returns a bot that changes messages before it looks at them.
func message(change func(*exchange)) func(http.Handler) http.Handler {
	return bot(func(x *exchange) bool {
		if x.request.Method != http.MethodGet {
			change(x)
		}
		return false
	})
}

// resign signs a request in the platform's place, where there is a signature, or where there is none.
func (x *exchange) resign(name string, has bool) {
	q := x.request.URL.Query()
	if q.Has(name) == has {
		q.Set(name, platform.Sign(builtins.Token, q.Get("timestamp"), q.Get("nonce")))
		x.request.URL.RawQuery = q.Encode()
	}
}

// reseal encrypts a message for the bot, whoever its receiver was.
func (x *exchange) reseal() {
	if !x.sealed || strings.Contains(x.body, "<MsgType>") {
		return
	}
	sealed := testKey.Seal(x.plain, builtins.Receiver)
	q := x.request.URL.Query()
	if document, _ := platform.ParseDocument(x.body); q.Get("msg_signature") == platform.Sign(builtins.Token, q.Get("timestamp"), q.Get("nonce"), document.Child("Encrypt").Text) {
		q.Set("msg_signature", platform.Sign(builtins.Token, q.Get("timestamp"), q.Get("nonce"), sealed))
	}
	x.request.URL.RawQuery = q.Encode()
	x.request.Body = io.NopCloser(strings.NewReader("<xml><Encrypt>" + sealed + "</Encrypt></xml>"))
}

// reply answers with a text.
func (x *exchange) reply(text string) bool {
	x.answer(fmt.Sprintf("<xml><ToUserName>%s</ToUserName><FromUserName>%s</FromUserName><CreateTime>%s</CreateTime><MsgType>text</MsgType><Content>%s</Content></xml>",
		textOf(x.plain, "FromUserName"), textOf(x.plain, "ToUserName"), now(), text))
	return true
}

func (x *exchange) ack() bool {
	x.answer("success")
	return true
}

func (x *exchange) fail() bool {
	http.Error(x, "", http.StatusInternalServerError)
	return true
}

// repeated returns a bot that gives another answer to a message that has the same text in an element as an earlier one;
// same reports whether it is the same message.
func repeated(element string, answer func(x *exchange, same bool) bool) func(http.Handler) http.Handler {
	var mu sync.Mutex
	seen := map[string]string{}
	return bot(func(x *exchange) bool {
		id := textOf(x.plain, element)
		if x.request.Method != http.MethodPost || id == "" || id == "EVENTKEY" || strings.Contains(x.plain, "<Nobody>") {
			return false
		}
		id += textOf(x.plain, "MsgType")
		if element == "EventKey" {
			id += textOf(x.plain, "FromUserName")
		}
		mu.Lock()
		before, ok := seen[id]
		seen[id] = x.plain
		mu.Unlock()
		return ok && answer(x, before == x.plain)
	})
}

// slow returns how a bot answers slow texts: after a while, and differently while another waits.
func slow(d time.Duration, answer func(x *exchange, first bool) bool) func(*exchange) bool {
	var waiting atomic.Int32
	return func(x *exchange) bool {
		if !strings.Contains(x.plain, "[slow]") {
			return false
		}
		first := waiting.Add(1) == 1
		defer waiting.Add(-1)
		select {
		case <-time.After(d):
			return answer(x, first)
		case <-x.request.Context().Done():
			return true
		}
	}
}

// mixedUp returns a bot that answers the wrong user where several wait.
func mixedUp() func(http.Handler) http.Handler {
	var waiting atomic.Int32
	return bot(func(x *exchange) bool {
		waiting.Add(1)
		defer waiting.Add(-1)
		time.Sleep(time.Millisecond)
		if waiting.Load() < 2 {
			return false
		}
		x.answer(strings.Replace(x.serve(), "probe_", "porbe_", 1))
		return true
	})
}

// dies returns a bot that answers messages which match, and nothing from then on.
func dies(match func(string) bool) func(http.Handler) http.Handler {
	var dead atomic.Bool
	return bot(func(x *exchange) bool {
		if dead.Load() {
			panic(http.ErrAbortHandler)
		}
		dead.Store(match(x.plain))
		return false
	})
}

// envelopes returns a bot that puts replies to encrypted messages into another envelope.
func envelopes(enclose func(reply string) string) func(http.Handler) http.Handler {
	return bot(func(x *exchange) bool {
		if !x.sealed {
			return false
		}
		answer := x.serve()
		if answer == "" { // refused
			return x.refuse()
		}
		fmt.Fprint(x, replies(enclose)(answer))
		return true
	})
}

// acks returns a bot that changes acks.
func acks(change func(string) string) func(http.Handler) http.Handler {
	return bot(func(x *exchange) bool {
		if !x.sealed {
			return false
		}
		switch answer := x.serve(); answer {
		case "":
			return x.refuse()
		case "success":
			fmt.Fprint(x, change(answer))
		default:
			fmt.Fprint(x, sealedReply(answer))
		}
		return true
	})
}

func (x *exchange) refuse() bool {
	x.WriteHeader(http.StatusForbidden)
	return true
}

// opened32 returns a bot that refuses messages by the number of bytes that pad them.
func opened32(refuses func(n int) bool) func(http.Handler) http.Handler {
	return bot(func(x *exchange) bool {
		text := textOf(x.plain, "Content")
		n := 32 - (20+len(x.plain)+len(builtins.Receiver))%32
		return x.sealed && strings.HasSuffix(text, "xx") && refuses(n) && x.refuse()
	})
}

func now() string { return strconv.FormatInt(time.Now().Unix(), 10) }

func sealedReply(reply string) string { return envelope(testKey.Seal(reply, builtins.Receiver), now()) }

// envelope returns what an encrypted reply comes in.
func envelope(encrypt, timestamp string) string {
	return fmt.Sprintf("<xml><Encrypt>%s</Encrypt><MsgSignature>%s</MsgSignature><TimeStamp>%s</TimeStamp><Nonce>n</Nonce></xml>",
		encrypt, platform.Sign(builtins.Token, timestamp, "n", encrypt), timestamp)
}
