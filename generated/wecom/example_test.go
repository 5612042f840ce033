package wecom_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/replygen/replygen/generated/wecom"
)

// A reply to a click on a card puts another card in its place. Its forms have the elements that they share in common.
func Example() {
	reply, err := wecom.NewUpdateTemplateCardReply("zhangsan", "wx5823bf96d3bd56c7", &wecom.TextNoticeCard{
		MainTitle:  wecom.MainTitle{Title: "请假申请", Desc: "已同意"},
		JumpList:   []wecom.Jump{{Title: "查看详情", Type: wecom.Int(1), URL: "https://example.com/leave/1"}},
		CardAction: wecom.CardAction{Type: 1, URL: "https://example.com/leave/1"},
	}).CreatedAt(time.Unix(1348831860, 0)).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = reply.WriteTo(os.Stdout)
	// Output:
	// <xml><ToUserName><![CDATA[zhangsan]]></ToUserName><FromUserName><![CDATA[wx5823bf96d3bd56c7]]></FromUserName><CreateTime>1348831860</CreateTime><MsgType><![CDATA[update_template_card]]></MsgType><TemplateCard><CardType><![CDATA[text_notice]]></CardType><MainTitle><Title><![CDATA[请假申请]]></Title><Desc><![CDATA[已同意]]></Desc></MainTitle><JumpList><Title><![CDATA[查看详情]]></Title><Type>1</Type><Url><![CDATA[https://example.com/leave/1]]></Url></JumpList><CardAction><Type>1</Type><Url><![CDATA[https://example.com/leave/1]]></Url></CardAction></TemplateCard></xml>
}

// A notice leads somewhere, and a jump to a mini program names it.
func ExampleTextNoticeCard() {
	_, err := wecom.NewUpdateTemplateCardReply("zhangsan", "corp", &wecom.TextNoticeCard{
		JumpList: []wecom.Jump{{Title: "小程序", Type: wecom.Int(2), PagePath: "pages/index"}},
	}).Build()
	var invalid *wecom.ValidationError
	if errors.As(err, &invalid) {
		for _, v := range invalid.Violations {
			fmt.Println(v.Field, v.Rule, v.Detail)
		}
	}
	// Output:
	// TemplateCard.JumpList[0].AppId required_when Type is 2
	// TemplateCard.CardAction.Type enum 1, 2
}

// 企业微信 cuts a longer text at 2048 bytes, in the middle of a sentence; a Chinese character has three.
func ExampleTruncateContent() {
	text, cut := wecom.TruncateContent(strings.Repeat("汉", 683))
	_, err := wecom.NewTextReply("zhangsan", "corp", text).Build()
	fmt.Println(len(text), cut, err)
	// Output: 2046 true <nil>
}

// A card is a value of one of five types.
func ExampleParseReply() {
	reply, err := wecom.ParseReply([]byte(`<xml>
		<ToUserName><![CDATA[zhangsan]]></ToUserName>
		<FromUserName><![CDATA[corp]]></FromUserName>
		<CreateTime>1348831860</CreateTime>
		<MsgType><![CDATA[update_template_card]]></MsgType>
		<TemplateCard>
			<CardType><![CDATA[vote_interaction]]></CardType>
			<CheckBox>
				<QuestionKey><![CDATA[lunch]]></QuestionKey>
				<OptionList><Id><![CDATA[rice]]></Id><Text><![CDATA[米饭]]></Text><IsChecked>true</IsChecked></OptionList>
				<OptionList><Id><![CDATA[noodles]]></Id><Text><![CDATA[面条]]></Text></OptionList>
			</CheckBox>
		</TemplateCard>
	</xml>`))
	if err != nil {
		fmt.Println(err)
		return
	}
	switch card := reply.(*wecom.UpdateTemplateCardReply).TemplateCard.(type) {
	case *wecom.VoteInteractionCard:
		fmt.Println(card.CheckBox.QuestionKey, len(card.CheckBox.OptionList))
	default:
		fmt.Printf("%T\n", card)
	}
	// Output: lunch 2
}
