package generator_test

import (
	"runtime/debug"
	"testing"
)

// TestMain collects garbage less often than is usual: the tests make much of it and keep little.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	m.Run()
}
