package offiaccount_test

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/replygen/replygen/generated/offiaccount"
)

// The message goes to one customer service agent; without KfAccount, to whoever is free.
func Example() {
	reply, err := offiaccount.NewTransferCustomerServiceReply("toUser", "fromUser").
		KfAccount("test1@test").
		CreatedAt(time.Unix(12345678, 0)).
		Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = reply.WriteTo(os.Stdout)
	// Output:
	// <xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[fromUser]]></FromUserName><CreateTime>12345678</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType><TransInfo><KfAccount><![CDATA[test1@test]]></KfAccount></TransInfo></xml>
}

// Who sends a text gets one article, who subscribes up to eight.
func ExampleNewNewsReply() {
	article := offiaccount.Article{Title: "标题", Description: "描述", PicURL: "https://example.com/p.png",
		URL: "https://example.com/"}
	two := offiaccount.NewNewsReply("toUser", "fromUser", article, article)

	_, err := two.ReplyingTo("text").Build()
	var invalid *offiaccount.ValidationError
	if errors.As(err, &invalid) {
		v := invalid.Violations[0]
		fmt.Println(v.Field, v.Rule, v.Limit, v.Got)
	}
	_, err = two.ReplyingTo("event").Build()
	fmt.Println(err)
	// Output:
	// Articles max_items_replying_to 1 2
	// <nil>
}
