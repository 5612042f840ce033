package page

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/internal/platform"
)

// wechatBot is a bot by the handler that is generated for wechat, which answers texts by a function.
func wechatBot(t *testing.T, answer func(*wechat.TextMessage) (wechat.Reply, error)) http.Handler {
	t.Helper()
	var mux wechat.Mux
	mux.OnText(func(_ context.Context, m *wechat.TextMessage) (wechat.Reply, error) { return answer(m) })
	h, err := wechat.NewHandler(wechat.Config{Token: testToken, AppID: testReceiver, EncodingAESKey: testKey}, &mux)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func echo(m *wechat.TextMessage) (wechat.Reply, error) { return m.ReplyText(m.Content).Build() }

// silentBot passes the check of its URL and lets every message wait.
func silentBot(bot http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			bot.ServeHTTP(w, r)
			return
		}
		_, _ = io.Copy(io.Discard, r.Body) // a server notices that the platform hangs up once it has read the body
		<-r.Context().Done()
	})
}

// scriptedBot answers each message with a document, and remembers the messages. It encrypts as the platform does.
type scriptedBot struct {
	t *testing.T

	mu       sync.Mutex
	document string // "" acknowledges
	received []*platform.Element
}

// answer changes the reply to all messages from now on. Its addresses and its time become those of the message.
func (b *scriptedBot) answer(document string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.document = document
}

// last is the latest message.
func (b *scriptedBot) last() *platform.Element {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.received) == 0 {
		b.t.Fatal("the bot has received nothing")
	}
	return b.received[len(b.received)-1]
}

// wantElement checks an element of the latest message.
func (b *scriptedBot) wantElement(path, want string) {
	b.t.Helper()
	e := b.last().Find(path)
	if e == nil || e.Text != want {
		b.t.Errorf("%s is not %q in %s", path, want, b.last().XML())
	}
}

func (b *scriptedBot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key, err := platform.ParseKey(testKey)
	if err != nil {
		panic(err)
	}
	encrypted := r.URL.Query().Has("msg_signature")
	if r.Method == http.MethodGet {
		echo := r.URL.Query().Get("echostr")
		if encrypted {
			echo, _, _ = key.Open(echo)
		}
		fmt.Fprint(w, echo)
		return
	}
	body, _ := io.ReadAll(r.Body)
	message, err := platform.ParseDocument(string(body))
	if err == nil && encrypted {
		var plain string
		if plain, _, err = key.Open(message.Find("Encrypt").Text); err == nil {
			message, err = platform.ParseDocument(plain)
		}
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.received = append(b.received, message)
	response := addressed(b.document, message)
	if encrypted && strings.HasPrefix(response, "<") { // an ack is never encrypted
		response = enclosed(key, response)
	}
	fmt.Fprint(w, response)
}

var createTime = regexp.MustCompile(`<CreateTime(/>|>[^<]*</CreateTime>)`)

// addressed is a reply that answers a message. One that is not well-formed stays as it is.
func addressed(reply string, message *platform.Element) string {
	if e := message.Child("CreateTime"); e != nil {
		reply = createTime.ReplaceAllString(reply, "<CreateTime>"+e.Text+"</CreateTime>")
	}
	root, err := platform.ParseDocument(reply)
	if err != nil {
		return reply
	}
	for to, from := range map[string]string{"ToUserName": "FromUserName", "FromUserName": "ToUserName"} {
		if e, of := root.Child(to), message.Child(from); e != nil && of != nil {
			e.SetText(of.Text)
		}
	}
	return root.XML()
}

func enclosed(key *platform.Key, reply string) string {
	ciphertext, now, nonce := key.Seal(reply, testReceiver), strconv.FormatInt(time.Now().Unix(), 10), "nonce"
	signature := platform.Sign(testToken, now, nonce, ciphertext)
	return "<xml><Encrypt>" + ciphertext + "</Encrypt><MsgSignature>" + signature + "</MsgSignature>" +
		"<TimeStamp>" + now + "</TimeStamp><Nonce>" + nonce + "</Nonce></xml>"
}

// textReply is a reply with a text, as it stands in XML.
func textReply(content string) string {
	return reply("<MsgType>text</MsgType><Content>" + content + "</Content>")
}

// reply is a reply with what follows its addresses and its time.
func reply(rest string) string {
	return "<xml><ToUserName/><FromUserName/><CreateTime/>" + rest + "</xml>"
}
