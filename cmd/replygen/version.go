package main

import (
	"flag"
	"fmt"
	"runtime/debug"
)

var versionCommand = &command{
	name:    "version",
	summary: "prints the version of replygen, and of the Go that built it",
	setup: func(*flag.FlagSet) action {
		return func(c *invocation, _ []string) int {
			built, ok := debug.ReadBuildInfo()
			if !ok {
				built = &debug.BuildInfo{}
			}
			fmt.Fprintln(c.out, versionLine(built))
			return exitFine
		}
	},
}

// versionLine is like "replygen v1.2.3 (1a2b3c, modified) go1.24.0".
func versionLine(built *debug.BuildInfo) string {
	version, revision := built.Main.Version, ""
	if version == "" {
		version = "(devel)"
	}
	for _, s := range built.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			revision += ", modified"
		}
	}
	if revision != "" {
		version += " (" + revision + ")"
	}
	return "replygen " + version + " " + built.GoVersion
}
