package rivals

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// Machine returns what to say about the machine that something was measured on: its processor and platform, and nothing
// that would tell whose it is.
func Machine() string {
	return fmt.Sprintf("%s, %d cores, %s/%s", processor(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH)
}

func processor() string {
	lines, _ := os.ReadFile("/proc/cpuinfo") // only Linux has it
	for line := range strings.Lines(string(lines)) {
		if name, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}
