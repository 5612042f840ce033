package generator_test

import (
	"testing"

	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// Elements of every kind may tell messages apart; the built-in platforms have use for a few of them.
const tellingSpec = `replygen: 1
platform: {id: telling}
header:
  addresses: [To, From]
  fields: [{name: To, type: string, required: true}, {name: From, type: string, required: true}, {name: MsgType, type: msg_type}]
replies: [{type: text, fields: [{name: Content, type: string, required: true}]}]
delivery: {deadline: 5s, attempts: 3, acks: [ok], dedupe: {message: [Int, Float, Bool, Time, Text, MaybeInt, MaybeFloat, MaybeBool, MaybeTime, MaybeText], event: [From, Event, Int]}}
messages:
  - type: all
    fields:
      - {name: Int, type: int, required: true}
      - {name: Float, type: float, required: true}
      - {name: Bool, type: bool, required: true}
      - {name: Time, type: unix_time, required: true}
      - {name: Text, type: string, required: true}
      - {name: MaybeInt, type: int}
      - {name: MaybeFloat, type: float}
      - {name: MaybeBool, type: bool}
      - {name: MaybeTime, type: unix_time}
      - {name: MaybeText, type: string}
  - type: numbered
    dedupe: [MsgId]
    fields: [{name: MsgId, type: int}]
  - type: plain
    fields: [{name: Text, type: string}]
events:
  - event: job
    dedupe: [Job.Id, Job.Info.Step]
    fields: [{name: Job, type: object, fields: [{name: Id, type: id, required: true}, {name: Info, type: object, fields: [{name: Step, type: int}]}]}]
  - event: counted
    fields: [{name: Int, type: int, required: true}]
`

const tellingTest = `package telling

import (
	"context"
	"crypto/sha1"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// handled says how many of some messages are not taken for others.
func handled(t *testing.T, messages ...string) int {
	t.Helper()
	n := 0
	h, err := NewHandler(Config{Token: "a"}, HandlerFunc(func(context.Context, Message) (Reply, error) {
		n++
		return nil, nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range messages {
		w := httptest.NewRecorder()
		target := fmt.Sprintf("/?timestamp=1&nonce=b&signature=%x", sha1.Sum([]byte("1ab")))
		h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, target, strings.NewReader("<xml><MsgType>"+m+"</xml>")))
		if w.Body.String() != "ok" {
			t.Fatalf("%d %s for %s", w.Code, w.Body, m)
		}
	}
	return n
}

func TestEveryKindTells(t *testing.T) {
	for name, values := range map[string][2]string{"Int": {"1", "2"}, "Float": {"1.5", "2.5"}, "Bool": {"true", "false"}, "Time": {"1", "2"}, "Text": {"1", "2"}} {
		for _, name := range []string{name, "Maybe" + name} {
			with := func(value, rest string) string { return "all</MsgType><From>a</From><" + name + ">" + value + "</" + name + ">" + rest }
			if n := handled(t, with(values[0], ""), with(values[1], ""), with(values[0], "")); n != 2 {
				t.Errorf("%s: %d handled with another value", name, n)
			}
			// By itself, it tells as well: the rest does not count.
			if n := handled(t, with(values[0], ""), with(values[0], "<Other/>")); n != 1 {
				t.Errorf("%s: %d handled with another rest", name, n)
			}
		}
	}
	// Zero is a value of what may be left out.
	for name, zero := range map[string]string{"MaybeInt": "0", "MaybeFloat": "0", "MaybeBool": "false"} {
		with := "all</MsgType><From>a</From><" + name + ">" + zero + "</" + name + ">"
		if n := handled(t, with, with+"<Other/>"); n != 1 {
			t.Errorf("%s: %d handled", name, n)
		}
	}
}

func TestWhereNothingTellsTheXMLDoes(t *testing.T) {
	for _, m := range []string{"all</MsgType>", "plain</MsgType><From>a</From><To>b</To>", "event</MsgType><Event>job</Event><Job><Other/></Job>", "event</MsgType><Event>counted</Event>"} {
		if n := handled(t, m, m+"<Other/>", m); n != 2 {
			t.Errorf("%s: %d handled", m, n)
		}
	}
}

// What is stated may stand inside other elements.
func TestElementsInsideOthersTell(t *testing.T) {
	m := "event</MsgType><Event>job</Event>"
	for _, c := range []struct {
		want     int
		messages []string
	}{
		{2, []string{"<Job><Id>1</Id></Job>", "<Job><Id>2</Id></Job>", "<Job><Other/><Id>1</Id></Job>"}},
		{2, []string{"<Job><Id>1</Id></Job>", "<Job><Id>1</Id><Info><Step>0</Step></Info></Job><From>b</From>"}},
		{1, []string{"<Job><Info><Step>0</Step></Info></Job>", "<Job><Info><Step>0</Step><Other/></Info></Job>"}},
	} {
		for i := range c.messages {
			c.messages[i] = m + c.messages[i]
		}
		if n := handled(t, c.messages...); n != c.want {
			t.Errorf("%v: %d handled", c.messages, n)
		}
	}
}

func TestNeighboursStayApart(t *testing.T) {
	m := "all</MsgType>"
	for _, c := range [][2]string{
		{"<From>a</From><To>bc</To><Int>1</Int>", "<From>ab</From><To>c</To><Int>1</Int>"},
		{"<Int>1</Int><Float>11</Float>", "<Int>11</Int><Float>1</Float>"},
		{"<Time>1</Time><Text>11</Text>", "<Time>11</Time><Text>1</Text>"},
		{"<Text>1</Text><MaybeInt>11</MaybeInt>", "<Text>11</Text><MaybeInt>1</MaybeInt>"},
		{"<MaybeInt>1</MaybeInt><MaybeFloat>11</MaybeFloat>", "<MaybeInt>11</MaybeInt><MaybeFloat>1</MaybeFloat>"},
		{"<Float>1</Float><Bool>false</Bool>", "<Float>0</Float><Bool>true</Bool>"},
	} {
		if n := handled(t, m+c[0], m+c[1]); n != 2 {
			t.Errorf("%s and %s: %d handled", c[0], c[1], n)
		}
	}
}
`

func TestElementsOfEveryKindTellMessagesApart(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles and runs a package")
	}
	l := spec.Loader{ReadFile: func(string) ([]byte, error) { return []byte(tellingSpec), nil }}
	platform, err := l.Load("./telling.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files, err := generator.Generate(platform, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	module := newModule(t)
	module.add(t, "telling", append(withoutTests(files), generator.File{Name: "telling_test.go", Content: []byte(tellingTest)}))
	module.run(t, "test", "./...")
}
