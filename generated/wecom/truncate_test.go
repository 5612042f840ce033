package wecom_test

import (
	"strings"
	"testing"

	"github.com/replygen/replygen/generated/wecom"
)

// 企业微信 cuts a text that is too long: it is no reason for the user to get nothing.
func TestLongTextIsSent(t *testing.T) {
	for _, s := range []string{strings.Repeat("a", 3000), strings.Repeat("汉", 1000)} {
		if _, err := wecom.NewTextReply("u", "c", s).Build(); err != nil {
			t.Error(err)
		}
		if _, err := wecom.NewNewsReply("u", "c", wecom.Article{Title: s, Description: s}).Build(); err != nil {
			t.Error(err)
		}
	}
}

func TestTruncateCutsWhereThePlatformDoes(t *testing.T) {
	for limit, truncate := range map[int]func(string) (string, bool){2048: wecom.TruncateContent,
		128: wecom.TruncateTitle, 512: wecom.TruncateDescription} {
		fits := strings.Repeat("\r\n", limit) // each leaves as one byte
		if got, cut := truncate(fits); got != fits || cut {
			t.Errorf("%d bytes are cut to %d", limit, len(got))
		}
		for s, want := range map[string]int{strings.Repeat("a", limit+1): limit,
			strings.Repeat("汉", limit): limit / 3 * 3} {
			if got, cut := truncate(s); !cut || len(got) != want || !strings.HasPrefix(s, got) {
				t.Errorf("%d bytes are cut to %d, want %d", len(s), len(got), want)
			}
		}
	}
}
