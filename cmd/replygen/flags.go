package main

import (
	"cmp"
	"flag"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
	"github.com/replygen/replygen/spec/diag"
)

const defaultSpec = "builtin:wechat"

// declareSpec declares the flag that names a platform.
func (c *invocation) declareSpec(flags *flag.FlagSet) {
	flags.StringVar(&c.spec, "spec", defaultSpec, "the platform `SPEC`: builtin:NAME ("+
		strings.Join(spec.Builtins(), ", ")+"), or a file, base spec or overlay (default "+defaultSpec+")")
}

// declarePlatform declares the flags that name a platform and overlays on top.
func (c *invocation) declarePlatform(flags *flag.FlagSet) {
	c.declareSpec(flags)
	flags.Var(&c.overlays, "overlay", "an overlay `FILE` to apply on top; may be repeated")
}

// load returns a platform and shows the warnings.
func (c *invocation) load(ref string, overlays ...string) *spec.Platform {
	p := must(spec.Load(ref, overlays...))
	c.show(p.Warnings)
	return p
}

// onPlatform declares the flags that name a platform, and returns an action that loads it and runs act.
func (c *invocation) onPlatform(flags *flag.FlagSet, act func(*spec.Platform, []string) int) action {
	c.declarePlatform(flags)
	return func(args []string) int { return act(c.load(c.spec, c.overlays...), args) }
}

// declareFormat declares the flag --format.
func declareFormat(flags *flag.FlagSet, format *diag.Format) {
	const usage = "the `FORMAT` of findings: text, for people; json or github (annotations of GitHub Actions), " +
		"on standard output"
	flags.Func("format", usage, func(name string) (err error) {
		*format, err = diag.ParseFormat(name)
		return err
	})
}

// declareAccount declares the flags about the server that a platform plays against.
func (c *invocation) declareAccount(flags *flag.FlagSet) {
	c.declarePlatform(flags)
	flags.StringVar(&c.settings.Token, "token", "", "the `TOKEN` that signs requests (default $REPLYGEN_TOKEN)")
	flags.StringVar(&c.settings.EncodingAESKey, "key", "",
		"the EncodingAESKey `K` of encrypted messages (default $REPLYGEN_KEY)")
	flags.StringVar(&c.settings.Receiver, "receiver", "", "the `ID` inside of encrypted messages: AppID, CorpID …")
	flags.BoolVar(&c.remote, "remote", false, "allows a server on another machine: only where you may disturb it")
}

// account loads the platform and returns the account of a server. Flags that do not fit the platform are wrong usage,
// and so is a server on another machine without --remote.
func (c *invocation) account(address string) *platform.Account {
	p := c.load(c.spec, c.overlays...)
	c.settings.URL = address
	c.settings.Token = cmp.Or(c.settings.Token, c.env("REPLYGEN_TOKEN"))
	c.settings.EncodingAESKey = cmp.Or(c.settings.EncodingAESKey, c.env("REPLYGEN_KEY"))
	if c.settings.Token == "" {
		usageError("token is missing: set $REPLYGEN_TOKEN, or use --token")
	}
	account, err := platform.NewAccount(p, c.settings)
	if err != nil {
		usageError("%w", err)
	}
	if u, err := url.Parse(address); err == nil && !c.remote && !isThisMachine(u.Hostname()) {
		usageError("%q is not this machine: add --remote if you may disturb that server", u.Hostname())
	}
	return account
}

func isThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// texts is a flag that may be given several times.
type texts []string

func (t *texts) String() string { return strings.Join(*t, ", ") }

// Set appends a value.
func (t *texts) Set(s string) error {
	*t = append(slices.Clip(*t), s)
	return nil
}
