package rt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestEnvelopes(t *testing.T) {
	const compatible = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<FromUserName><![CDATA[o9]]></FromUserName>\n" +
		"<CreateTime>1409735668</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[%]]></Content>\n" +
		"<SendLocationInfo><Location_X><![CDATA[23]]></Location_X><Encrypt>not this one</Encrypt></SendLocationInfo>\n" +
		"<MsgId>6054768590064713728</MsgId>\n<Encrypt><![CDATA[hyzAe4OzmOMbd6Tv==]]></Encrypt>\n</xml>"
	for name, c := range map[string]struct {
		xml  string
		want envelope
	}{
		"official account": {
			"<xml>\n    <ToUserName><![CDATA[gh_10f6c3c3ac5a]]></ToUserName>\n    <Encrypt><![CDATA[hQM/NS0ujPGbF+/8yVe61E3mUVWVO1izRlZdyv26zrVUSE3zUEBdcXITxjbjiHH38kex]]></Encrypt>\n</xml>\n",
			envelope{encrypt: "hQM/NS0ujPGbF+/8yVe61E3mUVWVO1izRlZdyv26zrVUSE3zUEBdcXITxjbjiHH38kex", toUserName: "gh_10f6c3c3ac5a"},
		},
		"wecom": {
			"<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><Encrypt><![CDATA[RypE]]></Encrypt><AgentID><![CDATA[218]]></AgentID></xml>",
			envelope{encrypt: "RypE", toUserName: "wx5823bf96d3bd56c7", agentID: "218"},
		},
		"third-party platform": {
			"<xml><AppId><![CDATA[wx1]]></AppId><Encrypt>a+/=</Encrypt></xml>",
			envelope{encrypt: "a+/=", appID: "wx1"},
		},
		"compatible mode": {
			strings.Replace(compatible, "%", "你好", 1),
			envelope{encrypt: "hyzAe4OzmOMbd6Tv==", toUserName: "gh_1"},
		},
		"compatible mode, characters that XML does not have": {
			strings.Replace(compatible, "%", "a\x02]\xff\xed\xa0\x80\uFFFE]]]]><![CDATA[>\x1d", 1),
			envelope{encrypt: "hyzAe4OzmOMbd6Tv==", toUserName: "gh_1"},
		},
		"compatible mode, one such character at the end of a section": {
			strings.Replace(compatible, "%", "a\x1d", 1),
			envelope{encrypt: "hyzAe4OzmOMbd6Tv==", toUserName: "gh_1"},
		},
		"compatible mode, references to such characters and some between the elements": {
			strings.Replace(compatible, "%", "]]></Content>\x02&#2;\x00<Content>&#xFFFF;&#xD800;</Content><Content><![CDATA[", 1) + "\x00",
			envelope{encrypt: "hyzAe4OzmOMbd6Tv==", toUserName: "gh_1"},
		},
		"plain mode": {
			"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Content>a</Content></xml>",
			envelope{toUserName: "gh_1"},
		},
		"byte order mark and declaration": {
			"\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?><xml><Encrypt>a</Encrypt></xml>",
			envelope{encrypt: "a"},
		},
	} {
		got, err := parseEnvelope([]byte(c.xml))
		if got != c.want || err != nil {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestWhatIsNoEnvelope(t *testing.T) {
	const rest = "<Encrypt>a</Encrypt></xml>"
	for name, c := range map[string]struct {
		xml    string
		offset int // -1: well-formed, but no envelope
	}{
		"empty":                     {"", 0},
		"JSON":                      {`{"Encrypt":"a"}`, 0},
		"another root":              {"<XML></XML>", 0},
		"truncated":                 {"<xml><Encrypt>a", 15},
		"something behind it":       {"<xml>" + rest + "<xml>", 31},
		"billion laughs":            {`<!DOCTYPE xml [<!ENTITY a "aa">]><xml>` + rest, 0},
		"an entity":                 {"<xml><Encrypt>&a;</Encrypt></xml>", 14},
		"an element inside Encrypt": {"<xml><Encrypt><a/></Encrypt></xml>", 14},
		"deep":                      {strings.Repeat("<xml>", 65), 64 * 5},
		"UTF-16":                    {"\xff\xfe<\x00x\x00m\x00l\x00>\x00", 0},
		"a character that XML does not have in a name": {"<xml><\x02/>" + rest, 6},
		"more than such a character is wrong":          {"<xml><A>\x02</A><B></A>" + rest, 8},
		"two ciphertexts":                              {"<xml><Encrypt>a</Encrypt>" + rest, -1},
	} {
		got, err := parseEnvelope([]byte(c.xml))
		if got != (envelope{}) || !errors.Is(err, ErrEnvelope) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		var syntax *SyntaxError
		if errors.As(err, &syntax) != (c.offset >= 0) || syntax != nil && syntax.Offset != c.offset {
			t.Errorf("%s: %v; want byte %d", name, err, c.offset)
		}
	}
}

func TestTruncatedEnvelopesAreRefused(t *testing.T) {
	const xml = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Content>\x02</Content><Encrypt><![CDATA[abc=]]></Encrypt></xml>"
	for i := range len(xml) {
		if _, err := parseEnvelope([]byte(xml[:i])); !errors.Is(err, ErrEnvelope) {
			t.Errorf("%s: %v", xml[:i], err)
		}
	}
}

// replyEnvelope is how the platform reads what appendEnvelope writes.
func replyEnvelope(t *testing.T, xml []byte) (encrypt, signature, timestamp, nonce string) {
	t.Helper()
	d := newDecoder(xml)
	d.root("xml")
	into := []*string{&encrypt, &signature, &timestamp, &nonce}
	for i, want := range []string{"Encrypt", "MsgSignature", "TimeStamp", "Nonce"} {
		name, _ := d.next()
		if name != want {
			t.Fatalf("<%s> instead of <%s> in %s", name, want, xml)
		}
		*into[i] = d.text()
	}
	if name, ok := d.next(); ok {
		t.Fatalf("<%s> in %s", name, xml)
	}
	if err := d.end(); err != nil {
		t.Fatal(err)
	}
	return encrypt, signature, timestamp, nonce
}

func TestThePlatformCanReadAReply(t *testing.T) {
	k, err := newMessageKey(wecomSampleKey, "wx5823bf96d3bd56c7")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(4, 4))
	for _, nonce := range []string{"", "415670741", "]]>", "a]]>]]>&<b", "你好\t\n"} {
		for range 50 {
			message := strings.Repeat("]]>你好", r.IntN(200))
			at := time.Unix(r.Int64N(4e9), 0)
			xml, err := k.appendEnvelope(nil, []byte(message), "QDG6eK", nonce, at)
			if err != nil {
				t.Fatal(err)
			}
			encrypt, signature, timestamp, gotNonce := replyEnvelope(t, xml)
			if gotNonce != nonce || timestamp != string(appendInt(nil, at.Unix())) ||
				!validMsgSignature(signature, "QDG6eK", timestamp, nonce, encrypt) {
				t.Fatalf("%q %q %q", signature, timestamp, gotNonce)
			}
			if got, _, err := appendOpened(nil, encrypt, []*messageKey{k}); string(got) != message || err != nil {
				t.Fatalf("%q, %v", got, err)
			}
		}
	}
}

func TestNonceThatTheReplyCannotCarry(t *testing.T) {
	k := wecomSample.messageKey(t)
	for _, nonce := range []string{"\x02", "a\xff", "1\r2", "\uFFFE"} {
		got, err := k.appendEnvelope([]byte("a"), []byte("hello"), "t", nonce, time.Unix(1, 0))
		if string(got) != "a" || !errors.Is(err, ErrReplyEnvelope) {
			t.Errorf("%q: %q, %v", nonce, got, err)
		}
	}
	got, err := k.appendEnvelope([]byte("a"), make([]byte, maxSealed+1), "t", "1", time.Unix(1, 0))
	if string(got) != "a" || !errors.Is(err, ErrEncrypt) {
		t.Errorf("too long: %.20q, %v", got, err)
	}
}

// An envelope that is read has the same values to encoding/xml, but for its characters that XML does not have.
func FuzzEnvelope(f *testing.F) {
	f.Add([]byte("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[a+/=]]></Encrypt><AgentID>1</AgentID></xml>"))
	f.Add([]byte("<xml><A>\x02</A><Encrypt>\xff</Encrypt><AppId>a</AppId></xml>"))
	f.Add([]byte("<xml>\x02&#2;<A>&#xD800;</A><Encrypt>a</Encrypt>\x00</xml>\x00"))
	f.Add([]byte("<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>"))
	for _, seed := range fuzzSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		got, err := parseEnvelope(in)
		if err != nil {
			if !errors.Is(err, ErrEnvelope) || got != (envelope{}) {
				t.Errorf("%+v, %v", got, err)
			}
			return
		}
		if bytes.IndexByte(in, ':') >= 0 {
			return // encoding/xml takes a prefix off, and <a:Encrypt> is no Encrypt here
		}
		// Other elements are passed over, whatever they hold.
		var read struct {
			Encrypt, ToUserName, AgentID string
			AppID                        string `xml:"AppId"`
		}
		document := carriable(string(in))
		if err := errors.Join(acceptedByEncodingXML(document), xml.Unmarshal([]byte(document), &read)); err != nil {
			t.Fatalf("read, but encoding/xml: %v", err)
		}
		want := envelope{encrypt: read.Encrypt, toUserName: read.ToUserName, agentID: read.AgentID, appID: read.AppID}
		if got != want {
			t.Errorf("%+v; encoding/xml has %+v", got, want)
		}
	})
}
