package page

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/simulator"
	"github.com/replygen/replygen/spec"
)

const (
	testToken    = "token"
	testKey      = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	testReceiver = "corp"
)

// browser starts Chromium once for all tests. It returns an error where there is none.
var browser = sync.OnceValues(func() (context.Context, error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.WindowSize(1200, 800))
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	stopBrowser = cancel
	return ctx, chromedp.Run(ctx)
})

var stopBrowser = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	stopBrowser()
	os.Exit(code)
}

// person is someone at the page, in a tab of the browser.
type person struct {
	context.Context
	t    *testing.T
	page *httptest.Server

	mu       sync.Mutex
	requests []string
}

// scene is the platform that a test plays, and how.
type scene struct {
	platform string
	lang     string
	deadline time.Duration
	dark     bool
	width    int64 // of the window, in CSS pixels; 0: 1200
	height   int64 // 0: 800
	pictures bool  // of replies are loaded
	stage    *stage
}

// visit opens the page of a simulator that plays a platform towards a bot. At the end, the page must not have made a
// request elsewhere, and no script must have failed.
func visit(t *testing.T, s scene, bot http.Handler) *person {
	t.Helper()
	parent, err := browser()
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	p := &person{t: t, page: simulate(t, s, bot)}
	tab, cancel := chromedp.NewContext(parent)
	t.Cleanup(cancel)
	p.Context, cancel = context.WithTimeout(tab, time.Minute)
	t.Cleanup(cancel)
	chromedp.ListenTarget(p, p.observe)
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	media := emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	})
	size := emulation.SetDeviceMetricsOverride(cmp.Or(s.width, 1200), cmp.Or(s.height, 800), 1, false)
	p.do(network.Enable(), runtime.Enable(), media, emulation.SetTimezoneOverride("Asia/Shanghai"), size)
	p.load()
	if !s.pictures {
		t.Cleanup(p.checkRequests)
	}
	return p
}

func simulate(t *testing.T, s scene, bot http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(bot)
	t.Cleanup(server.Close)
	loaded, err := spec.Load(s.platform)
	if err != nil {
		t.Fatal(err)
	}
	settings := platform.Settings{URL: server.URL, Token: testToken, Deadline: s.deadline}
	if s.stage != nil {
		s.stage.bot = bot
		settings.URL, settings.Transport, settings.Clock = "http://127.0.0.1:8080/", s.stage, s.stage
	} else if loaded.Security.Encrypts() {
		settings.EncodingAESKey, settings.Receiver = testKey, testReceiver
	}
	account, err := platform.NewAccount(loaded, settings)
	if err != nil {
		t.Fatal(err)
	}
	if s.lang == "" {
		s.lang = "en"
	}
	ctx, cancel := context.WithCancel(context.Background())
	options := simulator.Options{Lang: s.lang, LoadImages: s.pictures}
	page := httptest.NewServer(simulator.New(ctx, account, options).Handler())
	t.Cleanup(func() {
		cancel()
		page.CloseClientConnections()
		page.Close()
	})
	return page
}

func (p *person) observe(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.mu.Lock()
		defer p.mu.Unlock()
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		p.t.Error(e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError {
			p.t.Error("console.error")
		}
	}
}

func (p *person) checkRequests() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, url := range p.requests {
		if !strings.HasPrefix(url, p.page.URL+"/") && url != "data:," {
			p.t.Errorf("the page requests %s", url)
		}
	}
}

// load opens the page, or reloads it, and waits until the URL is checked.
func (p *person) load() {
	p.t.Helper()
	p.do(chromedp.Navigate(p.page.URL + "/"))
	p.until(`document.querySelector('#check.good, #check.bad')`)
}

func (p *person) do(actions ...chromedp.Action) {
	p.t.Helper()
	if err := chromedp.Run(p, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// patience is how long the page may take, on a busy machine, to show what it must.
const patience = 10 * time.Second

// until waits until an expression is true.
func (p *person) until(expression string) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); !p.holds(expression); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			p.t.Fatalf("%s does not become true; the page is\n%s", expression, p.read(`document.body.innerText`))
		}
	}
}

