package probe

import (
	"io"
	"log/slog"
	"runtime/debug"
	"testing"
)

// The handlers log what they refuse, which is most of what they receive here.
func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	debug.SetGCPercent(400) // as in package spec
	m.Run()
}
