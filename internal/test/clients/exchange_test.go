package clients

import (
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/silenceper/wechat/v2/officialaccount/message"
)

// texts are what a user sends: of each length that padding can depend on, and with characters that are written in more
// than one way.
var texts = func() []string {
	all := []string{"你好，世界", "]]>", "]]]]>>", "<![CDATA[x]]>", "</Content>", "&amp;&#23454;", "😀👨‍👩‍👧", "𠮷野家", "a\nb\tc", " blanks ", `"quoted'`}
	for n := range 65 {
		all = append(all, strings.Repeat("a", n))
	}
	return append(all, strings.Repeat("好", 500))
}()

// mode is how a platform posts a message.
type mode string

const (
	plain      mode = "plain"
	compatible mode = "compatible" // in plain and encrypted
	encrypted  mode = "encrypted"
)

var platforms = []struct {
	name    string
	account account
	serve   server
	modes   []mode
}{
	{"wechat", account{"token", strings.Repeat("abcdefg", 6) + "0", "wx5823bf96d3bd56c7"}, serveWechat, []mode{plain, compatible, encrypted}},
	// Of another length, and with the most and the fewest bits set in the key.
	{"wecom", account{"QDG6eK", strings.Repeat("/+", 21) + "A", "ww1"}, serveWecom, []mode{encrypted}},
}

func TestClientsAndHandlersUnderstandEachOther(t *testing.T) {
	for _, p := range platforms {
		for name, newClient := range clients {
			t.Run(p.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				c, s := newClient(t, p.account), p.serve(t, p.account)
				id := 23857283828282822
				for _, m := range p.modes {
					for _, text := range texts {
						id++
						d := delivery{c, p.account, m, strconv.Itoa(id)}
						if got := d.post(t, s, text); got != quoted(text) {
							t.Errorf("%s: the answer to %q is %q", m, text, got)
						}
					}
				}
			})
		}
	}
}

// delivery is one message on its way.
type delivery struct {
	client
	account account
	mode    mode
	id      string
}

// post sends a text as the platform does, and returns the text that the user reads.
func (d delivery) post(t *testing.T, s *httptest.Server, text string) string {
	t.Helper()
	document := d.document(t, text)
	timestamp, nonce, encrypt := strconv.FormatInt(time.Now().Unix(), 10), d.id, ""
	query := url.Values{"timestamp": {timestamp}, "nonce": {nonce}, "signature": {d.sign(timestamp, nonce, "")}}
	if d.mode != plain {
		encrypt = d.seal(document)
		query.Set("encrypt_type", "aes")
		query.Set("msg_signature", d.sign(timestamp, nonce, encrypt))
	}
	sealed := "<Encrypt><![CDATA[" + encrypt + "]]></Encrypt>"
	body := map[mode]string{
		plain:      document,
		compatible: strings.TrimSuffix(document, "</xml>") + sealed + "</xml>",
		encrypted:  "<xml><ToUserName><![CDATA[" + d.account.Receiver + "]]></ToUserName>" + sealed + "</xml>",
	}[d.mode]
	response, err := http.Post(s.URL+"?"+query.Encode(), "text/xml", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer := read(t, response)
	if d.mode != plain {
		answer = d.unseal(t, answer)
	}
	var reply message.Text
	if err := xml.Unmarshal([]byte(answer), &reply); err != nil || reply.ToUserName != "o1" || reply.FromUserName != "gh_1" {
		t.Fatalf("%s: %v", answer, err)
	}
	return string(reply.Content)
}

// document is a user's text, as silenceper writes it.
func (d delivery) document(t *testing.T, text string) string {
	t.Helper()
	m := struct {
		message.Text
		MsgID string `xml:"MsgId"`
	}{*message.NewText(text), d.id}
	m.SetToUserName("gh_1")
	m.SetFromUserName("o1")
	m.SetCreateTime(time.Now().Unix())
	m.SetMsgType(message.MsgTypeText)
	document, err := xml.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(document)
}

// unseal opens a response once its signature is that of the client.
func (d delivery) unseal(t *testing.T, body string) string {
	t.Helper()
	var envelope message.ResponseEncryptedXMLMsg
	if err := xml.Unmarshal([]byte(body), &envelope); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	timestamp := strconv.FormatInt(envelope.Timestamp, 10)
	if want := d.sign(timestamp, envelope.Nonce, envelope.EncryptedMsg); envelope.MsgSignature != want {
		t.Errorf("signature %s, not %s: %s", envelope.MsgSignature, want, body)
	}
	text, receiver := d.open(envelope.EncryptedMsg)
	if receiver != d.account.Receiver {
		t.Errorf("for %q, not %q", receiver, d.account.Receiver)
	}
	return text
}

func read(t *testing.T, response *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s %q, %v", response.Status, body, err)
	}
	return string(body)
}

// A platform that knows only the encrypted mode seals the echostr of its URL check.
func TestClientsPassTheURLCheck(t *testing.T) {
	const echo = "1616140317555161061"
	for _, p := range platforms {
		for name, newClient := range clients {
			t.Run(p.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				c, s := newClient(t, p.account), p.serve(t, p.account)
				timestamp := strconv.FormatInt(time.Now().Unix(), 10)
				query := url.Values{"timestamp": {timestamp}, "nonce": {"nonce"}}
				if p.modes[0] == plain {
					query.Set("echostr", echo)
					query.Set("signature", c.sign(timestamp, "nonce", ""))
				} else {
					sealed := c.seal(echo)
					query.Set("echostr", sealed)
					query.Set("msg_signature", c.sign(timestamp, "nonce", sealed))
				}
				response, err := http.Get(s.URL + "?" + query.Encode())
				if err != nil {
					t.Fatal(err)
				}
				if got := read(t, response); got != echo {
					t.Errorf("%q", got)
				}
			})
		}
	}
}