func (p *person) holds(expression string) bool {
	p.t.Helper()
	var out bool
	p.do(chromedp.Evaluate("Boolean("+expression+")", &out))
	return out
}

// read returns the text that an expression has as its value.
func (p *person) read(expression string) string {
	p.t.Helper()
	var out string
	p.do(chromedp.Evaluate("String("+expression+")", &out))
	return out
}

// texts are the visible texts of all elements that match a selector, without spaces around them.
func (p *person) texts(selector string) []string {
	p.t.Helper()
	var out []string
	p.do(chromedp.Evaluate(fmt.Sprintf(`[...document.querySelectorAll(%q)].map(e => e.innerText.trim())`, selector), &out))
	return out
}

// want waits until all elements that match a selector have certain texts.
func (p *person) want(selector string, want ...string) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		got := p.texts(selector)
		if slices.Equal(got, want) {
			return
		}
		if time.Now().After(deadline) {
			p.t.Errorf("%s: %q, not %q", selector, got, want)
			return
		}
	}
}

// click presses the mouse button on the first element that matches a selector, once it stands still and nothing covers it.
// The page replaces elements when a delivery changes, so a click by the id of a DOM node, as chromedp.Click does it,
// could come too late.
func (p *person) click(selector string) {
	p.t.Helper()
	var at struct{ X, Y float64 }
	p.do(chromedp.Evaluate(fmt.Sprintf(`(async selector => {
		const end = performance.now() + %d;
		for (let before; performance.now() < end; await new Promise(requestAnimationFrame)) {
			const element = document.querySelector(selector);
			if (!element) continue;
			element.scrollIntoView({block: 'center', inline: 'center'});
			const {x, y, width, height} = element.getBoundingClientRect();
			const at = {x: x + width / 2, y: y + height / 2};
			const still = before?.x === at.x && before.y === at.y;
			before = at;
			if (still && element.contains(document.elementFromPoint(at.x, at.y))) return at;
		}
		throw new Error('nothing to click: ' + selector);
	})(%q)`, patience.Milliseconds(), selector), &at, awaitPromise))
	p.do(chromedp.MouseClickXY(at.X, at.Y))
}

// typeInto types a text into the first element that matches a selector, after what is there.
func (p *person) typeInto(selector, text string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`document.querySelector(%q)`, selector))
	p.do(chromedp.Evaluate(fmt.Sprintf(`document.querySelector(%q).focus()`, selector), nil), chromedp.KeyEvent(text))
}

// say types a text, sends it with Enter, and waits for the end of its delivery.
func (p *person) say(text string) {
	p.t.Helper()
	p.sends(func() {
		p.typeInto("#text", text)
		p.do(press(kb.Enter))
	})
}

// sends runs an act that makes the page send one message, and waits until the page shows the end of the delivery.
func (p *person) sends(act func()) {
	p.t.Helper()
	n := len(p.texts("#list li"))
	act()
	p.until(fmt.Sprintf(`document.querySelectorAll('#list li').length === %d`, n+1))
	p.until(`document.querySelector('#list li:first-child [aria-current]')`) // after the response to the page's request
	p.delivered()
}

// press is a key that the focused element gets. As on a keyboard, and unlike chromedp.KeyEvent, a page that handles the
// key keeps it from entering a character.
func press(key string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		events := kb.Encode([]rune(key)[0])
		down, up := events[0], events[len(events)-1]
		if key == kb.Enter {
			down.Text = "\r"
		}
		if err := down.Do(ctx); err != nil {
			return err
		}
		return up.Do(ctx)
	})
}

// send gives an order without the page, and waits until it shows the end of the delivery.
func (p *person) send(order string) {
	p.t.Helper()
	n := len(p.texts("#list li"))
	p.do(chromedp.Evaluate(fmt.Sprintf(`fetch('send', {method: 'POST', body: %q}).then(r => r.status)`, order), nil))
	p.until(fmt.Sprintf(`document.querySelectorAll('#list li').length > %d`, n))
	p.delivered()
}

// delivered waits until no delivery runs.
func (p *person) delivered() {
	p.t.Helper()
	p.until(`document.querySelector('#list li') && !document.querySelector('#list .state:not(.good, .bad)')`)
}

// awaitPromise makes an evaluation wait for the value of a promise.
func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
