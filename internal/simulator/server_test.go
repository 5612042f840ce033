package simulator

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/internal/platform"
)

func TestOtherHostsAndOriginsAreRefused(t *testing.T) {
	s := simulate(t, "wechat", platform.Settings{}, Options{}, answering(200, ""))
	port := s.page.URL[strings.LastIndexByte(s.page.URL, ':'):]
	for _, d := range []struct {
		method, path, host, origin, site string
		status                           int
	}{
		{"GET", "/", "", "", "", 200},
		{"GET", "/", "localhost" + port, "", "", 200},
		{"GET", "/", "evil.example" + port, "", "", 403},
		{"GET", "/", "localhost:1", "", "", 403},
		{"GET", "/", "127.0.0.1", "", "", 403},
		{"GET", "/deliveries", "evil.example", "", "", 403},
		{"GET", "/setup", "10.0.0.1" + port, "", "", 403},
		{"POST", "/send", "", s.page.URL, "", 202},
		{"POST", "/send", "localhost" + port, "http://localhost" + port, "", 202},
		{"POST", "/send", "", s.page.URL, "same-origin", 202},
		{"POST", "/send", "", s.page.URL, "cross-site", 403},
		{"POST", "/send", "", "http://evil.example", "", 403},
		{"POST", "/send", "", "null", "", 403},
		{"POST", "/send", "", "", "", 403},
		{"POST", "/check", "", "http://evil.example", "", 403},
		{"POST", "/check", "", s.page.URL, "", 202},
		{"PUT", "/send", "", s.page.URL, "", 405},
		{"GET", "/nothing", "", "", "", 404},
	} {
		status, _, body := s.request(t, d.method, d.path, `{"name": "text"}`, func(r *http.Request) {
			r.Host = d.host
			for name, value := range map[string]string{"Origin": d.origin, "Sec-Fetch-Site": d.site} {
				r.Header.Del(name)
				if value != "" {
					r.Header.Set(name, value)
				}
			}
		})
		if status != d.status {
			t.Errorf("%+v: %d %s", d, status, body)
		}
	}
}

func TestPageMayLoadNothingButItself(t *testing.T) {
	for _, loadImages := range []bool{false, true} {
		s := simulate(t, "wechat", platform.Settings{}, Options{LoadImages: loadImages}, answering(200, ""))
		_, header, _ := s.request(t, "GET", "/", "", nil)
		policy := header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") ||
			strings.Contains(policy, "https:") != loadImages {
			t.Error(policy)
		}
		for _, name := range []string{"X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy"} {
			if header.Get(name) == "" {
				t.Error(name, "is missing")
			}
		}
	}
}

// events reads server-sent events until one fits.
func events(t *testing.T, r *bufio.Reader, fits func(name, data string) bool) {
	t.Helper()
	name := ""
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if after, ok := strings.CutPrefix(line, "event: "); ok {
			name = strings.TrimSpace(after)
		}
		if data, ok := strings.CutPrefix(line, "data: "); ok && fits(name, data) {
			return
		}
	}
}

func TestEventsAreEverythingAndThenWhatChanges(t *testing.T) {
	release := make(chan struct{}, 2)
	release <- struct{}{}
	bot := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			<-release
		}
	})
	s := simulate(t, "wechat", platform.Settings{}, Options{}, bot)
	s.send(t, `{"name": "text", "set": [{"path": "Content", "value": "one\n\nevent: check"}]}`)
	response, err := http.Get(s.page.URL + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if got := response.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Error(got)
	}
	r := bufio.NewReader(response.Body)
	shows := func(id int, running bool) func(string, string) bool {
		return func(name, data string) bool {
			var d Delivery
			return name == "delivery" && json.Unmarshal([]byte(data), &d) == nil && d.ID == id && d.Running == running
		}
	}
	events(t, r, shows(1, false))
	if _, err := s.Send(Order{Name: "text"}); err != nil {
		t.Fatal(err)
	}
	events(t, r, shows(2, true))
	release <- struct{}{}
	events(t, r, shows(2, false))
}

func TestCheckOfTheURLIsShown(t *testing.T) {
	failing := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	leaking := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, testToken+" instead") })
	for want, server := range map[string]http.Handler{
		`"ok":true`: answering(200, ""), "status 500": failing, "[token] instead": leaking,
	} {
		s := simulate(t, "wechat", platform.Settings{}, Options{}, server)
		response, err := http.Get(s.page.URL + "/events")
		if err != nil {
			t.Fatal(err)
		}
		events(t, bufio.NewReader(response.Body), func(name, data string) bool {
			return name == "check" && strings.Contains(data, want)
		})
		response.Body.Close()
	}
}

func TestOldDeliveriesAreForgotten(t *testing.T) {
	s := simulate(t, "wechat", platform.Settings{}, Options{}, answering(200, ""))
	for range kept + 1 {
		if _, err := s.Send(Order{Name: "text"}); err != nil {
			t.Fatal(err)
		}
	}
	got := s.since(0).deliveries
	if len(got) != kept || got[0].ID != 2 || got[kept-1].ID != kept+1 {
		t.Errorf("%d, from %d to %d", len(got), got[0].ID, got[len(got)-1].ID)
	}
}

func TestSecretsStayHere(t *testing.T) {
	leak := "<xml><" + testToken + ">" + testKey + "</" + testToken + "></xml>"
	for _, body := range []string{leak, testToken, testKey, strings.Repeat("x", maxText-3) + testToken} {
		settings := platform.Settings{EncodingAESKey: testKey, Receiver: "app"}
		for _, key := range []bool{true, false} {
			if !key {
				settings = platform.Settings{}
			}
			s := simulate(t, "wechat", settings, Options{}, answering(200, body))
			s.send(t, `{"name": "text"}`)
			for _, path := range []string{"/deliveries", "/setup"} {
				_, _, got := s.request(t, "GET", path, "", nil)
				if strings.Contains(got, testToken) || key && strings.Contains(got, testKey) {
					t.Errorf("%s: %s", path, got[:min(len(got), 3000)])
				}
			}
		}
	}
}

func TestEndOfTheContextEndsWhatIsUnderWay(t *testing.T) {
	began := make(chan struct{}, 4)
	s := simulate(t, "wechat", platform.Settings{}, Options{}, answeringNever(began))
	id, err := s.Send(Order{Name: "text"})
	if err != nil {
		t.Fatal(err)
	}
	<-began
	s.cancel()
	for start := time.Now(); s.since(0).deliveries[id-1].Running; time.Sleep(time.Millisecond) {
		if time.Since(start) > 2*time.Second {
			t.Fatal("the delivery goes on")
		}
	}
}
