package rt

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Whatever an authentic body holds, it reaches the function once, in every mode, and the response is a 200.
func TestAuthenticBodiesAreNeverRefused(t *testing.T) {
	for name, c := range map[string]struct {
		body       string
		from, text string
		logged     string
	}{
		"empty":            {"", "", "", "message cannot be read"},
		"JSON":             {`{"ToUserName":"gh_1"}`, "", "", "message cannot be read"},
		"truncated XML":    {hello.xml()[:150], "o1", "", "message cannot be read"},
		"billion laughs":   {`<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>`, "", "", "message cannot be read"},
		"deep":             {strings.Repeat("<xml>", 10000), "", "", "message cannot be read"},
		"UTF-16":           {utf16Of(hello.xml()), "", "", "message cannot be read"},
		"no sender":        {"<xml><ToUserName>a</ToUserName></xml>", "", "", ""},
		"the end typed":    {strings.Replace(hello.xml(), "hello", "hi]]></Content></xml>", 1), "o1", "", "message cannot be read"},
		"another sender":   {strings.Replace(hello.xml(), "hello", "hi]]></Content><FromUserName>o_other</FromUserName><Content><![CDATA[x", 1), "o1", "hi", "message with repeated elements, the first of each counts"},
		"text in between":  {strings.Replace(hello.xml(), "<Content>", "hi<Content>", 1), "o1", "hello", ""},
		"an element typed": {strings.Replace(hello.xml(), "hello", "]]><b>hello</b><![CDATA[hi", 1), "o1", "hi", ""},
		"surrogates":       {strings.Replace(hello.xml(), "<![CDATA[hello]]>", "&#55357;&#56832;", 1), "o1", "😀", ""},
	} {
		for _, mode := range []string{"plain", "compatible", "encrypted"} {
			config, log := serveTestConfig(t)
			calls := 0
			var got *servedMessage
			config.work = func(_ context.Context, m deliverable) (answerable, error) {
				calls++
				got = m.(*servedMessage)
				return nil, nil
			}
			encrypt := sealedBy(t, firstKey(config), c.body)
			body, signed := c.body, ""
			switch mode {
			case "compatible":
				body, signed = strings.TrimSuffix(c.body, "</xml>")+"<Encrypt><![CDATA["+encrypt+"]]></Encrypt></xml>", encrypt
			case "encrypted":
				body, signed = envelopeOf(encrypt), encrypt
			}
			h := mustHandler(t, config)
			if answer := serve(h, request("POST", signedQuery(servedToken, signed, time.Now()), body)); answer != (served{200, "success"}) || calls != 1 {
				t.Errorf("%s, %s: %+v, %d calls", name, mode, answer, calls)
				continue
			}
			if got.from != c.from || got.content != c.text || (got.err != nil) != (c.logged == "message cannot be read") {
				t.Errorf("%s, %s: from %q, %q, %v", name, mode, got.from, got.content, got.err)
			}
			logged := log.records(t)
			if c.logged == "" && len(logged) > 0 || c.logged != "" && (len(logged) != 1 || logged[0]["msg"] != c.logged || logged[0]["level"] != "WARN") {
				t.Errorf("%s, %s: %v", name, mode, logged)
			}
		}
	}
}

func ackAll(context.Context, deliverable) (answerable, error) {
	return nil, nil
}

// The log leads to the cause, and holds nothing of what the message says.
func TestUnreadableMessagesAreLoggedWithTheirCause(t *testing.T) {
	for body, want := range map[string]string{
		"":                     "XML at byte 0: no element: the body is empty: has a middleware read it?",
		"\r\n ":                "XML at byte 3: no element: the body is empty: has a middleware read it?",
		`{"MsgType":"text"}`:   "XML at byte 0: no element: the body is JSON: set the platform's data format to XML",
		"<xml><a>secret</xml>": "XML at byte 14: the end tag is not that of the open element",
	} {
		config, log := serveTestConfig(t)
		config.work = ackAll
		serve(mustHandler(t, config), request("POST", signedQuery(servedToken, "", time.Now()), body))
		if logged := log.records(t); len(logged) != 1 || logged[0]["error"] != want {
			t.Errorf("%q: %v", body, logged)
		}
		if body == "" || body[0] != '<' {
			serve(mustHandler(t, config), request("POST", signedQuery(servedToken, "a", time.Now()), body))
			if logged := log.records(t); len(logged) != 1 || !strings.HasSuffix(logged[0]["error"].(string), want) {
				t.Errorf("%q, said to be encrypted: %v", body, logged)
			}
		}
	}
}

