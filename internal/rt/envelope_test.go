package rt

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
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
		xml, encrypt string
		sealed       bool // it has no more than a ciphertext
	}{
		"official account": {
			"<xml>\n    <ToUserName><![CDATA[gh_10f6c3c3ac5a]]></ToUserName>\n    <Encrypt><![CDATA[hQM/NS0ujPGbF+/8yVe61E3mUVWVO1izRlZdyv26zrVUSE3zUEBdcXITxjbjiHH38kex]]></Encrypt>\n</xml>\n",
			"hQM/NS0ujPGbF+/8yVe61E3mUVWVO1izRlZdyv26zrVUSE3zUEBdcXITxjbjiHH38kex", true,
		},
		"wecom": {
			"<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><Encrypt><![CDATA[RypE]]></Encrypt><AgentID><![CDATA[218]]></AgentID></xml>", "RypE", true,
		},
		"third-party platform":        {"<xml><AppId><![CDATA[wx1]]></AppId><Encrypt>a+/=</Encrypt></xml>", "a+/=", true},
		"blanks around the text":      {"<xml><Encrypt> <![CDATA[a+/=]]>\n</Encrypt></xml>", "a+/=", true},
		"odd spelling":                {"<xml><Encrypt a='b'>a<!-- -->&#43;<![CDATA[/=]]></Encrypt ></xml>", "a+/=", true},
		"compatible mode":             {strings.Replace(compatible, "%", "你好", 1), "hyzAe4OzmOMbd6Tv==", false},
		"plain mode":                  {"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Content>a</Content></xml>", "", false},
		"nothing":                     {"<xml/>", "", false},
		"byte order mark":             {"\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?><xml><Encrypt>a</Encrypt></xml>", "a", true},
		"two ciphertexts":             {"<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>", "a", true},
		"an element inside of it":     {"<xml><Encrypt>a<a>c</a>b</Encrypt></xml>", "ab", true},
		"a ciphertext of another one": {"<xml><Content><Encrypt>a</Encrypt></Content></xml>", "", false},
	} {
		if got, err := parseEnvelope([]byte(c.xml)); got != c.encrypt || err != nil || isEnvelope([]byte(c.xml)) != c.sealed {
			t.Errorf("%s: %q, %v, envelope: %v", name, got, err, !c.sealed)
		}
	}
}

// In the compatible mode, what a user typed may keep the body from being well-formed, and may look like a ciphertext.
func TestCiphertextIsFoundWhateverTheUserTyped(t *testing.T) {
	const compatible = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Content><![CDATA[%]]></Content><Encrypt><![CDATA[a+/=]]></Encrypt></xml>"
	fake := strings.Repeat("<Encrypt>fake</Encrypt>", 20)
	for name, typed := range map[string]string{
		"nothing": "", "the end of a section": "]]>", "XML": "</Content></xml><xml>", "characters that XML does not have": "\x02\xff\uFFFE", "a DOCTYPE": "]]><!DOCTYPE a>",
		"one like it": "<Encrypt>fake</Encrypt>", "one outside": "]]><Encrypt>fake</Encrypt><![CDATA[", "many": fake, "many outside": "]]>" + fake + "<![CDATA[",
		"one that is open": "]]><Encrypt>", "one whose section is open": "]]><Encrypt><![CDATA[", "an end": "]]></Encrypt>", "an entity": "]]>&nbsp;<![CDATA[",
	} {
		body := strings.Replace(compatible, "%", typed, 1)
		first, _ := parseEnvelope([]byte(body))
		all := append([]string{first}, ciphertexts(body)...)
		if !slices.Contains(all, "a+/=") || len(all) > 1+maxCiphertexts {
			t.Errorf("%s: %q", name, all)
		}
	}
	if got := ciphertexts(fake); len(got) != 8 {
		t.Errorf("%d of 20 are tried", len(got))
	}
	for _, spelled := range []string{"a+/=", " a+/=\n", "<![CDATA[a+/=]]>", "\n <![CDATA[ a+/= ]]>\t"} {
		if got := ciphertexts("]]><Encrypt>" + spelled + "</Encrypt>"); !slices.Equal(got, []string{"a+/="}) {
			t.Errorf("%q: %q", spelled, got)
		}
	}
}

