package miniprogram_test

import (
	"fmt"
	"os"
	"time"

	"github.com/replygen/replygen/generated/miniprogram"
)

// The only reply of a mini program hands the message to its customer service.
func Example() {
	reply, err := miniprogram.NewTransferCustomerServiceReply("touser", "fromuser").CreatedAt(time.Unix(1399197672, 0)).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = reply.WriteTo(os.Stdout)
	// Output:
	// <xml><ToUserName><![CDATA[touser]]></ToUserName><FromUserName><![CDATA[fromuser]]></FromUserName><CreateTime>1399197672</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>
}
