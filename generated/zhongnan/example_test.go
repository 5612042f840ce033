package zhongnan_test

import (
	"fmt"
	"os"
	"time"

	"github.com/replygen/replygen/generated/zhongnan"
)

// 中南e行 names the account by its AppId, where WeChat has a gh_ id.
func Example() {
	var account zhongnan.AppID = "fromUser"
	reply, err := zhongnan.NewImageReply("toUser", account, "media_id").CreatedAt(time.Unix(12345678, 0)).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = reply.WriteTo(os.Stdout)
	// Output:
	// <xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[fromUser]]></FromUserName><CreateTime>12345678</CreateTime><MsgType><![CDATA[image]]></MsgType><Image><MediaId><![CDATA[media_id]]></MediaId></Image></xml>
}

// Every item of an article may be left out.
func ExampleNewNewsReply() {
	reply, err := zhongnan.NewNewsReply("toUser", "fromUser", zhongnan.Article{},
		zhongnan.Article{Title: "通知"}).Build()
	fmt.Println(len(reply.Articles), err)
	// Output: 2 <nil>
}

// The only ack of 中南e行 is the empty body.
func ExampleAck() {
	fmt.Printf("%q\n", zhongnan.Ack)
	// Output: ""
}
