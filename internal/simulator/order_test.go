package simulator

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/internal/platform"
)

func TestMessageIsAnsweredInEachMode(t *testing.T) {
	for _, settings := range []platform.Settings{{}, {EncodingAESKey: testKey, Receiver: "app"}} {
		var texts []string
		s := simulate(t, "wechat", settings, Options{}, echoBot(t, &texts))
		d := s.send(t, `{"name": "text", "user": "amy", "set": [{"path": "Content", "value": "a]]>b"}]}`)
		answer := d.last().Answer
		if d.Shown != Reply || d.User != "amy" || answer.Type != "text" || len(answer.Faults) > 0 {
			t.Errorf("%+v", d)
		}
		if encrypted := !strings.Contains(d.last().Request.Body, "amy"); encrypted != (settings.Receiver != "") {
			t.Error(d.last().Request)
		}
		if !strings.Contains(answer.XML, "amy") || len(texts) != 1 || texts[0] != "a]]>b" {
			t.Error(texts, answer.XML)
		}
	}
}

// A provider gets messages for its customers, and seals each reply for the customer.
func TestMessageIsSealedForTheReceiverOfTheOrder(t *testing.T) {
	var texts []string
	s := simulate(t, "wechat", platform.Settings{EncodingAESKey: testKey, Receiver: "app"}, Options{}, echoBot(t, &texts))
	for _, order := range []string{`{"name": "text", "receiver": "customer"}`, `{"again": 1}`} {
		if d := s.send(t, order); d.Shown != Reply || len(d.last().Answer.Faults) > 0 {
			t.Errorf("%s: %+v", order, d.last())
		}
	}
	if d := s.send(t, `{"name": "text", "receiver": "stranger"}`); d.Shown != Prompt || d.last().Response.Status != 400 {
		t.Errorf("%+v", d.last())
	}
	if setup := s.setup(); setup.Receiver != "app" || setup.ReceiverName != "AppID" {
		t.Error(setup.Receiver, setup.ReceiverName)
	}
	plain := simulate(t, "wechat", platform.Settings{Receiver: "app"}, Options{}, echoBot(t, &texts))
	if setup := plain.setup(); setup.ReceiverName != "" {
		t.Error(setup.ReceiverName)
	}
}

func TestMessageSentAgainIsTheSame(t *testing.T) {
	var texts []string
	s := simulate(t, "wechat", platform.Settings{}, Options{}, echoBot(t, &texts))
	first := s.send(t, `{"name": "text"}`)
	again := s.send(t, `{"again": 1}`)
	if again.Document != first.Document || again.Again != first.ID || again.ID == first.ID || len(texts) != 1 {
		t.Errorf("%q\n%+v\n%+v", texts, first, again)
	}
	if again.last().Request.Query == first.last().Request.Query {
		t.Error("the nonce is used twice")
	}
}

func TestRenewedMessageIsANewOneWithTheSameContent(t *testing.T) {
	var texts []string
	s := simulate(t, "wechat", platform.Settings{}, Options{}, echoBot(t, &texts))
	first := s.send(t, `{"name": "text", "user": "amy", "set": [{"path": "CreateTime", "value": "1"}]}`)
	again := s.send(t, `{"again": 1, "renew": true}`)
	if again.Again != first.ID || again.User != "amy" || again.Shown != Reply || len(texts) != 2 || texts[0] != texts[1] {
		t.Errorf("%q\n%+v\n%+v", texts, first, again)
	}
	was, err := platform.ParseDocument(first.Document)
	if err != nil {
		t.Fatal(err)
	}
	is, err := platform.ParseDocument(again.Document)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range was.Children {
		renewed := e.Name == "CreateTime" || e.Name == "MsgId"
		if got := is.Child(e.Name).Inner; (got != e.Inner) != renewed {
			t.Errorf("%s: %s, and then %s", e.Name, e.Inner, got)
		}
	}
	const broken = "<xml><MsgId>1"
	s.send(t, `{"name": "text", "document": "`+broken+`"}`)
	if d := s.send(t, `{"again": 3, "renew": true}`); d.Document != broken {
		t.Errorf("%+v", d)
	}
}

func TestEditedDocumentIsSentAsItIs(t *testing.T) {
	var texts []string
	s := simulate(t, "wechat", platform.Settings{}, Options{}, echoBot(t, &texts))
	first := s.send(t, `{"name": "text", "user": "amy", "set": [{"path": "Content", "value": "one"}]}`)
	edited := strings.NewReplacer("amy", "bob", "one", "two", `<`, `\u003c`, `"`, `\"`).Replace(first.Document)
	d := s.send(t, `{"again": 1, "document": "`+edited+`"}`)
	if d.User != "bob" || d.Shown != Reply || len(d.last().Answer.Faults) > 0 || texts[1] != "two" {
		t.Errorf("%q %+v", texts, d)
	}
	const broken = "<xml><FromUserName>"
	if d := s.send(t, `{"name": "text", "document": "`+broken+`"}`); d.last().Request.Body != broken {
		t.Errorf("%+v", d)
	}
}

