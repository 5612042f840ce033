package wechat_test

import (
	"context"
	"crypto/sha1"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

// 微信云托管 delivers messages over its own network, without a signature, in the format that is chosen there: XML. A
// few lines of middleware sign them, so that the handler takes them. That they come from WeChat is what the header
// X-WX-SOURCE says, which the network sets:
// https://developers.weixin.qq.com/miniprogram/dev/wxcloudrun/src/guide/weixin/push.html
func Example_cloudRun() {
	var mux wechat.Mux
	mux.OnText(func(_ context.Context, m *wechat.TextMessage) (wechat.Reply, error) {
		return m.ReplyText(m.Content).CreatedAt(time.Unix(1409304348, 0)).Build()
	})
	const token = "any" // the middleware and the handler share it, and nobody else
	handler, err := wechat.NewHandler(wechat.Config{Token: token}, &mux)
	if err != nil {
		fmt.Println(err)
		return
	}
	service := signCloudRun(token, handler)
	// In a program: http.Handle("/wechat", service).

	for _, document := range []string{
		"<xml><ToUserName>gh_account</ToUserName><FromUserName>openid</FromUserName><CreateTime>1409304348</CreateTime>" +
			"<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>",
		// How the path is checked when it is set: an *UnknownMessage, which is acked.
		"<xml><action>CheckContainerPath</action></xml>",
	} {
		r := httptest.NewRequest(http.MethodPost, "/wechat", strings.NewReader(document))
		r.Header.Set("X-WX-SOURCE", "other")
		response := httptest.NewRecorder()
		service.ServeHTTP(response, r)
		fmt.Println(response.Code, response.Body)
	}
	// Output:
	// 200 <xml><ToUserName><![CDATA[openid]]></ToUserName><FromUserName><![CDATA[gh_account]]></FromUserName><CreateTime>1409304348</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>
	// 200 success
}

func signCloudRun(token string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-WX-SOURCE") == "" {
			http.Error(w, "not from WeChat", http.StatusForbidden)
			return
		}
		timestamp, nonce := strconv.FormatInt(time.Now().Unix(), 10), "cloudrun"
		values := []string{token, timestamp, nonce}
		slices.Sort(values)
		signature := sha1.Sum([]byte(strings.Join(values, "")))
		signed := r.Clone(r.Context())
		signed.URL.RawQuery = fmt.Sprintf("signature=%x&timestamp=%s&nonce=%s", signature, timestamp, nonce)
		next.ServeHTTP(w, signed)
	})
}
