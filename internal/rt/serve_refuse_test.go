package rt

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// Anybody can send requests that are refused. Of each reason, one a minute is a warning, which says how many were not.
func TestRefusalsDoNotFillTheLog(t *testing.T) {
	c, log := serveTestConfig(t)
	clock := time.Unix(1764343000, 0)
	c.now = func() time.Time { return clock }
	h := mustHandler(t, c)
	warnings := func() (out []map[string]any) {
		for _, r := range log.records(t) {
			if r["level"] == "WARN" {
				out = append(out, r)
			}
		}
		return out
	}
	flood := func() {
		for range 100 {
			serve(h, request("POST", signedQuery("another", "", clock), ""))
		}
	}
	flood()
	serve(h, request("PUT", nil, ""))
	if got := warnings(); len(got) != 2 || got[0]["reason"] != "signature" || got[0]["skipped"] != nil || got[1]["reason"] != "method" {
		t.Errorf("%v", got)
	}
	clock = clock.Add(59 * time.Second)
	flood()
	if got := warnings(); len(got) != 0 {
		t.Errorf("%v", got)
	}
	clock = clock.Add(time.Second)
	flood()
	if got := warnings(); len(got) != 1 || got[0]["skipped"] != 199.0 {
		t.Errorf("%v", got)
	}
}

// A load balancer sends them every few seconds.
func TestHealthChecksAreNoWarnings(t *testing.T) {
	c, log := serveTestConfig(t)
	h := mustHandler(t, c)
	for _, d := range []struct {
		method, target string
		status         int
	}{{"HEAD", "/", 405}, {"HEAD", "/?a=b", 405}, {"GET", "/", 400}, {"GET", "/?", 400}} {
		if got := serve(h, httptest.NewRequest(d.method, d.target, nil)); got != (served{d.status, ""}) {
			t.Errorf("%s %s: %+v", d.method, d.target, got)
		}
		if logged := log.records(t); len(logged) != 1 || logged[0]["level"] != "DEBUG" {
			t.Errorf("%s %s: %v", d.method, d.target, logged)
		}
	}
	serve(h, httptest.NewRequest("GET", "/?a=b", nil))
	if logged := log.records(t); len(logged) != 1 || logged[0]["level"] != "WARN" {
		t.Errorf("%v", logged)
	}
}

// Whoever reads it can see which clock is wrong.
func TestRefusedAgeIsLoggedWithBothTimes(t *testing.T) {
	c, log := serveTestConfig(t)
	c.maxAge = time.Minute
	c.now = func() time.Time { return time.Unix(1764343000, 0) }
	h := mustHandler(t, c)
	for _, d := range []struct {
		r    *http.Request
		want string
	}{
		{request("POST", signedQuery(servedToken, "", time.Unix(1764000000, 0)), hello.xml()), "timestamp is 1764000000, and it is 1764343000 here"},
		{func() *http.Request {
			encrypt := sealedBy(t, firstKey(c), hello.xml())
			return request("POST", signedQuery(servedToken, encrypt, time.Unix(1764343000, 0)), envelopeOf(encrypt))
		}(), "CreateTime is 1409659813, and it is 1764343000 here"},
	} {
		if got := serve(h, d.r); got != (served{403, ""}) {
			t.Errorf("%+v", got)
		}
		if logged := log.records(t); len(logged) != 1 || logged[0]["reason"] != "age" || logged[0]["error"] != d.want {
			t.Errorf("%v", logged)
		}
	}
}
