package platform

import (
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/spec"
)

// A secret of 8 characters is nowhere in a redacted text, a shorter one is no word of it, and nothing else is hidden.
func TestRedactedTextHoldsNoSecret(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		pick := func(from string, n int) string {
			var b strings.Builder
			for range n {
				b.WriteRune([]rune(from)[random.IntN(len([]rune(from)))])
			}
			return b.String()
		}
		secret := pick("ab-9", 1+random.IntN(10))
		text := pick("ab-9 <>=好\n", random.IntN(30)) + secret + pick("ab-9 <>=好\n", random.IntN(30))
		text += " " + secret
		a := &Account{token: secret, secrets: regexp.MustCompile(secretPattern(secret))}
		got := a.Redact(text)
		if words := regexp.MustCompile(`\w+`).FindAllString(got, -1); slices.Contains(words, secret) {
			t.Errorf("%q is a word of %q", secret, got)
		}
		if (len(secret) >= 8 || strings.Contains(secret, "-")) && strings.Contains(got, secret) {
			t.Errorf("%q is in %q", secret, got)
		}
		if back := strings.ReplaceAll(got, "[token]", secret); back != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestExcerptOfAResponseShowsNoPartOfASecretAndNoHalfOfACharacter(t *testing.T) {
	for body, want := range map[string]string{
		"<" + strings.Repeat("a", 50) + exampleKey: `"<` + strings.Repeat("a", 50) + `[key]"`,
		strings.Repeat("好", 50):                    `"` + strings.Repeat("好", 20) + `"…`,
		"a" + strings.Repeat("好", 50):              `"a` + strings.Repeat("好", 19) + `"…`,
	} {
		s := Settings{EncodingAESKey: exampleKey, Receiver: "app"}
		a, _ := register(t, "wechat", s, func(*http.Request, string) (int, string, time.Duration) { return 200, body, 0 })
		if err := a.CheckURL(t.Context()); err == nil || !strings.Contains(err.Error(), "the response is "+want+", not") {
			t.Errorf("%v, without %s", err, want)
		}
	}
}

func TestRedactLeavesWordsThatHoldAShortTokenAlone(t *testing.T) {
	const key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	p, err := spec.Load("wechat")
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAccount(p, Settings{URL: "http://localhost/", Token: "t", EncodingAESKey: key, Receiver: "app"})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"<CreateTime>1</CreateTime>":      "<CreateTime>1</CreateTime>",
		`wrong token "t", at`:             `wrong token "[token]", at`,
		"<t>令牌t。</t>":                     "<[token]>令牌[token]。</[token]>",
		"t" + key + "t is not the " + key: "t[key]t is not the [key]",
	} {
		if got := a.Redact(text); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
