package rt

import (
	"testing"
	"time"
)

func TestRareLogLetsOneEntryAMinuteThrough(t *testing.T) {
	var l rareLog
	start := time.Now()
	for _, c := range []struct {
		after  time.Duration
		missed int
		ok     bool
	}{
		{0, 0, true}, {0, 0, false}, {time.Second, 0, false}, {time.Minute - 1, 0, false},
		{time.Minute, 3, true}, {2*time.Minute - 1, 0, false}, {5 * time.Minute, 1, true}, {7 * time.Minute, 0, true},
	} {
		if missed, ok := l.due(start.Add(c.after)); missed != c.missed || ok != c.ok {
			t.Errorf("after %v: %d missed, due %v", c.after, missed, ok)
		}
	}
}
