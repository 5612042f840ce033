package probe

import (
	"cmp"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/test/builtins"
)

// mutation breaks a bot in one way, which fails one check.
type mutation struct {
	// platform is wechat's when "", and then the bot is echoBot; else the bot is the generated handler.
	platform string
	// encrypted gives the account a key.
	encrypted bool
	// slow runs the checks that need a slow text, with a short deadline.
	slow   bool
	breaks func(next http.Handler) http.Handler
	// with are the checks that fail as well.
	with []string
}

func TestEachCheckFailsOnABotThatIsBrokenInThatWay(t *testing.T) {
	known := slices.Sorted(maps.Keys(mutations))
	var checks []string
	for _, c := range Catalogue() {
		checks = append(checks, c.ID)
	}
	slices.Sort(checks)
	if !slices.Equal(known, checks) {
		t.Fatalf("a mutation for each of\n%q, but there are\n%q", checks, known)
	}
	for id, m := range mutations {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			key, o := "", Options{Skip: []string{"body.huge"}, Strict: true}
			if m.encrypted || m.platform != "" {
				key = builtins.EncodingAESKey
			}
			if m.slow {
				o.Slow = "slow"
			}
			if id == "body.huge" {
				o = Options{Only: []string{"body"}, Strict: true}
			}
			name, bot := cmp.Or(m.platform, "wechat"), echoBot(t, key)
			if m.platform != "" {
				o.Skip = append(o.Skip, optional...)
				var err error
				if bot, err = builtins.Packages[name].NewHandler(echoing(t, load(t, name))); err != nil {
					t.Fatal(err)
				}
			}
			r := probe(t, load(t, name), m.breaks(bot), key, o)
			got, want := slices.Sorted(maps.Keys(unfit(r))), append([]string{id}, m.with...)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%v failed, not %q", unfit(r), want)
			}
		})
	}
}

// exchange is one request, and how a broken bot answers it.
type exchange struct {
	http.ResponseWriter
	request *http.Request
	next    http.Handler
	// plain is the message, decrypted, "" for a check of the URL; body is the request's body.
	plain, body string
	sealed      bool
}

var testKey = func() *platform.Key {
	key, err := platform.ParseKey(builtins.EncodingAESKey)
	if err != nil {
		panic(err)
	}
	return key
}()

// bot returns what breaks a bot: a function that answers in its place where it returns true.
func bot(answers func(x *exchange) bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				http.Error(w, "", http.StatusBadRequest)
				return
			}
			x := &exchange{w, r, next, string(body), string(body), false}
			if envelope, err := platform.ParseDocument(x.body); err == nil && envelope.Child("Encrypt") != nil {
				if plain, _, err := testKey.Open(envelope.Child("Encrypt").Text); err == nil {
					x.plain, x.sealed = plain, true
				}
			}
			r.Body = io.NopCloser(strings.NewReader(x.body))
			if !answers(x) {
				next.ServeHTTP(w, r)
			}
		})
	}
}

// fails returns a bot that answers messages which match with an error.
func fails(match func(plain string) bool) func(http.Handler) http.Handler {
	return bot(func(x *exchange) bool {
		if x.request.Method != http.MethodPost || !match(x.plain) {
			return false
		}
		http.Error(x, "", http.StatusInternalServerError)
		return true
	})
}

// has matches messages that contain a text.
func has(text string) func(string) bool {
	return func(plain string) bool { return strings.Contains(plain, text) }
}

// edits returns a bot whose answers to messages which match are changed, decrypted where they are encrypted.
func edits(match func(string) bool, edit func(answer string) string) func(http.Handler) http.Handler {
	return bot(func(x *exchange) bool {
		if x.request.Method != http.MethodPost || !match(x.plain) {
			return false
		}
		answer := x.serve()
		if answer == "" {
			return x.refuse()
		}
		x.answer(edit(answer))
		return true
	})
}

// serve returns the answer of the bot as it was, decrypted.
func (x *exchange) serve() string {
	w := httptest.NewRecorder()
	x.next.ServeHTTP(w, x.request)
	answer := w.Body.String()
	if envelope, err := platform.ParseDocument(answer); err == nil && envelope.Child("Encrypt") != nil {
		answer, _, _ = testKey.Open(envelope.Child("Encrypt").Text)
	}
	return answer
}

// answer writes an answer, encrypted if the request was, and it is not the ack.
func (x *exchange) answer(text string) {
	if x.sealed && text != "success" {
		text = envelope(testKey.Seal(text, builtins.Receiver), now())
	}
	_, _ = io.WriteString(x, text)
}

// every matches all messages.
func every(string) bool { return true }

// replies edits replies, and leaves acks as they are.
func replies(edit func(string) string) func(string) string {
	return func(answer string) string {
		if answer == "success" {
			return answer
		}
		return edit(answer)
	}
}

// swap returns an edit that replaces a text by another.
func swap(old, replacement string) func(string) string {
	return func(answer string) string { return strings.ReplaceAll(answer, old, replacement) }
}

// textOf returns the text of an element of a message.
func textOf(plain, name string) string {
	document, err := platform.ParseDocument(plain)
	if err != nil || document.Child(name) == nil {
		return ""
	}
	return document.Child(name).Text
}
