package wecomsuite_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"

	"github.com/replygen/replygen/generated/wecom"
	"github.com/replygen/replygen/generated/wecomsuite"
)

// A provider serves all callbacks by one handler. The check of the URL is sealed for the provider's CorpID, a
// suite_ticket for the SuiteID, and what a customer's members send for the customer's CorpID.
func Example_provider() {
	receivers := []string{"wwprovider", "wwcustomer1", "wwcustomer2"} // a program looks customers up in memory
	var mux wecomsuite.Mux
	mux.OnSuiteTicket(func(_ context.Context, m *wecomsuite.SuiteTicketMessage) error {
		fmt.Printf("for %s: suite_ticket %s\n", m.Receiver, m.Ticket)
		return nil
	})
	mux.OnOther(func(_ context.Context, m wecomsuite.Message) error {
		unknown, ok := m.(*wecomsuite.UnknownMessage)
		if !ok {
			return nil
		}
		data, err := wecom.ParseMessage(unknown.Raw) // of the 数据回调URL
		if text, ok := data.(*wecom.TextMessage); ok {
			fmt.Printf("for %s: text of %s: %s\n", m.Header().Receiver, text.FromUserName, text.Content)
		}
		return err
	})
	handler, err := wecomsuite.NewHandler(wecomsuite.Config{
		Token: "token", SuiteID: "wwsuite", EncodingAESKey: encodingAESKey,
		AcceptReceiver: func(receiver string) bool { return slices.Contains(receivers, receiver) },
	}, &mux)
	if err != nil {
		fmt.Println(err)
		return
	}
	// In a program: http.Handle("/wecom", handler).

	checkURL(handler, "wwprovider")
	post(handler, "wwsuite",
		"<SuiteId>wwsuite</SuiteId><InfoType>suite_ticket</InfoType><SuiteTicket>asdfasfdasdfasdf</SuiteTicket>")
	const text = "<FromUserName>zhangsan</FromUserName><MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId>"
	post(handler, "wwcustomer1", text)
	post(handler, "wwcustomer2", text)
	post(handler, "wwstranger", text)
	// Output:
	// 200 1616140317555161061
	// for wwsuite: suite_ticket asdfasfdasdfasdf
	// 200 success
	// for wwcustomer1: text of zhangsan: 你好
	// 200 success
	// for wwcustomer2: text of zhangsan: 你好
	// 200 success
	// 400
}

const encodingAESKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"

// checkURL does what the platform does when the URL is set.
func checkURL(handler http.Handler, receiver string) {
	echostr := seal("1616140317555161061", receiver)
	query := sign(echostr)
	query.Set("echostr", echostr)
	serve(handler, httptest.NewRequest(http.MethodGet, "/wecom?"+query.Encode(), nil))
}

// post does what the platform does: it seals a message for a receiver, signs and posts it.
func post(handler http.Handler, receiver, elements string) {
	encrypt := seal("<xml>"+elements+"</xml>", receiver)
	body := strings.NewReader("<xml><ToUserName>" + receiver + "</ToUserName><Encrypt>" + encrypt + "</Encrypt></xml>")
	serve(handler, httptest.NewRequest(http.MethodPost, "/wecom?"+sign(encrypt).Encode(), body))
}

func serve(handler http.Handler, request *http.Request) {
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, request)
	fmt.Println(response.Code, response.Body)
}

func sign(encrypt string) url.Values {
	signed := []string{"token", "1409659813", "nonce", encrypt}
	slices.Sort(signed)
	signature := fmt.Sprintf("%x", sha1.Sum([]byte(strings.Join(signed, ""))))
	return url.Values{"msg_signature": {signature}, "timestamp": {"1409659813"}, "nonce": {"nonce"}}
}

func seal(text, receiver string) string {
	plain := binary.BigEndian.AppendUint32([]byte("sixteen bytes..."), uint32(len(text)))
	plain = append(append(plain, text...), receiver...)
	padding := 32 - len(plain)%32
	plain = append(plain, bytes.Repeat([]byte{byte(padding)}, padding)...)
	key, err := base64.StdEncoding.DecodeString(encodingAESKey + "=")
	if err != nil {
		panic(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	cipher.NewCBCEncrypter(block, key[:16]).CryptBlocks(plain, plain)
	return base64.StdEncoding.EncodeToString(plain)
}
