//go:build exhaustive

package rt

import (
	"errors"
	"testing"
	"time"
)

func init() { longValue = 32 << 20 }

// The message takes a gibibyte.
func TestMessageTooLongToSeal(t *testing.T) {
	k := wecomSample.messageKey(t)
	message := make([]byte, maxSealed+1)
	got, err := k.appendSealed([]byte("a"), message)
	if string(got) != "a" || !errors.Is(err, ErrEncrypt) {
		t.Errorf("%.10q, %v", got, err)
	}
	got, err = k.appendEnvelope([]byte("a"), message, "t", "1", time.Unix(1, 0))
	if string(got) != "a" || !errors.Is(err, ErrEncrypt) {
		t.Errorf("envelope: %.20q, %v", got, err)
	}
}
