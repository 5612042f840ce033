package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
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

// account returns the account of a server. The error is for flags that do not fit the platform, and for a server on
// another machine without --remote.
func (f *accountFlags) account(env func(string) string, p *spec.Platform, address string) (*platform.Account, error) {
	f.settings.URL = address
	f.settings.Token = cmp.Or(f.settings.Token, env("REPLYGEN_TOKEN"))
	f.settings.EncodingAESKey = cmp.Or(f.settings.EncodingAESKey, env("REPLYGEN_KEY"))
	if f.settings.Token == "" {
		return nil, errors.New("token is missing: set $REPLYGEN_TOKEN, or use --token")
	}
	account, err := platform.NewAccount(p, f.settings)
	if u, bad := url.Parse(address); err == nil && bad == nil && !f.remote && !isThisMachine(u.Hostname()) {
		err = fmt.Errorf("%q is not this machine: add --remote if you may disturb that server", u.Hostname())
	}
	return account, err
}

func isThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
