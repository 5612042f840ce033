package platform

import (
	"strings"
	"testing"
)

// The vectors are those that the platforms publish.
func TestOpensAndSignsWhatThePlatformsPublish(t *testing.T) {
	const wechat, wecom = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
	for _, v := range []struct{ key, token, timestamp, nonce, signature, receiver, message, encrypt string }{
		{
			wechat, "AAAAA", "1714112445", "415670741", "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3", "wxba5fad812f8e6fb9",
			`{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,` +
				`"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}`,
			"+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZU" +
				"XQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2" +
				"cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=",
		},
		{
			wecom, "QDG6eK", "1409659813", "1372623149", "477715d11cdb4164915debcba66cb864d751f3e6", "wx5823bf96d3bd56c7",
			"<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><![CDATA[mycreate]]></FromUserName>\n" +
				"<CreateTime>1409659813</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n" +
				"<MsgId>4561255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>",
			"RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccA" +
				"S0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ" +
				"3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo" +
				"6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==",
		},
		{
			wecom, "QDG6eK", "1409659589", "263014780", "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "wx5823bf96d3bd56c7",
			"1616140317555161061",
			"P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
		},
	} {
		if got := Sign(v.token, v.timestamp, v.nonce, v.encrypt); got != v.signature {
			t.Errorf("signature %s, not %s", got, v.signature)
		}
		key, err := ParseKey(v.key)
		if err != nil {
			t.Fatal(err)
		}
		for _, sealed := range []string{v.encrypt, key.Seal(v.message, v.receiver)} {
			message, receiver, err := key.Open(sealed)
			if message != v.message || receiver != v.receiver || err != nil {
				t.Errorf("%q for %q: %v", message, receiver, err)
			}
			if len(sealed) != len(v.encrypt) {
				t.Errorf("the ciphertext has %d characters, the published one %d", len(sealed), len(v.encrypt))
			}
		}
	}
	if got := Sign("AAAAA", "1714036504", "1514711492"); got != "f464b24fc39322e44b38aa78f5edd27bd1441696" {
		t.Error(got)
	}
}

func TestWhatIsNoCiphertextIsRefusedWithItsReason(t *testing.T) {
	key, err := ParseKey(strings.Repeat("A", 43))
	if err != nil {
		t.Fatal(err)
	}
	other, err := ParseKey(strings.Repeat("B", 42) + "C")
	if err != nil {
		t.Fatal(err)
	}
	for sealed, want := range map[string]string{
		"?":                     "base64",
		"":                      "0 bytes",
		"AAAA":                  "3 bytes",
		other.Seal("hello", ""): "",
		key.SealRaw(append([]byte(strings.Repeat("x", 16)+"\xff\xff\xff\xff"), []byte(strings.Repeat("\x0c", 12))...)): "4294967295 bytes",
		key.SealRaw([]byte(strings.Repeat("\x00", 32))):                                                                "padding",
		key.SealRaw([]byte(strings.Repeat("\x20", 32))):                                                                "head",
	} {
		if _, _, err := key.Open(sealed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", sealed, err)
		}
	}
	for _, text := range []string{"", "short", strings.Repeat("A", 44), strings.Repeat("!", 43)} {
		if _, err := ParseKey(text); err == nil {
			t.Errorf("%q is a key", text)
		}
	}
}
