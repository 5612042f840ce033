package qq_test

import (
	"fmt"
	"os"
	"time"

	"github.com/replygen/replygen/generated/qq"
)

func Example() {
	article := qq.Article{Title: "通知", Description: "明日放假", URL: "https://example.com/1"}
	reply, err := qq.NewNewsReply("toUser", "fromUser", article).CreatedAt(time.Unix(12345678, 0)).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = reply.WriteTo(os.Stdout)
	// Output:
	// <xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[fromUser]]></FromUserName><CreateTime>12345678</CreateTime><MsgType><![CDATA[news]]></MsgType><ArticleCount>1</ArticleCount><Articles><item><Title><![CDATA[通知]]></Title><Description><![CDATA[明日放假]]></Description><Url><![CDATA[https://example.com/1]]></Url></item></Articles></xml>
}
