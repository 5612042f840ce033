package platform

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/replygen/replygen/spec"
)

// Mode is how an account's messages are protected.
type Mode string

// The modes, as specs name them.
const (
	Plain      Mode = "plain"
	Compatible Mode = "compatible" // plain, with the encrypted message beside it
	Encrypted  Mode = "encrypted"
)

// Settings are what a platform knows about an account.
type Settings struct {
	URL   string
	Token string
	// EncodingAESKey is the key of encrypted messages; without one, messages are plain.
	EncodingAESKey string
	// Receiver is the id inside of encrypted messages.
	Receiver string
	// Deadline replaces the platform's where it is not 0.
	Deadline time.Duration
	// Transport sends requests; a client of its own when nil.
	Transport http.RoundTripper
	// Clock is the account's clock; the system's when nil.
	Clock Clock
}

// Clock is the time of an account, which tests replace.
type Clock interface {
	Now() time.Time
	WithTimeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc)
}

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) WithTimeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, d)
}

// Account is a server that is registered with a platform. It is safe for concurrent use.
type Account struct {
	Spec *spec.Platform
	Mode Mode
	// Key is nil where nothing is encrypted.
	Key      *Key
	Receiver string
	// Deadline is how long the platform waits for a response, Attempts how often it delivers a message in all.
	Deadline time.Duration
	Attempts int
	// Acks are the responses that mean no reply.
	Acks []string

	url       *url.URL
	token     string
	secrets   *regexp.Regexp
	transport http.RoundTripper
	clock     Clock
	// run marks the users and nonces of this account, sent counts its messages.
	run  string
	sent atomic.Int64
}

// NewAccount returns an account on a platform. The error names the setting that does not fit.
func NewAccount(p *spec.Platform, s Settings) (*Account, error) {
	a := &Account{
		Spec: p, Mode: Plain, Receiver: s.Receiver, Deadline: 5 * time.Second, Attempts: 1,
		token: s.Token, transport: s.Transport, clock: s.Clock, run: strings.ToLower(rand.Text()[:8]),
	}
	if d := p.Delivery; d != nil {
		a.Deadline, a.Attempts, a.Acks = d.Deadline, d.Attempts, d.Acks
	}
	a.Deadline = cmp.Or(s.Deadline, a.Deadline)
	var err error
	if a.url, err = url.Parse(s.URL); err != nil || a.url.Host == "" || a.url.Scheme != "http" && a.url.Scheme != "https" {
		return nil, fmt.Errorf("%q is not a URL of http or https", s.URL)
	}
	if s.Token == "" {
		return nil, errors.New("token is empty")
	}
	if err := a.setKey(s.EncodingAESKey); err != nil {
		return nil, err
	}
	secrets := secretPattern(s.Token)
	if a.Key != nil {
		secrets = secretPattern(s.EncodingAESKey) + "|" + secrets
	}
	a.secrets = regexp.MustCompile(secrets)
	if a.clock == nil {
		a.clock = systemClock{}
	}
	if a.transport == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.DisableCompression = true // which no platform asks for
		t.DisableKeepAlives = true  // a server may close a connection without notice after each response
		a.transport = t
	}
	return a, nil
}

func (a *Account) setKey(encodingAESKey string) (err error) {
	security := a.Spec.Security
	switch {
	case encodingAESKey == "" && a.AlwaysEncrypted():
		return fmt.Errorf("key is missing: %s encrypts all messages", a.Spec.ID)
	case encodingAESKey == "":
		return nil
	case !security.Encrypts():
		return fmt.Errorf("key is of no use: %s does not encrypt messages", a.Spec.ID)
	case security.Receiver != "" && a.Receiver == "":
		return fmt.Errorf("receiver is missing: the %s inside of encrypted messages", security.Receiver)
	}
	a.Mode = Encrypted
	a.Key, err = ParseKey(encodingAESKey)
	return err
}

// AlwaysEncrypted reports whether the platform has no plain messages.
func (a *Account) AlwaysEncrypted() bool {
	return a.Spec.Security.Encrypts() && !a.Has(Plain) && !a.Has(Compatible)
}

// Has reports whether the platform has a mode. Without a statement in the spec, messages are plain.
func (a *Account) Has(m Mode) bool {
	if a.Spec.Security == nil {
		return m == Plain
	}
	return slices.Contains(a.Spec.Security.Modes, string(m))
}

// URL is where the server is reached, without the password that it may have.
func (a *Account) URL() string { return a.url.Redacted() }

// Now is the account's time.
func (a *Account) Now() time.Time { return a.clock.Now() }

// Redact hides the token and the key in a text: a server may show them.
func (a *Account) Redact(text string) string {
	return a.secrets.ReplaceAllStringFunc(text, func(secret string) string {
		if secret == a.token {
			return "[token]"
		}
		return "[key]"
	})
}

// secretPattern matches a secret. A short word counts only where it stands alone: the token "t" is part of most texts.
func secretPattern(secret string) string {
	pattern := regexp.QuoteMeta(secret)
	if len(secret) < 8 && isWord(secret) {
		return `\b` + pattern + `\b`
	}
	return pattern
}

var isWord = regexp.MustCompile(`^\w+$`).MatchString