func TestDamagedRequestsAreRefusedOrRepeated(t *testing.T) {
	for _, settings := range []platform.Settings{{}, {EncodingAESKey: testKey, Receiver: "app"}} {
		var texts []string
		s := simulate(t, "wechat", settings, Options{}, echoBot(t, &texts))
		forged := s.send(t, `{"name": "text", "damage": "signature"}`)
		if forged.Shown != Prompt || forged.last().Response.Status != 403 {
			t.Errorf("%+v", forged)
		}
		whole := s.send(t, `{"name": "text"}`)
		cut := s.send(t, `{"again": 2, "damage": "cut"}`)
		if len(cut.last().Request.Body) >= len(whole.last().Request.Body) || cut.Document != whole.Document {
			t.Errorf("%+v", cut)
		}
	}
}

func TestOldRequestIsRightlySigned(t *testing.T) {
	var ages []time.Duration
	server := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if q.Get("signature") != platform.Sign(testToken, q.Get("timestamp"), q.Get("nonce")) {
			t.Error(q)
		}
		if r.Method == http.MethodPost {
			at, _ := time.ParseDuration(q.Get("timestamp") + "s")
			ages = append(ages, time.Since(time.Unix(0, 0).Add(at)))
		}
	})
	s := simulate(t, "wechat", platform.Settings{}, Options{}, server)
	s.send(t, `{"name": "text", "damage": "timestamp"}`)
	s.send(t, `{"name": "text"}`)
	if len(ages) != 2 || ages[0] < 23*time.Hour || ages[1] > time.Hour {
		t.Error(ages)
	}
}

func TestDroppedResponseIsAskedForAgain(t *testing.T) {
	t.Parallel() // it waits
	var texts []string
	settings := platform.Settings{Deadline: 2 * time.Second}
	s := simulate(t, "wechat", settings, Options{}, echoBot(t, &texts))
	d := s.send(t, `{"name": "text", "damage": "drop"}`)
	if len(d.Attempts) != 2 || d.Shown != Reply || len(texts) != 1 {
		t.Fatalf("%q %+v", texts, d)
	}
	if first := d.Attempts[0]; first.Response != nil || first.Error == "" {
		t.Errorf("%q %+v", texts, d)
	}
}

func TestWhatTheUserSees(t *testing.T) {
	t.Parallel() // it waits
	slow := answeringNever(make(chan struct{}, 4))
	for _, d := range []struct {
		server   http.Handler
		name     string
		want     Shown
		attempts int
		deadline time.Duration // 0: the platform's
	}{
		{answering(200, "success"), "text", Nothing, 1, 0},
		{answering(200, ""), "text", Nothing, 1, 0},
		{answering(200, "hello"), "text", Prompt, 1, 0},
		{answering(500, "success"), "text", Prompt, 1, 0},
		{answering(500, "success"), "unsubscribe", Nothing, 1, 0},
		{answering(200, "<xml></xml>"), "text", Reply, 1, 0},
		{slow, "text", Prompt, 3, 100 * time.Millisecond},
	} {
		s := simulate(t, "wechat", platform.Settings{Deadline: d.deadline}, Options{}, d.server)
		got := s.send(t, `{"name": "`+d.name+`"}`)
		if got.Shown != d.want || len(got.Attempts) != d.attempts {
			t.Errorf("%s: %+v, not %s after %d attempts", d.name, got, d.want, d.attempts)
		}
	}
}

func TestOrdersThatCannotBeCarriedOutAreRefused(t *testing.T) {
	s := simulate(t, "wechat", platform.Settings{}, Options{}, answering(200, ""))
	for order, want := range map[string]string{
		`{}`:               "name is missing",
		`{"name": "txet"}`: `did you mean \"text\"`,
		`{"name": "text", "set": [{"path": "Contnet"}]}`: "Contnet",
		`{"name": "text", "damage": "x"}`:                "damage",
		`{"name": "text", "colour": "red"}`:              "colour",
		`{"again": 7}`:                                   "delivery 7",
		`{"again": 7, "user": "amy"}`:                    "stays as it is",
		`{"name": "text", "renew": true}`:                "renew",
		`[`:                                              "order",
		`{"name": "text"}{}`:                             "follows",
		`{"name": "text"} x`:                             "follows",
	} {
		if status, _, body := s.request(t, "POST", "/send", order, nil); status != 400 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", order, status, body)
		}
	}
	if n := len(s.since(0).deliveries); n > 0 {
		t.Errorf("%d deliveries", n)
	}
}
