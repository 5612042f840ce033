//go:build go1.25

package wechat_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

// samples are messages of every type, by their wire names: "text", "event.CLICK", "device_event.bind".
func samples(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/messages/wechat/*.xml")
	if err != nil || len(paths) < 60 {
		t.Fatal(len(paths), err)
	}
	all := make(map[string]string, len(paths))
	for _, path := range paths {
		xml, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(path), ".xml")] = strings.TrimSpace(string(xml))
	}
	return all
}

// account counts the messages that its handler takes for new ones.
type account struct {
	t       *testing.T
	handler *wechat.Handler
	handled atomic.Int32
}

func newAccount(t *testing.T) *account {
	a := &account{t: t}
	a.handler = newHandler(t, wechat.Config{AppID: appID, EncodingAESKey: key},
		wechat.HandlerFunc(func(context.Context, wechat.Message) (wechat.Reply, error) {
			a.handled.Add(1)
			return nil, nil
		}))
	return a
}

// isNew delivers a message and says whether it was handled, and not taken for one that had been delivered before.
func (a *account) isNew(message string) bool {
	a.t.Helper()
	before := a.handled.Load()
	if got := serve(a.handler, posted(message)); got != acked {
		a.t.Fatalf("%+v for %s", got, message)
	}
	return a.handled.Load() != before
}

// leaf matches an element that holds a text: its name, what stands before the end of the text, and the rest.
var leaf = regexp.MustCompile(`<(\w+)>((?:<!\[CDATA\[)?[^<>]*?)((?:\]\]>)?</\w+>)`)

// without returns a message without some elements.
func without(message string, names ...string) string {
	return leaf.ReplaceAllStringFunc(message, func(element string) string {
		if slices.Contains(names, leaf.FindStringSubmatch(element)[1]) {
			return ""
		}
		return element
	})
}

// with returns a message with one more element, which nothing is known of.
func with(message, value string) string {
	return strings.Replace(message, "</xml>", "<Other>"+value+"</Other></xml>", 1)
}

// named returns a message without a type as one of a type, and an event.
func named(message, name string) string {
	typ, event, isEvent := strings.Cut(name, ".")
	becomes := "<MsgType>" + typ + "</MsgType>"
	if isEvent {
		becomes += "<Event>" + event + "</Event>"
	}
	return strings.Replace(message, "</xml>", becomes+"</xml>", 1)
}

// Messages of two types are never the same, whatever they have in common.
func TestMessagesOfTwoTypesAreToldApart(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		all := samples(t)
		for name, sample := range all {
			a := newAccount(t)
			a.isNew(sample)
			sample = without(sample, "MsgType", "Event")
			for other := range all {
				isEvent := strings.Contains(other, ".") // whose elements in another order make another XML
				if a.isNew(named(sample, other)) != (other != name || isEvent) {
					t.Errorf("%s as %s: wrongly told", name, other)
				}
			}
		}
	})
}

// What has no id of its own is told from others by its XML: an event, a message whose id is missing, an unknown one.
func TestWhatHasNoIDIsToldApartByItsXML(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		for name, sample := range samples(t) {
			a := newAccount(t)
			bare := without(sample, "MsgId", "MsgID")
			if !a.isNew(with(bare, "1")) || !a.isNew(with(bare, "2")) || a.isNew(with(bare, "2")) {
				t.Errorf("%s without an id: not handled once", name)
			}
			if isEvent := strings.Contains(name, "."); !a.isNew(with(sample, "3")) ||
				a.isNew(with(sample, "4")) != isEvent {
				t.Errorf("%s with its id: wrongly told", name)
			}
		}
		a := newAccount(t)
		for _, unknown := range []string{"<MsgType>hologram</MsgType><MsgId>1</MsgId>",
			"<MsgType>event</MsgType><Event>wave</Event><MsgId>1</MsgId>"} {
			for _, user := range []string{"o1", "o2"} {
				message := "<xml><ToUserName>gh_1</ToUserName><FromUserName>" + user + "</FromUserName>" + unknown +
					"</xml>"
				if !a.isNew(message) || a.isNew(message) {
					t.Errorf("%s: not handled once", message)
				}
				// No ciphertext is like another.
				handled := a.handled.Load()
				for range 2 {
					if got := serve(a.handler, current.posted(message)); got != acked || a.handled.Load() != handled+1 {
						t.Errorf("%s: not handled once when encrypted", message)
					}
				}
			}
		}
	})
}

// Values of one element do not run into those of the next.
func TestMessagesAreToldApartByEachValueOfItsOwn(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		for _, elements := range []string{
			"<FromUserName>%s</FromUserName><ToUserName>%s</ToUserName><MsgType>text</MsgType><MsgId>1</MsgId>",
			"<FromUserName>o1</FromUserName><ToUserName>%s</ToUserName><MsgType>text</MsgType><MsgId>%s</MsgId>",
		} {
			a := newAccount(t)
			for _, values := range [][2]string{{"1", "23"}, {"12", "3"}} {
				if message := fmt.Sprintf("<xml>"+elements+"</xml>", values[0], values[1]); !a.isNew(message) {
					t.Errorf("%s: taken for another", message)
				}
			}
		}
	})
}

// A message is the same however it is written. One that is encrypted has a receiver besides.
func TestMessageIsTheSameHoweverItIsWritten(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		message := textFrom("o1", 7, "a")
		elements := leaf.FindAllString(message, -1)
		slices.Reverse(elements)
		for _, same := range []string{
			"<xml>\n" + strings.Join(elements, "\n") + "\n</xml>",
			"\ufeff<?xml version='1.0'?>\n" + message,
			strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(message),
			strings.ReplaceAll(message, "MsgId", "MsgID"),
		} {
			a := newAccount(t)
			if !a.isNew(message) || a.isNew(same) {
				t.Errorf("not the same: %s", same)
			}
			for _, encrypted := range []string{message, same} {
				if got := serve(a.handler, current.posted(encrypted)); got != acked || a.handled.Load() != 2 {
					t.Errorf("not the same when encrypted: %s", encrypted)
				}
			}
		}
	})
}

// The function runs once a message, and a delivery that comes again gets what the first one got, to the byte.
func TestMessageDeliveredAgainGetsTheSameAnswer(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		runs := 0
		h := newHandler(t, wechat.Config{}, wechat.HandlerFunc(func(_ context.Context, m wechat.Message) (wechat.Reply, error) {
			runs++
			text := m.(*wechat.TextMessage)
			return text.ReplyText(fmt.Sprintf("%s %d", text.Content, runs)).CreatedAt(time.Unix(int64(runs), 0)).Build()
		}))
		var answers []response
		for range 3 {
			for _, user := range []string{"o1", "o2"} { // whose messages have the same id
				answers = append(answers, serve(h, posted(textFrom(user, 1, "你好"))))
			}
		}
		for i, user := range []string{"o1", "o2"} {
			first := answers[i]
			if first.status != 200 || !strings.Contains(first.body, "<ToUserName><![CDATA["+user+"]]>") ||
				answers[i+2] != first || answers[i+4] != first {
				t.Errorf("%s: %+v", user, answers)
			}
		}
		if runs != 2 {
			t.Errorf("the function ran %d times", runs)
		}
	})
}
