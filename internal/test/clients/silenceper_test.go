package clients

import (
	"encoding/xml"
	"testing"
	"time"

	"github.com/silenceper/wechat/v2/officialaccount/message"
	"github.com/silenceper/wechat/v2/util"

	"github.com/replygen/replygen/generated/wechat"
)

// silenceper is github.com/silenceper/wechat.
type silenceper struct {
	t       *testing.T
	account account
}

func newSilenceper(t *testing.T, a account) client { return silenceper{t, a} }

func (s silenceper) sign(timestamp, nonce, encrypt string) string {
	return util.Signature(s.account.Token, timestamp, nonce, encrypt)
}

func (s silenceper) seal(text string) (encrypt string) {
	sealed, err := util.EncryptMsg([]byte("sixteen bytes ok"), []byte(text), s.account.Receiver, s.account.EncodingAESKey)
	if err != nil {
		s.t.Error(err)
	}
	return string(sealed)
}

// open refuses what is for another receiver by itself.
func (s silenceper) open(encrypt string) (text, receiver string) {
	_, opened, err := util.DecryptMsg(s.account.Receiver, encrypt, s.account.EncodingAESKey)
	if err != nil {
		s.t.Error(err)
	}
	return string(opened), s.account.Receiver
}

// What a bot that is written with silenceper replies is valid for us.
func TestParseReplyReadsWhatSilenceperWrites(t *testing.T) {
	for _, text := range texts {
		if text == "" {
			continue // no reply at all
		}
		theirs := message.NewText(text)
		theirs.SetToUserName("o1")
		theirs.SetFromUserName("gh_1")
		theirs.SetCreateTime(time.Now().Unix())
		theirs.SetMsgType(message.MsgTypeText)
		document, err := xml.Marshal(theirs)
		if err != nil {
			t.Fatal(err)
		}
		reply, err := wechat.ParseReply(document)
		if ours, ok := reply.(*wechat.TextReply); err != nil || !ok || ours.Content != text || ours.ToUserName != "o1" {
			t.Errorf("%q: %+v, %v", text, reply, err)
		}
	}
}
