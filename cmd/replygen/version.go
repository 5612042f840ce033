package main

import (
	"cmp"
	"flag"
	"fmt"
	"runtime/debug"
)

var versionCommand = &command{
	name:    "version",
	summary: "prints the version of replygen, and of the Go that built it",
	setup: func(c *invocation, _ *flag.FlagSet) action {
		return func([]string) int {
			var built debug.BuildInfo
			if b, ok := debug.ReadBuildInfo(); ok {
				built = *b
			}
			// The version of a build from a clone has the revision, and +dirty where it was modified.
			fmt.Fprintln(c.out, "replygen", cmp.Or(built.Main.Version, "(devel)"), built.GoVersion)
			return exitFine
		}
	},
}
