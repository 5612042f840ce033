package yixin_test

import (
	"fmt"
	"os"
	"time"

	"github.com/replygen/replygen/generated/yixin"
)

// A song of 易信 has no picture: its constructor takes the addresses only.
func Example() {
	reply, err := yixin.NewMusicReply("toUser", "fromUser").
		Title("高山流水").
		MusicURL("https://example.com/music.mp3").
		CreatedAt(time.Unix(12345678, 0)).
		Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = reply.WriteTo(os.Stdout)
	// Output:
	// <xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[fromUser]]></FromUserName><CreateTime>12345678</CreateTime><MsgType><![CDATA[music]]></MsgType><Music><Title><![CDATA[高山流水]]></Title><MusicUrl><![CDATA[https://example.com/music.mp3]]></MusicUrl></Music></xml>
}
