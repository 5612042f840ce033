package platform

import (
	"context"
	"fmt"
	"net/http"
)

// CheckURL checks the server's URL as the platform does when it is registered. The error is for a person who may have
// mistyped the URL, the token or the key.
func (a *Account) CheckURL(ctx context.Context) error {
	settings := "token" // those that the check depends on
	if a.AlwaysEncrypted() {
		settings = "token, key or receiver"
	}
	x := a.Wait(ctx, a.NewCheck(a.Echostr()), a.Deadline)
	switch {
	case x.Response == nil:
		return fmt.Errorf("%s does not answer: %w", a.URL(), x.Err)
	case x.Response.Status == http.StatusNotFound:
		return fmt.Errorf("%s is not found: status 404", a.URL())
	case x.Response.Status != http.StatusOK:
		return fmt.Errorf("the URL check fails with this %s: status %d", settings, x.Response.Status)
	case x.Response.Body != x.Request.Plain:
		return fmt.Errorf("the URL check fails: the response is %s, not the echostr %q",
			a.excerpt(x.Response.Body), x.Request.Plain)
	}
	return nil
}
