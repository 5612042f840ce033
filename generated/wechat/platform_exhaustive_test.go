//go:build exhaustive && go1.25

package wechat_test

import "testing"

func TestPlatformOfManyMessages(t *testing.T) {
	for _, c := range []traffic{{messages: 10000}, {messages: 10000, encrypted: true}, {messages: 5000, encrypted: true, stretch: true}} {
		inFakeTime(t, c.run)
	}
}
