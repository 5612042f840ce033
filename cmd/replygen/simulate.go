package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/replygen/replygen/internal/docs"
	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/internal/simulator"
)

var simulateCommand = &command{
	name:    "simulate",
	args:    "URL",
	summary: "plays the platform, with a page in the browser or one message",
	long: `Start the server, and name the URL and the token that it is configured with:

  replygen simulate --token test-token --open http://127.0.0.1:8080/wechat
  replygen simulate --token T --send text --set Content=hi URL      one message, no page
  replygen simulate --spec wecom --token T --key K --receiver CORPID --send click URL

$REPLYGEN_TOKEN and $REPLYGEN_KEY take the place of --token and --key. With a key,
messages are sent encrypted. The page's address is printed on standard output; it
serves until it is interrupted. Pictures of replies are loaded with --load-images
only: they may be anywhere.

--send prints the reply as it was meant, decrypted, or that the server acked.

Exit status of --send: 0 a valid reply or an ack; 1 the user would see that the server
fails, or the reply breaks a rule; 2 wrong usage, or nothing could be sent: nobody
answers, or the token or the key is wrong.
`,
	setup: func(flags *flag.FlagSet) action {
		f := &simulateFlags{}
		f.platformFlags.declare(flags)
		f.accountFlags.declare(flags)
		flags.StringVar(&f.listen, "listen", "127.0.0.1:0", "the `ADDRESS` of the page; port 0 is one that is free")
		flags.BoolVar(&f.open, "open", false, "opens the page in the browser")
		flags.StringVar(&f.Lang, "lang", "", "the `LANG` of the page: zh or en (default that of the browser)")
		flags.BoolVar(&f.LoadImages, "load-images", false, "lets the page load the pictures of replies")
		flags.DurationVar(&f.settings.Deadline, "deadline", 0,
			"waits `D` for a response, 1s say, not as long as the platform")
		flags.StringVar(&f.send, "send", "",
			"sends one message, `NAME` is its type or that of an event, and shows no page")
		flags.Var(&f.set, "set", "`PATH=VALUE` sets an element of the message; may be repeated, and applies in order")
		return func(c *invocation, args []string) int {
			flags.Visit(func(given *flag.Flag) {
				if slices.Contains([]string{"listen", "open", "lang", "load-images"}, given.Name) {
					f.ofPage = given.Name
				}
			})
			return c.simulate(f, args)
		}
	},
}

// simulateFlags are the flags of simulate.
type simulateFlags struct {
	platformFlags
	accountFlags
	simulator.Options
	listen, send string
	set          texts
	open         bool
	ofPage       string // a flag of the page that was given, "" for none
}

func (c *invocation) simulate(f *simulateFlags, args []string) int {
	switch {
	case f.Lang != "" && !slices.Contains(docs.Languages, f.Lang):
		return c.usageError("--lang %s: write %s", f.Lang, strings.Join(docs.Languages, " or "))
	case f.settings.Deadline < 0:
		return c.usageError("--deadline %v is negative", f.settings.Deadline)
	case f.send == "" && len(f.set) > 0:
		return c.usageError("--set goes with --send")
	case f.send != "" && f.ofPage != "":
		return c.usageError("--%s goes without --send, which shows no page", f.ofPage)
	}
	return c.onServer(&f.platformFlags, &f.accountFlags, args, func(ctx context.Context, a *platform.Account) int {
		if f.send != "" {
			return c.sendOne(ctx, a, f)
		}
		return c.servePage(ctx, a, f)
	})
}

// servePage serves the page until the context ends.
func (c *invocation) servePage(ctx context.Context, account *platform.Account, f *simulateFlags) int {
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return c.fatal(fmt.Errorf("--listen: %w", err))
	}
	at := listener.Addr().(*net.TCPAddr)
	if !at.IP.IsLoopback() {
		c.logf("warning: whoever reaches %s can send messages to %s", at, visible(account.Redact(account.URL())))
	}
	address := "http://" + at.String() + "/"
	if at.IP.IsUnspecified() { // which no browser takes
		address = fmt.Sprintf("http://localhost:%d/", at.Port)
	}
	fmt.Fprintln(c.out, address)
	if f.open {
		if err := openBrowser(address); err != nil {
			c.logf("warning: --open: %v", err)
		}
	}
	s := simulator.New(ctx, account, f.Options)
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() }) // the page has nothing to lose
	if err := server.Serve(listener); ctx.Err() == nil {
		return c.fatal(err)
	}
	return exitFine
}

// openBrowser opens an address in the browser of the desktop.
func openBrowser(address string) error {
	command := []string{"xdg-open", address}
	switch runtime.GOOS {
	case "darwin":
		command[0] = "open"
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", address}
	}
	browser := exec.Command(command[0], command[1:]...)
	if err := browser.Start(); err != nil {
		return err
	}
	go func() { _ = browser.Wait() }() // it may stay open for longer than the page
	return nil
}
