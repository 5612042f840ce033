package rt

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// rawRequest sends what a client without a library would, and returns the response and how long it took.
func rawRequest(t *testing.T, server *httptest.Server, head, body string, then func(net.Conn)) (status int, took time.Duration) {
	t.Helper()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	start := time.Now()
	if err := conn.SetDeadline(start.Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, head+body); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		then(conn)
	}()
	defer func() { <-done }()
	b := make([]byte, 4096)
	n, err := io.ReadAtLeast(conn, b, len("HTTP/1.1 200"))
	if err != nil {
		return 0, time.Since(start)
	}
	for _, digit := range b[len("HTTP/1.1 "):n][:3] {
		status = status*10 + int(digit-'0')
	}
	return status, time.Since(start)
}

func postHead(length int) string {
	return "POST /?" + signedQuery(servedToken, "", time.Now()).Encode() + " HTTP/1.1\r\nHost: a\r\nContent-Length: " +
		string(appendInt(nil, int64(length))) + "\r\n\r\n"
}

// Over a real connection: a body that trickles in, one that stops, and one that is far too long do not hold a request
// for longer than the platform waits.
func TestBodiesThatDoNotArrive(t *testing.T) {
	c, log := serveTestConfig(t)
	patient := httptest.NewServer(mustHandler(t, c))
	defer patient.Close()
	c.deadline, c.margin = 400*time.Millisecond, 100*time.Millisecond
	impatient := httptest.NewServer(mustHandler(t, c))
	defer impatient.Close()
	for _, d := range []struct {
		server           *httptest.Server
		name, head, body string
		then             func(net.Conn)
		status           int
		reason           string
	}{
		{impatient, "a body that stops", postHead(1000), "<xml>", func(net.Conn) {}, 408, "too slow"},
		{impatient, "a body that trickles", postHead(1000), "<xml>", func(conn net.Conn) {
			for range 100 {
				if _, err := io.WriteString(conn, " "); err != nil {
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
		}, 408, "too slow"},
		{patient, "a body that is far too long", postHead(100 << 20), "", func(conn net.Conn) {
			b := make([]byte, 64<<10)
			for range 1600 {
				if _, err := conn.Write(b); err != nil {
					return
				}
			}
		}, 413, "too long"},
		{impatient, "a refused body that stops", "POST /wechat HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n", "<", func(net.Conn) {}, 400, "query"},
		{impatient, "a body that stops, of another method", "PUT /wechat HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n", "<", func(net.Conn) {}, 405, "method"},
		{patient, "a body whose sender has gone", postHead(1000), "<xml>", func(conn net.Conn) {
			_ = conn.(*net.TCPConn).CloseWrite()
		}, 400, "cut off"},
		{patient, "a platform that closes its half", postHead(len(hello.xml())), hello.xml(), func(conn net.Conn) {
			_ = conn.(*net.TCPConn).CloseWrite()
		}, 200, ""},
	} {
		status, took := rawRequest(t, d.server, d.head, d.body, d.then)
		if status != d.status || took > 5*time.Second {
			t.Errorf("%s: %d after %v", d.name, status, took)
		}
		if logged := log.records(t); d.reason != "" && firstRecord(logged)["reason"] != d.reason || d.reason == "" && len(logged) > 0 {
			t.Errorf("%s: %v", d.name, logged)
		}
	}
}

// Over a real connection: an unanswered delivery is one, and the platform is not taken for gone meanwhile.
func TestUnansweredDeliveryHasNoResponse(t *testing.T) {
	c, _ := serveTestConfig(t)
	c.deadline, c.margin, c.stretch = 300*time.Millisecond, 100*time.Millisecond, true
	release := make(chan struct{})
	c.work = func(context.Context, deliverable) (answerable, error) {
		<-release
		return nil, nil
	}
	h := mustHandler(t, c)
	ended := make(chan error, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { ended <- r.Context().Err() }()
		h.ServeHTTP(w, r)
	}))
	defer server.Close()
	defer close(release)
	status, took := rawRequest(t, server, postHead(len(hello.xml())), hello.xml(), func(net.Conn) {})
	if status != 0 || took < c.deadline {
		t.Errorf("%d after %v", status, took)
	}
	if err := <-ended; err != nil {
		t.Errorf("the request's context: %v", err)
	}
}

// Over a real connection, with the middleware of net/http.
func TestBodyTooLongForMiddleware(t *testing.T) {
	c, log := serveTestConfig(t)
	server := httptest.NewServer(http.MaxBytesHandler(mustHandler(t, c), 100))
	defer server.Close()
	url := server.URL + "/?" + signedQuery(servedToken, "", time.Now()).Encode()
	for name, body := range map[string]io.Reader{
		"announced":     strings.NewReader(hello.xml()),
		"not announced": io.MultiReader(strings.NewReader(hello.xml())),
	} {
		got, err := http.Post(url, "text/xml", body)
		if err != nil {
			t.Fatal(err)
		}
		if err := got.Body.Close(); err != nil || got.StatusCode != 413 {
			t.Errorf("%s: %d, %v", name, got.StatusCode, err)
		}
		if logged := log.records(t); len(logged) != 1 || logged[0]["reason"] != "too long" {
			t.Errorf("%s: %v", name, logged)
		}
	}
}
