//go:build exhaustive

package difftest_test

import "testing"

func TestPackagesAgreeWithTheInterpreterOnManyValues(t *testing.T) { compareBuiltins(t, 5000) }
