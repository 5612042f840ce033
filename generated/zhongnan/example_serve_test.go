package zhongnan_test

import (
	"context"
	"crypto/sha1"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"github.com/replygen/replygen/generated/zhongnan"
)

// A function that looks at the type of a message serves as well as a Mux does.
func ExampleNewHandler() {
	handler, err := zhongnan.NewHandler(zhongnan.Config{Token: "token"}, zhongnan.HandlerFunc(
		func(_ context.Context, m zhongnan.Message) (zhongnan.Reply, error) {
			switch m := m.(type) {
			case *zhongnan.TextMessage:
				return m.ReplyText(m.Content).Build()
			case *zhongnan.ImageMessage:
				return m.ReplyImage(m.MediaID).Build()
			}
			return nil, nil
		}))
	if err != nil {
		fmt.Println(err)
		return
	}

	deliver(handler, "<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId>")
	deliver(handler, "<MsgType>image</MsgType><MediaId>media_id</MediaId><MsgId>2</MsgId>")
	deliver(handler, "<MsgType>event</MsgType><Event>unsubscribe</Event>")
	// Output:
	// to openid from 中南: 你好
	// to openid from 中南: the image media_id
	// ""
}

// deliver does what the platform does: it signs a request with the token, posts
// a message and reads the response.
func deliver(handler http.Handler, elements string) {
	signed := []string{"token", "1409304348", "nonce"}
	slices.Sort(signed)
	signature := sha1.Sum([]byte(strings.Join(signed, "")))
	target := fmt.Sprintf("/zhongnan?signature=%x&timestamp=1409304348&nonce=nonce", signature)
	message := "<xml><ToUserName>中南</ToUserName><FromUserName>openid</FromUserName><CreateTime>1409304348</CreateTime>" + elements + "</xml>"

	response := httptest.NewRecorder()
	handler.ServeHTTP(response, httptest.NewRequest(http.MethodPost, target, strings.NewReader(message)))
	reply, err := zhongnan.ParseReply(response.Body.Bytes())
	if err != nil {
		fmt.Printf("%q\n", response.Body) // no reply: the ack
		return
	}
	switch reply := reply.(type) {
	case *zhongnan.TextReply:
		fmt.Printf("to %s from %s: %s\n", reply.ToUserName, reply.FromUserName, reply.Content)
	case *zhongnan.ImageReply:
		fmt.Printf("to %s from %s: the image %s\n", reply.ToUserName, reply.FromUserName, reply.Image.MediaID)
	}
}