func TestWhatIsNoEnvelope(t *testing.T) {
	const rest = "<Encrypt>a</Encrypt></xml>"
	for name, c := range map[string]struct {
		xml    string
		offset int
	}{
		"empty":                              {"", 0},
		"JSON":                               {`{"Encrypt":"a"}`, 0},
		"another root":                       {"<XML></XML>", 0},
		"truncated":                          {"<xml><Encrypt>a", 15},
		"something behind it":                {"<xml>" + rest + "<xml>", 31},
		"billion laughs":                     {`<!DOCTYPE xml [<!ENTITY a "aa">]><xml>` + rest, 0},
		"an entity":                          {"<xml><Encrypt>&a;</Encrypt></xml>", 14},
		"deep":                               {strings.Repeat("<xml>", 65), 64 * 5},
		"UTF-16":                             {"\xff\xfe<\x00x\x00m\x00l\x00>\x00", 0},
		"a character that XML does not have": {"<xml>\x02" + rest, 5},
	} {
		_, err := parseEnvelope([]byte(c.xml))
		var syntax *SyntaxError
		if !errors.Is(err, ErrEnvelope) || !errors.As(err, &syntax) || syntax.Offset != c.offset || isEnvelope([]byte(c.xml)) {
			t.Errorf("%s: %v; want byte %d", name, err, c.offset)
		}
	}
}

func TestTruncatedCiphertextIsNone(t *testing.T) {
	const xml = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Content>\x02</Content><Encrypt><![CDATA[abc=]]></Encrypt>"
	for i := range len(xml) {
		if encrypt, err := parseEnvelope([]byte(xml[:i])); encrypt != "" || !errors.Is(err, ErrEnvelope) || ciphertexts(xml[:i]) != nil {
			t.Errorf("%s: %q, %v", xml[:i], encrypt, err)
		}
	}
	if got := ciphertexts(xml); !slices.Equal(got, []string{"abc="}) {
		t.Errorf("%q", got)
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
				!validSignature(signature, "QDG6eK", timestamp, nonce, encrypt) {
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
}

// The ciphertext of a body that is well-formed is that of encoding/xml, and one that stands in the platform's form is
// found in any body.
func FuzzEnvelope(f *testing.F) {
	f.Add([]byte("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[a+/=]]></Encrypt><AgentID>1</AgentID></xml>"))
	f.Add([]byte("<xml><A>\x02</A><Encrypt>\xff</Encrypt><AppId>a</AppId></xml>"))
	f.Add([]byte("<xml>\x02&#2;<A>&#xD800;</A><Encrypt>a</Encrypt>\x00</xml>\x00"))
	f.Add([]byte("<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>"))
	f.Add([]byte("<Encrypt><Encrypt>a</Encrypt>"))
	for _, seed := range fuzzSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		const whole = "<Encrypt><![CDATA[a+/=]]></Encrypt>"
		if got := ciphertexts(string(in) + whole + "</xml>"); got[0] != "a+/=" || len(got) > maxCiphertexts {
			t.Errorf("%q", got)
		}
		got, err := parseEnvelope(in)
		if err != nil {
			if !errors.Is(err, ErrEnvelope) {
				t.Errorf("%q, %v", got, err)
			}
			return
		}
		if bytes.IndexByte(in, ':') >= 0 {
			return // encoding/xml takes a prefix off, and <a:Encrypt> is no Encrypt here
		}
		// Other elements are passed over, whatever they hold.
		var read struct {
			Encrypt []string
		}
		document, replaced := carriable(string(in)) // of pairs of surrogates only
		if replaced {
			t.Fatalf("%q was read", in)
		}
		if err := errors.Join(acceptedByEncodingXML(document), standardDecoder(document).Decode(&read)); err != nil {
			t.Fatalf("read, but encoding/xml: %v", err)
		}
		if want := strings.Trim(append(read.Encrypt, "")[0], " \t\r\n"); got != want {
			t.Errorf("%q; encoding/xml has %q", got, want)
		}
	})
}
