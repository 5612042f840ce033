package rivals

import (
	"fmt"

	"github.com/valyala/bytebufferpool"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/internal/test/rivals/quick"
)

// newQuick runs a quicktemplate into a buffer that is used again.
func newQuick(replies []wechat.Reply) Op {
	buf := bytebufferpool.ByteBuffer{B: make([]byte, 0, room)}
	last := len(replies) - 1
	return func(i int) []byte {
		buf.Reset()
		switch r := replies[i&last].(type) {
		case *wechat.TextReply:
			quick.WriteText(&buf, r)
		case *wechat.ImageReply:
			quick.WriteImage(&buf, r)
		case *wechat.VoiceReply:
			quick.WriteVoice(&buf, r)
		case *wechat.VideoReply:
			quick.WriteVideo(&buf, r)
		case *wechat.MusicReply:
			quick.WriteMusic(&buf, r)
		case *wechat.NewsReply:
			quick.WriteNews(&buf, r)
		default:
			panic(fmt.Sprintf("%T: no template for it", r))
		}
		return buf.B
	}
}
