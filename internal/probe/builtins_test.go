package probe

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/internal/judge"
	"github.com/replygen/replygen/internal/test/builtins"
	"github.com/replygen/replygen/spec"
)

// optional are the checks that a handler passes with the settings MaxAge and RequireEncryption.
var optional = []string{"signature.old", "crypto.downgrade"}

// everyHuge makes the handlers of all platforms read a huge body, in the exhaustive tests.
var everyHuge = false

func TestGeneratedHandlersPassInEachMode(t *testing.T) {
	for _, id := range spec.Builtins() {
		p := load(t, id)
		keys := []string{""}
		switch {
		case p.Security.Encrypts() && len(p.Security.Modes) == 1:
			keys = []string{builtins.EncodingAESKey}
		case p.Security.Encrypts():
			keys = append(keys, builtins.EncodingAESKey)
		}
		for _, key := range keys {
			silent := func(any) []byte { return nil }
			for name, handle := range map[string]func(any) []byte{"silent": silent, "echo": echoing(t, p)} {
				t.Run(id+"/"+name, func(t *testing.T) {
					t.Parallel()
					h, err := builtins.Packages[id].NewHandler(handle)
					if err != nil {
						t.Fatal(err)
					}
					o := Options{Skip: optional}
					if name == "silent" || id != "wechat" && !everyHuge {
						o.Skip = append([]string{"body.huge"}, optional...) // it takes as long as all others
					}
					r := probe(t, p, h, key, o)
					if bad := unfit(r); len(bad) > 0 || r.Untestable != "" {
						t.Error(bad, r.Untestable)
					}
					if name == "echo" && len(p.Replies) > 0 {
						passed(t, r, "reply.rules", "retry.same_answer", "parallel.users")
					}
				})
			}
		}
	}
}

func passed(t *testing.T, r *Report, ids ...string) {
	t.Helper()
	for _, result := range r.Results {
		for _, id := range ids {
			if result.ID == id && result.Status != Passed {
				t.Errorf("%s %s: %s", id, result.Status, result.Message)
			}
		}
	}
}

// echoing returns a function that answers texts with the platform's first reply, with the same text if that is a text,
// and nothing else.
func echoing(t *testing.T, p *spec.Platform) func(any) []byte {
	s := &session{}
	for _, m := range p.Messages {
		if m.Type == "text" {
			s.textPath = textPath(m.Fields, "")
		}
	}
	return func(message any) []byte {
		m := reflect.ValueOf(message).Elem()
		if len(p.Replies) == 0 || m.FieldByName("MsgType").String() != "text" {
			return nil
		}
		r, err := judge.Sample(p, p.Replies[0].Type)
		if err != nil {
			t.Error(err)
		}
		if to := p.Inbound.Addresses; to != nil {
			for i := range to {
				if err := r.Set(to[i], m.FieldByName(to[1-i]).String()); err != nil {
					t.Error(err)
				}
			}
		}
		for _, f := range p.Header.Fields {
			if _, ok := f.Kind.(*spec.UnixTime); ok {
				_ = r.Set(f.Name, strconv.FormatInt(time.Now().Unix(), 10))
			}
		}
		text := m
		for name := range strings.SplitSeq(s.textPath, ".") {
			f := text.FieldByName(name)
			if !f.IsValid() {
				f = text.FieldByName("Sent" + name) // where a reply has an element of the name
			}
			text = f
		}
		_ = r.Set(s.textPath, text.String()) // another type of reply has no such element
		return []byte(r.XML())
	}
}
