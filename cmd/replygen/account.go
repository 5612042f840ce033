package main

import (
	"cmp"
	"flag"
	"net"
	"net/url"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

// accountFlags are what a platform knows about the server that it plays against.
type accountFlags struct {
	settings platform.Settings
	remote   bool
}

func (f *accountFlags) declare(flags *flag.FlagSet) {
	flags.StringVar(&f.settings.Token, "token", "", "the `TOKEN` that signs requests (default $REPLYGEN_TOKEN)")
	flags.StringVar(&f.settings.EncodingAESKey, "key", "",
		"the EncodingAESKey `K` of encrypted messages (default $REPLYGEN_KEY)")
	flags.StringVar(&f.settings.Receiver, "receiver", "", "the `ID` inside of encrypted messages: AppID, CorpID …")
	flags.BoolVar(&f.remote, "remote", false, "allows a server on another machine: only where you may disturb it")
}

// account returns the account of a server. Flags that do not fit the platform are wrong usage, and so is a server on
// another machine without --remote.
func (f *accountFlags) account(env func(string) string, p *spec.Platform, address string) *platform.Account {
	f.settings.URL = address
	f.settings.Token = cmp.Or(f.settings.Token, env("REPLYGEN_TOKEN"))
	f.settings.EncodingAESKey = cmp.Or(f.settings.EncodingAESKey, env("REPLYGEN_KEY"))
	if f.settings.Token == "" {
		wrongUsage("token is missing: set $REPLYGEN_TOKEN, or use --token")
	}
	account, err := platform.NewAccount(p, f.settings)
	if err != nil {
		wrongUsage("%w", err)
	}
	if u, err := url.Parse(address); err == nil && !f.remote && !isThisMachine(u.Hostname()) {
		wrongUsage("%q is not this machine: add --remote if you may disturb that server", u.Hostname())
	}
	return account
}

func isThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