func TestUnreadableMessagesAreLoggedOnceAMinute(t *testing.T) {
	config, log := serveTestConfig(t)
	config.work = ackAll
	h := mustHandler(t, config)
	post := func(body string) {
		serve(h, request("POST", signedQuery(servedToken, "", time.Now()), body))
	}
	warnings := func() (out []map[string]any) {
		for _, r := range log.records(t) {
			if r["level"] == "WARN" {
				out = append(out, r)
			}
		}
		return out
	}
	repeated := strings.Replace(hello.xml(), "<Content>", "<ToUserName>a</ToUserName><Content>", 1)
	for range 100 {
		post("")
		post(repeated)
	}
	logged := warnings()
	if len(logged) != 2 || logged[0]["error"] == nil || logged[1]["repeated"] == nil || logged[0]["skipped"] != nil || logged[0]["message"] == nil {
		t.Errorf("%v", logged)
	}
	h.repeated.logged = h.repeated.logged.Add(-time.Minute)
	post(repeated)
	post("")
	logged = warnings()
	if names, _ := firstRecord(logged)["repeated"].([]any); len(logged) != 1 || logged[0]["skipped"] != 99.0 || len(names) != 1 || names[0] != "ToUserName" {
		t.Errorf("%v", logged)
	}
}

// What a middleware has read is lost for good: another attempt would bring no more of it.
func TestBodyThatMiddlewareHasClosedIsEmpty(t *testing.T) {
	config, log := serveTestConfig(t)
	config.work = ackAll
	r := request("POST", signedQuery(servedToken, "", time.Now()), hello.xml())
	_ = r.Body.Close()
	r.Body = io.NopCloser(brokenReader{http.ErrBodyReadAfterClose})
	if got := serve(mustHandler(t, config), r); got != (served{200, "success"}) {
		t.Errorf("%+v", got)
	}
	if logged := log.records(t); len(logged) != 1 || !strings.Contains(logged[0]["error"].(string), "has a middleware read it?") {
		t.Errorf("%v", logged)
	}
}

// A handler without keys serves what the compatible mode has in plain, however the rest looks, and nothing that is only a ciphertext.
func TestCompatibleModeIsServedWithoutAKey(t *testing.T) {
	for body, want := range map[string]int{
		"<xml><FromUserName>o1</FromUserName><MsgType>text</MsgType><Encrypt>a</Encrypt></xml>": 200, "<xml><ToUserName>gh</ToUserName><Encrypt>a</Encrypt></xml>": 403,
		"<xml><FromUserName>o1</FromUserName><Content>]]></Content><Encrypt>a</Encrypt></xml>": 200,
	} {
		config, _ := serveTestConfig(t)
		config.keys, config.work = nil, ackAll
		r := request("POST", signedQuery(servedToken, "a", time.Now()), body)
		if got := serve(mustHandler(t, config), r); got.status != want {
			t.Errorf("%s: %+v", body, got)
		}
	}
}

// The platform encrypts a message anew for each delivery, and events are known by their XML.
func TestRedeliveredEventIsKnownWithoutAKey(t *testing.T) {
	config, _ := serveTestConfig(t)
	config.keys = nil
	handled := 0
	config.work = func(context.Context, deliverable) (answerable, error) {
		handled++
		return nil, nil
	}
	h := mustHandler(t, config)
	for _, delivery := range []struct {
		event, encrypt string
		handled        int
	}{{"a", "1", 1}, {"a", "22", 1}, {"b", "1", 2}, {"<Encrypt>b</Encrypt>", "1", 3}, {"<Encrypt>c</Encrypt>", "1", 4}} {
		body := "<xml><FromUserName>o1</FromUserName><EventKey><![CDATA[" + delivery.event + "]]></EventKey>" +
			"<Encrypt><![CDATA[" + delivery.encrypt + "]]></Encrypt></xml>"
		if got := serve(h, request("POST", signedQuery(servedToken, delivery.encrypt, time.Now()), body)); got.status != 200 || handled != delivery.handled {
			t.Errorf("%+v: %+v, handled %d messages", delivery, got, handled)
		}
	}
}
