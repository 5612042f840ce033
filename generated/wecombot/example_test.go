package wecombot_test

import (
	"fmt"
	"os"

	"github.com/replygen/replygen/generated/wecombot"
)

// A reply of the robot goes to the chat that it was asked in: it has no addresses, and no time.
func Example() {
	reply, err := wecombot.NewTextReply("午饭时间到了").MentionedList("zhangsan", "@all").Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = reply.WriteTo(os.Stdout)
	// Output:
	// <xml><MsgType>text</MsgType><Text><Content><![CDATA[午饭时间到了]]></Content><MentionedList><Item><![CDATA[zhangsan]]></Item><Item><![CDATA[@all]]></Item></MentionedList></Text></xml>
}

// Buttons stand below the text. The reply is shown to one member only.
func ExampleNewMarkdownReply() {
	reply, err := wecombot.NewMarkdownReply("**午饭**吃什么?").
		VisibleToUser("zhangsan").
		CallbackID("lunch").
		Actions(wecombot.Action{Name: "rice", Value: "1", Text: "米饭"},
			wecombot.Action{Name: "noodles", Value: "2", Text: "面条"}).
		Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = reply.WriteTo(os.Stdout)
	// Output:
	// <xml><MsgType>markdown</MsgType><VisibleToUser>zhangsan</VisibleToUser><Markdown><Content><![CDATA[**午饭**吃什么?]]></Content><Attachment><CallbackId><![CDATA[lunch]]></CallbackId><Actions><Name><![CDATA[rice]]></Name><Value><![CDATA[1]]></Value><Text><![CDATA[米饭]]></Text><Type>button</Type></Actions><Actions><Name><![CDATA[noodles]]></Name><Value><![CDATA[2]]></Value><Text><![CDATA[面条]]></Text><Type>button</Type></Actions></Attachment></Markdown></xml>
}
