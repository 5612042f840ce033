package wecombot_test

import (
	"os"
	"testing"

	"github.com/replygen/replygen/generated/wecombot"
)

func TestItemsOfAMixedMessageKeepTheirFormAndOrder(t *testing.T) {
	xml, err := os.ReadFile("../../testdata/messages/wecombot/mixed.xml")
	if err != nil {
		t.Fatal(err)
	}
	got, err := wecombot.ParseMessage(xml)
	m, ok := got.(*wecombot.MixedMessage)
	if !ok || err != nil || len(m.Mixed.Items) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	text, ok := m.Mixed.Items[0].(*wecombot.MixedText)
	if !ok || text.SentText.Content != "@机器人 这是今日的测试情况" {
		t.Errorf("first: %+v", m.Mixed.Items[0])
	}
	image, ok := m.Mixed.Items[1].(*wecombot.MixedImage)
	if !ok || image.SentImage.ImageURL != "http://p.qpic.cn/pic_wework/2698515288/54528347764eac2d194c2ce90d83769c62e478f59e706815/0" {
		t.Errorf("second: %+v", m.Mixed.Items[1])
	}
	if m.From.UserID != "zhangsan" || m.Header().MsgType != "mixed" {
		t.Errorf("header: %+v", m.MessageHeader)
	}
}
