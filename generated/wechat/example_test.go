package wechat_test

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/replygen/replygen/generated/wechat"
)

func Example() {
	reply, err := wechat.NewTextReply("toUser", "fromUser", "你好").CreatedAt(time.Unix(12345678, 0)).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = reply.WriteTo(os.Stdout)
	// Output:
	// <xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[fromUser]]></FromUserName><CreateTime>12345678</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>
}

// What a reply must have are parameters, what it may have are methods. A builder looks through the element Music.
func ExampleNewMusicReply() {
	reply, err := wechat.NewMusicReply("toUser", "fromUser", "media_id").
		Title("高山流水").
		MusicURL("https://example.com/music.mp3").
		Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(reply.MsgType(), reply.Music.Title, reply.Music.ThumbMediaID)
	// Output: music 高山流水 media_id
}

// A news reply without an article does not compile; one with too many is an error of Build.
func ExampleNewNewsReply() {
	more := make([]wechat.Article, 10)
	_, err := wechat.NewNewsReply("toUser", "fromUser", wechat.Article{Title: "头条", URL: "https://example.com/1"},
		more...).Build()

	var invalid *wechat.ValidationError
	if errors.As(err, &invalid) {
		v := invalid.Violations[0]
		fmt.Println(v.Field, v.Rule, v.Limit, v.Got)
	}
	// Output: Articles max_items 10 11
}

// A reply is a plain struct, too.
func ExampleTextReply_AppendXML() {
	reply := &wechat.TextReply{ToUserName: "toUser", FromUserName: "fromUser", CreateTime: 12345678, Content: "a ]]> b"}
	buf := make([]byte, 0, 512)
	fmt.Printf("%s\n", reply.AppendXML(buf))
	// Output:
	// <xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[fromUser]]></FromUserName><CreateTime>12345678</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[a ]]]]><![CDATA[> b]]></Content></xml>
}

func ExampleTextReply_Validate() {
	reply := &wechat.TextReply{ToUserName: "toUser", FromUserName: "fromUser", CreateTime: 12345678, Content: "\x02"}
	var invalid *wechat.ValidationError
	if errors.As(reply.Validate(), &invalid) {
		for _, v := range invalid.Violations {
			fmt.Println(v.Field, v.Rule, v.Offset)
		}
	}
	// Output: Content chars 0
}

func ExampleParseReply() {
	reply, err := wechat.ParseReply([]byte(`<xml>
		<ToUserName><![CDATA[toUser]]></ToUserName>
		<FromUserName><![CDATA[fromUser]]></FromUserName>
		<CreateTime>12345678</CreateTime>
		<MsgType><![CDATA[image]]></MsgType>
		<Image><MediaId><![CDATA[media_id]]></MediaId></Image>
	</xml>`))
	if err != nil {
		fmt.Println(err)
		return
	}
	if image, ok := reply.(*wechat.ImageReply); ok {
		fmt.Println(image.Image.MediaID)
	}
	// Output: media_id
}

// When there is nothing to say, or no time to say it, the answer is the ack.
func ExampleAck() {
	fmt.Printf("%q within %s\n", wechat.Ack, wechat.Deadline)
	// Output: "success" within 5s
}
