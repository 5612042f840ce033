package main

import (
	"errors"
	"os"
	"os/exec"
	"testing"
)

// What CI sees of probe and simulate is the status of a process.
func TestExitStatusOfAProcess(t *testing.T) {
	bot, broken := echoBot(t), respondingBot(t, 500, "")
	for _, c := range []struct {
		want int
		args []string
	}{
		{exitFine, []string{"probe", "--token", "test-token", bot}},
		{exitFindings, []string{"probe", "--token", "test-token", "--only", "reply.status", broken}},
		{exitUsage, []string{"probe", "--token", "test-token", "http://127.0.0.1:1/"}},
		{exitUsage, []string{"probe", "--token", "wrong", bot}},
		{exitUsage, []string{"probe", "--token", "test-token"}},
		{exitFine, []string{"simulate", "--token", "test-token", "--send", "text", bot}},
		{exitFindings, []string{"simulate", "--token", "test-token", "--send", "text", broken}},
		{exitUsage, []string{"simulate", "--token", "wrong", "--send", "text", bot}},
	} {
		process := exec.Command(os.Args[0], c.args...)
		process.Env = append(os.Environ(), "REPLYGEN_TEST_RUN=1")
		out, err := process.CombinedOutput()
		var failed *exec.ExitError
		if err != nil && !errors.As(err, &failed) {
			t.Fatal(err)
		}
		if got := process.ProcessState.ExitCode(); got != c.want {
			t.Errorf("%q: exit status %d, not %d\n%s", c.args, got, c.want, out)
		}
	}
}
