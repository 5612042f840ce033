package difftest

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/internal/test/builtins"
	"github.com/replygen/replygen/spec"
)

var aesKey = strings.Repeat("k", 32)

// account is one account of a platform.
type account struct {
	t        *testing.T
	platform *spec.Platform
	handler  http.Handler
	called   int
}

func newAccount(t *testing.T, p *spec.Platform) *account {
	a := &account{t: t, platform: p}
	var err error
	if a.handler, err = builtins.Packages[p.ID].NewHandler(func(any) []byte { a.called++; return nil }); err != nil {
		t.Fatal(err)
	}
	return a
}

// isNew delivers a message and reports whether it reached the function: whether it is none that was delivered before.
func (a *account) isNew(message string) bool {
	a.t.Helper()
	before := a.called
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	query, body := "?timestamp="+timestamp+"&nonce=n&signature="+sign(builtins.Token, timestamp, "n"), message
	if !slices.Contains(a.platform.Security.Modes, "plain") {
		sealed := seal(message, a.platform.Security.Receiver)
		query += "&encrypt_type=aes&msg_signature=" + sign(builtins.Token, timestamp, "n", sealed)
		body = "<xml><Encrypt>" + sealed + "</Encrypt></xml>"
	}
	w := httptest.NewRecorder()
	a.handler.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/"+query, strings.NewReader(body)))
	if w.Code != http.StatusOK || w.Body.String() != a.platform.Delivery.Acks[0] {
		a.t.Fatalf("%d %s for %s", w.Code, w.Body, message)
	}
	return a.called != before
}

func sign(values ...string) string {
	slices.Sort(values)
	return fmt.Sprintf("%x", sha1.Sum([]byte(strings.Join(values, ""))))
}

// seal encrypts a message for a receiver, where the platform names one.
func seal(message, named string) string {
	id := ""
	if named != "" {
		id = builtins.Receiver
	}
	plain := binary.BigEndian.AppendUint32([]byte("sixteen random b"), uint32(len(message)))
	plain = append(plain, message+id...)
	padding := 32 - len(plain)%32
	plain = append(plain, bytes.Repeat([]byte{byte(padding)}, padding)...)
	block, err := aes.NewCipher([]byte(aesKey))
	if err != nil {
		panic(err) // the key has a length of AES
	}
	cipher.NewCBCEncrypter(block, []byte(aesKey[:aes.BlockSize])).CryptBlocks(plain, plain)
	return base64.StdEncoding.EncodeToString(plain)
}

// leaf matches an element that holds a text: its name, the text, and the rest.
var leaf = regexp.MustCompile(`<(\w+)>(?:<!\[CDATA\[)?([^<>]*?)(?:\]\]>)?</\w+>`)

// another returns a value unlike value, a number if that is one.
func another(value string) string {
	if last := len(value) - 1; last >= 0 && value[last] >= '0' && value[last] <= '9' {
		return value[:last] + string(value[last]^1)
	}
	return value + "1"
}

// identified is a message or event with the elements that tell it from others of one type; nil: its XML does.
type identified struct {
	name, sample string
	by           []spec.ElementPath
}

func identities(p *spec.Platform) []identified {
	var out []identified
	for _, m := range p.Messages {
		by := m.Dedupe
		if len(by) == 0 && m.ID != nil {
			by = []spec.ElementPath{{m.ID}}
		}
		out = append(out, identified{m.Type, judge.SampleMessage(p, m).XML(), by})
	}
	for _, e := range p.Events {
		out = append(out, identified{"event " + e.Event, judge.SampleMessage(p, e).XML(), e.Dedupe})
	}
	return out
}

func isMsgType(f *spec.Field) bool {
	_, ok := f.Kind.(*spec.MsgType)
	return ok
}

// tells reports whether another value of an element of the message itself makes another message.
func (m identified) tells(p *spec.Platform, element string) bool {
	isType := slices.ContainsFunc(p.Inbound.Fields, func(f *spec.Field) bool { return isMsgType(f) && f.Name == element })
	name := append([]string{p.Inbound.EventElement}, p.Inbound.EventInside...)
	return isType || element == name[len(name)-1] || slices.Contains(p.Inbound.Addresses, element) ||
		slices.ContainsFunc(m.by, func(path spec.ElementPath) bool { return path.String() == element })
}

// Whatever leaf of a message differs, it is another message exactly if the leaf is one of those that tell; of an event
// each does. The same document is the same message.
func TestEachLeafThatTellsMakesAnotherMessage(t *testing.T) {
	for _, platform := range spec.Builtins() {
		p, err := spec.Load(platform)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range identities(p) {
			a := newAccount(t, p)
			if !a.isNew(m.sample) || a.isNew(m.sample) {
				t.Errorf("%s %s is not handled once", platform, m.name)
			}
			leaves := leaf.FindAllStringSubmatchIndex(m.sample, -1)
			if len(leaves) < 3 {
				t.Fatalf("%s %s has %d leaves: %s", platform, m.name, len(leaves), m.sample)
			}
			for _, at := range leaves {
				element := m.sample[at[2]:at[3]]
				// Of elements of one name, the first stands in the message itself, the others inside of elements.
				first := strings.Index(m.sample, "<"+element+">") == at[0]
				other := m.sample[:at[4]] + another(m.sample[at[4]:at[5]]) + m.sample[at[5]:]
				if got := a.isNew(other); got != (m.by == nil || first && m.tells(p, element)) {
					t.Errorf("%s %s with another %s: taken for another message: %v", platform, m.name, element, got)
				}
			}
		}
	}
}

// Messages of one sender and receiver with one id are as many as their types.
func TestTypesTellMessagesOfOneIDApart(t *testing.T) {
	for _, platform := range spec.Builtins() {
		p, err := spec.Load(platform)
		if err != nil {
			t.Fatal(err)
		}
		a := newAccount(t, p)
		for _, m := range identities(p) {
			for _, f := range leaf.FindAllStringSubmatch(m.sample, -1) {
				if f[1] == "MsgId" {
					m.sample = strings.Replace(m.sample, f[0], "<MsgId>1</MsgId>", 1)
				}
			}
			if !a.isNew(m.sample) || a.isNew(m.sample) {
				t.Errorf("%s: %s is taken for another message", platform, m.name)
			}
		}
	}
}
