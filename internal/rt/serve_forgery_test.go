package rt

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// resigned calls f with every pair of values that come to one of these texts when they are written one after the other.
func resigned(texts []string, f func(timestamp, nonce string)) {
	for _, text := range texts {
		for i := range len(text) + 1 {
			f(text[:i], text[i:])
			f(text[i:], text[:i])
		}
	}
}

// A signature covers the timestamp and the nonce without the border between them.
func TestBorderBetweenTimestampAndNonceCannotBeMoved(t *testing.T) {
	const now = "1764343000"
	c, _ := serveTestConfig(t)
	c.maxAge = 5 * time.Minute
	c.now = func() time.Time { return time.Unix(1764343000, 0) }
	h := mustHandler(t, c)
	for _, nonce := range []string{"415670741", "1372623149", "26301478", "7", "a1", "9" + now, "176434", strings.Repeat("1", 64)} {
		signature, forged := signatureByTheBook(servedToken, now, nonce), 0
		resigned([]string{now + nonce, nonce + now}, func(timestamp, other string) {
			q := url.Values{"signature": {signature}, "timestamp": {timestamp}, "nonce": {other}, "echostr": {"1"}}
			if validSignature(signature, servedToken, timestamp, other, "") {
				forged++
			}
			for _, r := range []*http.Request{request("GET", q, ""), request("POST", q, hello.xml())} {
				if got := serve(h, r); (got.status == 200) != (timestamp == now && other == nonce) {
					t.Errorf("nonce %s: %s of %q and %q: %+v", nonce, r.Method, timestamp, other, got)
				}
			}
		})
		if forged < 3 {
			t.Errorf("nonce %s: %d requests are signed: the test does not see what it is about", nonce, forged)
		}
	}
}

// What the pair's form and age cannot tell, the message's own time does, where it is encrypted.
func TestExchangedTimestampIsRefusedByTheMessagesOwnTime(t *testing.T) {
	c, _ := serveTestConfig(t)
	c.maxAge = 5 * time.Minute
	const recorded, nonce = 1764343000, "1764386200" // a nonce that will be a time, 12 hours later
	clock := time.Unix(recorded, 0)
	c.now = func() time.Time { return clock }
	h := mustHandler(t, c)
	xml := strings.Replace(hello.xml(), "1409659813", "1764343000", 1)
	encrypt := sealedBy(t, firstKey(c), xml)
	post := func(timestamp, nonce string) *http.Request {
		q := url.Values{"timestamp": {timestamp}, "nonce": {nonce}, "encrypt_type": {"aes"}}
		q.Set("msg_signature", signatureByTheBook(servedToken, timestamp, nonce, encrypt))
		return request("POST", q, envelopeOf(encrypt))
	}
	if got := serve(h, post("1764343000", nonce)); got.status != 200 {
		t.Errorf("%+v", got)
	}
	clock = clock.Add(12 * time.Hour)
	if got := serve(h, post(nonce, "1764343000")); got.status != 403 {
		t.Errorf("exchanged: %+v", got)
	}
}

// A message that is delivered again has the CreateTime of its first delivery.
func TestMessagesOwnTimeAllowsForRedeliveries(t *testing.T) {
	c, _ := serveTestConfig(t)
	c.maxAge = time.Minute
	h := mustHandler(t, c)
	for _, d := range []struct {
		age    time.Duration
		status int
	}{{0, 200}, {70 * time.Second, 200}, {77 * time.Second, 403}, {-55 * time.Second, 200}, {-65 * time.Second, 403}, {1e6 * time.Hour, 403}} {
		created := string(appendInt(nil, time.Now().Add(-d.age).Unix()))
		encrypt := sealedBy(t, firstKey(c), strings.Replace(hello.xml(), "1409659813", created, 1))
		if got := serve(h, request("POST", signedQuery(servedToken, encrypt, time.Now()), envelopeOf(encrypt))); got.status != d.status {
			t.Errorf("%v old: %+v", d.age, got)
		}
	}
	// Some platforms say when in milliseconds, some not at all.
	inMillis := strings.Replace(hello.xml(), "1409659813", string(appendInt(nil, time.Now().UnixMilli())), 1)
	encrypted := sealedBy(t, firstKey(c), inMillis)
	if got := serve(h, request("POST", signedQuery(servedToken, encrypted, time.Now()), envelopeOf(encrypted))); got.status != 200 {
		t.Errorf("CreateTime in milliseconds: %+v", got)
	}
	encrypt := sealedBy(t, firstKey(c), strings.Replace(hello.xml(), "<CreateTime>1409659813</CreateTime>", "", 1))
	if got := serve(h, request("POST", signedQuery(servedToken, encrypt, time.Now()), envelopeOf(encrypt))); got.status != 200 {
		t.Errorf("no CreateTime: %+v", got)
	}
}

// Whoever has recorded an encrypted request has a signature of its values one after the other.
func TestMsgSignatureIsNoSignature(t *testing.T) {
	c, _ := serveTestConfig(t)
	c.work = func(context.Context, deliverable) (answerable, error) {
		t.Error("it is handled")
		return nil, nil
	}
	h := mustHandler(t, c)
	for _, v := range cryptVectors[2:] {
		timestamp, forged := string(appendInt(nil, v.timestamp)), 0
		resigned([]string{timestamp + v.nonce + v.encrypt, v.nonce + timestamp + v.encrypt, timestamp + v.encrypt + v.nonce}, func(timestamp, nonce string) {
			q := url.Values{"signature": {v.signature}, "timestamp": {timestamp}, "nonce": {nonce}, "echostr": {"1"}}
			if validSignature(v.signature, v.token, timestamp, nonce, "") {
				forged++
			}
			for _, r := range []*http.Request{request("GET", q, ""), request("POST", q, hello.xml())} {
				if got := serve(h, r); got.status == 200 {
					t.Errorf("%s: %s of %q and %q is taken", v.name, r.Method, timestamp, nonce)
				}
			}
		})
		if forged == 0 {
			t.Errorf("%s: none is signed: the test does not see what it is about", v.name)
		}
	}
}

// A platform with an account's plain URL check has it in its encrypted mode, too; one that always encrypts has none.
func TestURLCheckOfAPlatformThatAlwaysEncrypts(t *testing.T) {
	c, _ := serveTestConfig(t)
	c.requireEncryption = true
	plain, sealed := signedQuery(servedToken, "", time.Now()), sealedBy(t, firstKey(c), "1")
	plain.Set("echostr", "1")
	encrypted := signedQuery(servedToken, sealed, time.Now())
	encrypted.Set("echostr", sealed)
	for _, always := range []bool{false, true} {
		c.alwaysEncrypted = always
		h := mustHandler(t, c)
		if got := serve(h, request("GET", plain, "")); (got == served{200, "1"}) == always {
			t.Errorf("always encrypted %t: %+v", always, got)
		}
		if got := serve(h, request("GET", encrypted, "")); got != (served{200, "1"}) {
			t.Errorf("always encrypted %t, encrypted: %+v", always, got)
		}
	}
}
