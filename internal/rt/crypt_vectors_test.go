package rt

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// cryptVector is one message as a platform's page or its official sample shows it.
type cryptVector struct {
	name, token, key, receiver, nonce string
	timestamp                         int64
	random                            string
	message, encrypt, signature       string
}

var cryptVectors = []cryptVector{{
	name: "official account", token: "AAAAA", key: strings.Repeat("A", 43), receiver: "wxba5fad812f8e6fb9",
	timestamp: 1714112445, nonce: "415670741", random: "a8eedb185eb2fecf",
	message:   `{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}`,
	encrypt:   "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=",
	signature: "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3",
}, {
	name: "third-party platform", token: "AAAAA", key: strings.Repeat("A", 43), receiver: "wx134c8103faa5a59e",
	timestamp: 1715943329, nonce: "1590219412", random: "1205899eaf019bbd",
	message: "<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName>\n<FromUserName><![CDATA[o9AgO5Kd5ggOC-bXrbNODIiE3bGY]]></FromUserName>\n" +
		"<CreateTime>1715943329</CreateTime>\n<MsgType><![CDATA[event]]></MsgType>\n<Event><![CDATA[debug_demo]]></Event>\n<debug_str><![CDATA[hello world]]></debug_str>\n</xml>",
	encrypt:   "D7yzvUNAL930rd28wf21s4hvXhz0L6Uit/p2Di6C5DHyYGpEgdBRnKjBec34JwoQXicwaZC7fOVihW80F4VtsdvE//1vr7oAbqjDv8KenVp+ajKYpJnyQ4zMRhIC+a31fCVOMC03FfzV/QuC94kBP55a+Za3sJgvAn+ZbsNqZI5DkyuzkhQN8OBqCzFhizGmy0xpM0MEA4agpvE+RuNO1rhHTtuJB5yltw1FiYzecSXJ+y/D2r81VkRn2eYjh2ltsoyfbDR7Is6ookXIFxTfyeNyeHxMeT4KN5WpCDmSbTcUYrbBUlkGLJ9n/rU8YOywma6G7aTb7KZKOqCxgfoUlYEZPk4FUL/TK7ShriFDMVCLyjQJ15Ob++agDWtcxhfUfe6HIoIpRW8mKNBQiY/Jd1svvuskA1wLef1RTtzKfMpagSCX/laZINmdnX4zrF6kIaR9P4xQrWXbsTFHTYe0Mg==",
	signature: "6c12a4205838198b8fa631b3220723bb07f1015c",
}, {
	name: "enterprise message", token: "QDG6eK", key: wecomSampleKey, receiver: "wx5823bf96d3bd56c7",
	timestamp: 1409659813, nonce: "1372623149", random: "0960688932c47ef1",
	message: "<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><![CDATA[mycreate]]></FromUserName>\n" +
		"<CreateTime>1409659813</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n<MsgId>4561255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>",
	encrypt:   "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==",
	signature: "477715d11cdb4164915debcba66cb864d751f3e6",
}, {
	name: "enterprise echostr", token: "QDG6eK", key: wecomSampleKey, receiver: "wx5823bf96d3bd56c7",
	timestamp: 1409659589, nonce: "263014780", random: "c41b64491c2468d0",
	message:   "1616140317555161061",
	encrypt:   "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
	signature: "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
}}

const wecomSampleKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"

// wecomSample is the vector that most tests use.
var wecomSample = cryptVectors[2]

// messageKey returns the key of a vector, whose random bytes are the vector's.
func (v cryptVector) messageKey(t testing.TB) *messageKey {
	t.Helper()
	k, err := newMessageKey(v.key, v.receiver)
	if err != nil {
		t.Fatal(err)
	}
	k.random = func(b []byte) {
		for i := range b {
			b[i] = v.random[i%len(v.random)]
		}
	}
	return k
}

func TestVectorsOpen(t *testing.T) {
	for _, v := range cryptVectors {
		t.Run(v.name, func(t *testing.T) {
			k := v.messageKey(t)
			got, by, err := appendOpened([]byte("before "), v.encrypt, []*messageKey{k})
			if string(got) != "before "+v.message || by != k || err != nil {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

func TestVectorsSealToTheSameCiphertext(t *testing.T) {
	for _, v := range cryptVectors {
		t.Run(v.name, func(t *testing.T) {
			k := v.messageKey(t)
			for range 2 * 16 { // over a refill of the random bytes
				got, err := k.appendSealed([]byte("before "), []byte(v.message))
				if string(got) != "before "+v.encrypt || err != nil {
					t.Fatalf("%q, %v", got, err)
				}
			}
		})
	}
}

func TestVectorsSealToTheSameEnvelope(t *testing.T) {
	for _, v := range cryptVectors {
		t.Run(v.name, func(t *testing.T) {
			got, err := v.messageKey(t).appendEnvelope([]byte("before "), []byte(v.message), v.token, v.nonce, time.Unix(v.timestamp, 999_999_999))
			want := "before <xml><Encrypt><![CDATA[" + v.encrypt + "]]></Encrypt><MsgSignature><![CDATA[" + v.signature + "]]></MsgSignature><TimeStamp>" +
				string(appendInt(nil, v.timestamp)) + "</TimeStamp><Nonce><![CDATA[" + v.nonce + "]]></Nonce></xml>"
			if string(got) != want || err != nil {
				t.Errorf("%s, %v; want %s", got, err, want)
			}
		})
	}
}

func TestRandomBytesDifferFromMessageToMessage(t *testing.T) {
	k, err := newMessageKey(wecomSampleKey, "wx")
	if err != nil {
		t.Fatal(err)
	}
	first := make(map[string]bool)
	for range 100 {
		sealed, err := k.appendSealed(nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		first[string(sealed[:20])] = true
	}
	if len(first) != 100 {
		t.Errorf("100 messages begin in %d ways", len(first))
	}
}

func TestSealLeavesTheMessageAsItIs(t *testing.T) {
	k := wecomSample.messageKey(t)
	message := []byte(wecomSample.message)
	if _, err := k.appendSealed(nil, message); err != nil || !bytes.Equal(message, []byte(wecomSample.message)) {
		t.Errorf("%q, %v", message, err)
	}
}
