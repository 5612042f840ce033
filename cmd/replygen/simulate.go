package main

import (
	"context"
	"errors"
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
	setup: (*invocation).simulate,
}

func (c *invocation) simulate(flags *flag.FlagSet) action {
	var o simulator.Options
	var set texts
	c.declareAccount(flags)
	listen := flags.String("listen", "127.0.0.1:0", "the `ADDRESS` of the page; port 0 is one that is free")
	open := flags.Bool("open", false, "opens the page in the browser")
	flags.StringVar(&o.Lang, "lang", "", "the `LANG` of the page: zh or en (default that of the browser)")
	flags.BoolVar(&o.LoadImages, "load-images", false, "lets the page load the pictures of replies")
	flags.DurationVar(&c.settings.Deadline, "deadline", 0, "waits `D` for a response, 1s say, not as long as the platform")
	send := flags.String("send", "", "sends one message, `NAME` is its type or that of an event, and shows no page")
	flags.Var(&set, "set", "`PATH=VALUE` sets an element of the message; may be repeated, and applies in order")
	return func(args []string) int {
		switch {
		case len(args) == 0:
			usageError("name the URL of the server")
		case o.Lang != "" && !slices.Contains(docs.Languages, o.Lang):
			usageError("--lang %s: write %s", o.Lang, strings.Join(docs.Languages, " or "))
		case c.settings.Deadline < 0:
			usageError("--deadline %v is negative", c.settings.Deadline)
		case *send == "" && len(set) > 0:
			usageError("--set goes with --send")
		}
		flags.Visit(func(f *flag.Flag) {
			if *send != "" && slices.Contains([]string{"listen", "open", "lang", "load-images"}, f.Name) {
				usageError("--%s goes without --send, which shows no page", f.Name)
			}
		})
		account := c.account(args[0])
		ctx, stop := untilInterrupt()
		defer stop()
		if *send != "" {
			return c.sendOne(ctx, account, *send, set)
		}
		listener, err := net.Listen("tcp", *listen)
		if err != nil {
			fatal("--listen: %w", err)
		}
		address := listener.Addr().(*net.TCPAddr)
		if !address.IP.IsLoopback() {
			c.logf("warning: whoever reaches %s can send messages to %s", address, visible(account.Redact(account.URL())))
		}
		s := simulator.New(ctx, account, o)
		server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second}
		context.AfterFunc(ctx, func() { _ = server.Close() }) // the page has nothing to lose
		c.showPage(address, *open)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			stopOn(err)
		}
		return exitFine
	}
}

// showPage prints the address of the page as a browser takes it, and opens it there.
func (c *invocation) showPage(at *net.TCPAddr, open bool) {
	address := "http://" + at.String() + "/"
	if at.IP.IsUnspecified() {
		address = fmt.Sprintf("http://localhost:%d/", at.Port)
	}
	fmt.Fprintln(c.out, address)
	if open {
		if err := openBrowser(address); err != nil {
			c.logf("warning: --open: %v", err)
		}
	}
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
