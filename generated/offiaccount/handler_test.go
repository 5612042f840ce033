package offiaccount_test

import (
	"context"
	"testing"

	"github.com/replygen/replygen/generated/offiaccount"
)

// Such a handler would refuse every message as somebody else's.
func TestKeyWithoutAnAppIDIsRefused(t *testing.T) {
	const key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
	silent := offiaccount.HandlerFunc(func(context.Context, offiaccount.Message) (offiaccount.Reply, error) { return nil, nil })
	for name, c := range map[string]struct {
		config  offiaccount.Config
		refused bool
	}{
		"key":                 {offiaccount.Config{EncodingAESKey: key}, true},
		"previous key":        {offiaccount.Config{PreviousEncodingAESKey: key}, true},
		"key and AppID":       {offiaccount.Config{EncodingAESKey: key, AppID: "wx5823bf96d3bd56c7"}, false},
		"AppID without a key": {offiaccount.Config{AppID: "wx5823bf96d3bd56c7"}, false},
		"neither":             {offiaccount.Config{}, false},
	} {
		c.config.Token = "QDG6eK"
		if h, err := offiaccount.NewHandler(c.config, silent); (err != nil) != c.refused || (h == nil) != c.refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}
