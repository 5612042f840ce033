package wechat_test

import (
	"context"
	"crypto/sha1"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"github.com/replygen/replygen/generated/wechat"
)

// An account that answers a text with the same text and greets who subscribes.
// What has no function of its own is acked, and so is an error, which is logged.
func Example_echoBot() {
	var mux wechat.Mux
	mux.OnText(func(_ context.Context, m *wechat.TextMessage) (wechat.Reply, error) {
		return m.ReplyText(m.Content).Build()
	})
	mux.OnSubscribe(func(_ context.Context, m *wechat.SubscribeEvent) (wechat.Reply, error) {
		return m.ReplyText("欢迎").Build()
	})
	mux.OnImage(func(context.Context, *wechat.ImageMessage) (wechat.Reply, error) {
		return nil, errors.New("image: not yet")
	})
	handler, err := wechat.NewHandler(wechat.Config{Token: "token"}, &mux)
	if err != nil {
		fmt.Println(err)
		return
	}
	// In a program: http.Handle("/wechat", handler).

	deliver(handler, "<MsgType>text</MsgType><Content>你好 ]]&gt; &lt;b&gt;</Content><MsgId>1</MsgId>")
	deliver(handler, "<MsgType>event</MsgType><Event>subscribe</Event>")
	deliver(handler, "<MsgType>image</MsgType><MediaId>media_id</MediaId><MsgId>2</MsgId>")
	deliver(handler, "<MsgType>hologram</MsgType><MsgId>3</MsgId>")
	// Output:
	// text to openid from gh_account: 你好 ]]> <b>
	// text to openid from gh_account: 欢迎
	// success
	// success
}

// deliver does what the platform does: it signs a request with the token, posts
// a message and reads the response.
func deliver(handler http.Handler, elements string) {
	signed := []string{"token", "1409304348", "nonce"}
	slices.Sort(signed)
	signature := sha1.Sum([]byte(strings.Join(signed, "")))
	target := fmt.Sprintf("/wechat?signature=%x&timestamp=1409304348&nonce=nonce", signature)
	message := "<xml><ToUserName>gh_account</ToUserName><FromUserName>openid</FromUserName><CreateTime>1409304348</CreateTime>" + elements + "</xml>"

	response := httptest.NewRecorder()
	handler.ServeHTTP(response, httptest.NewRequest(http.MethodPost, target, strings.NewReader(message)))
	reply, err := wechat.ParseReply(response.Body.Bytes())
	if err != nil {
		fmt.Println(response.Body) // no reply: the ack
		return
	}
	text := reply.(*wechat.TextReply)
	fmt.Printf("%s to %s from %s: %s\n", text.MsgType(), text.ToUserName, text.FromUserName, text.Content)
}
