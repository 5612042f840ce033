package page

import (
	"strings"
	"testing"
	"time"
)

func TestTextAndItsReplyAreBubbles(t *testing.T) {
	p := visit(t, scene{platform: "wechat"}, wechatBot(t, echo))
	p.say("你好 ]]> <b>")
	p.want(".own .bubble", "你好 ]]> <b>")
	p.want(".came .bubble", "你好 ]]> <b>")
	p.want("#check", "● URL check passed")
	p.want("#list .name", "text")
	p.want("#list .state", "✓ reply")
}

func TestSlowBotShowsEachAttemptAndThePrompt(t *testing.T) {
	p := visit(t, scene{platform: "wechat", deadline: 150 * time.Millisecond}, silentBot(wechatBot(t, echo)))
	p.say("hi")
	p.want(".came .system.bad", "该公众号提供的服务出现故障,请稍后再试", p.texts(".came .system.bad")[1])
	if got := p.texts("#detail .attempts li"); len(got) != 3 || !strings.Contains(got[2], "timed out") {
		t.Errorf("attempts %q", got)
	}
	p.want("#list .state", "✗ failure")
}
