package probe

import (
	"testing"

	"github.com/replygen/replygen/internal/test/builtins"
)

func TestEchoBotPassesEachCheckThatApplies(t *testing.T) {
	for _, key := range []string{"", builtins.EncodingAESKey} {
		r := probe(t, load(t, "wechat"), echoBot(t, key), key, Options{Slow: "slow"})
		if bad := unfit(r); len(bad) > 0 {
			t.Error(bad)
		}
	}
}
