package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

const (
	testToken = "secret-token"
	testKey   = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
)

// echoBot answers texts with themselves, by the handler that is generated for wechat, and counts them.
func echoBot(t *testing.T, texts *[]string) http.Handler {
	t.Helper()
	config := wechat.Config{
		Token: testToken, AppID: "app", EncodingAESKey: testKey,
		AcceptReceiver: func(id string) bool { return id == "customer" },
	}
	var mux wechat.Mux
	mux.OnText(func(_ context.Context, m *wechat.TextMessage) (wechat.Reply, error) {
		*texts = append(*texts, m.Content)
		return m.ReplyText(m.Content).Build()
	})
	h, err := wechat.NewHandler(config, &mux)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// simulated is a simulator with its page, towards a server.
type simulated struct {
	*Simulator
	page   *httptest.Server
	cancel context.CancelFunc
}

func simulate(t *testing.T, name string, s platform.Settings, o Options, server http.Handler) *simulated {
	t.Helper()
	bot := httptest.NewServer(server)
	t.Cleanup(bot.Close)
	p, err := spec.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	s.URL, s.Token = bot.URL, testToken
	account, err := platform.NewAccount(p, s)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	out := &simulated{Simulator: New(ctx, account, o), cancel: cancel}
	out.page = httptest.NewServer(out.Handler())
	t.Cleanup(func() {
		cancel()
		out.page.Close()
	})
	return out
}

// request makes a request as the page does, and returns the status and the body.
func (s *simulated) request(t *testing.T, method, path, body string, change func(*http.Request)) (
	int, http.Header, string,
) {
	t.Helper()
	r, err := http.NewRequest(method, s.page.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", s.page.URL)
	if change != nil {
		change(r)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, response.Header, string(content)
}

// send gives an order and returns the delivery when it is over.
func (s *simulated) send(t *testing.T, order string) Delivery {
	t.Helper()
	status, _, body := s.request(t, "POST", "/send", order, nil)
	var sent struct{ ID int }
	if err := json.Unmarshal([]byte(body), &sent); err != nil || status != http.StatusAccepted {
		t.Fatalf("%s: %d %s", order, status, body)
	}
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		_, _, body := s.request(t, "GET", "/deliveries", "", nil)
		var deliveries []Delivery
		if err := json.Unmarshal([]byte(body), &deliveries); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(deliveries, func(d Delivery) bool { return d.ID == sent.ID })
		if i >= 0 && !deliveries[i].Running {
			return deliveries[i]
		}
	}
	t.Fatalf("%s is not over", order)
	return Delivery{}
}

// last returns the last attempt.
func (d Delivery) last() Attempt { return d.Attempts[len(d.Attempts)-1] }

// answering is a server that passes the check of its URL and gives each message the same response.
func answering(status int, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			fmt.Fprint(w, r.URL.Query().Get("echostr"))
			return
		}
		w.WriteHeader(status)
		_, _ = io.Copy(w, bytes.NewBufferString(body))
	})
}

// answeringNever is a server that lets the platform wait, and reports each message on a channel. It has to read the
// message to notice that the platform hangs up.
func answeringNever(began chan<- struct{}) http.Handler {
	return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if r.Method == http.MethodPost {
			began <- struct{}{}
			<-r.Context().Done()
		}
	})
}
