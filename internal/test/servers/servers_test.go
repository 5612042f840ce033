package servers

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "write the goldens anew")

// modes are the flags by which a bot receives plain or encrypted messages.
var modes = map[string][]string{
	"plain":     nil,
	"encrypted": {"--key", key, "--receiver", appID},
}

// build compiles the command replygen at the first call.
var build = sync.OnceValues(func() (string, error) {
	binary := filepath.Join(directory, "replygen.exe")
	golang := exec.Command("go", "build", "-o", binary, "./cmd/replygen")
	golang.Dir, golang.Stderr = filepath.FromSlash("../../.."), os.Stderr
	return binary, golang.Run()
})

// replygen runs the command and returns its standard output and exit status.
func replygen(t *testing.T, args ...string) (string, int) {
	t.Helper()
	binary, err := build()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), binary, args...)
	command.Env = append(os.Environ(), "REPLYGEN_TOKEN="+token)
	out, err := command.Output()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out), command.ProcessState.ExitCode()
}

func TestProbeFindsWhatTheseServersGetWrong(t *testing.T) {
	for name, bot := range bots {
		for mode, flags := range modes {
			compare(t, name+"."+mode, bot, flags)
			if bot.fatal == nil {
				continue
			}
			rest := slices.Clone(flags)
			for _, id := range append([]string{"body.huge"}, bot.fatal...) { // 8 MiB take it seconds
				rest = append(rest, "--skip", id)
			}
			compare(t, name+"."+mode+".rest", bot, rest)
		}
	}
}

// compare probes a bot and compares what is found with a golden.
func compare(t *testing.T, name string, bot bot, flags []string) {
	t.Run(name, func(t *testing.T) {
		args := slices.Concat([]string{"probe", "--format", "json"}, flags, []string{bot.start(t)})
		out, code := replygen(t, args...)
		if code != 1 {
			t.Errorf("exit status %d:\n%s", code, out)
		}
		golden, got := filepath.Join("testdata", name+".golden"), summary(t, out)
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// random matches what differs from run to run: users, ports, and times in milliseconds and seconds.
var random = regexp.MustCompile(`probe_\w+|127\.0\.0\.1:\d+|\b\d{10,}\b`)

// summary is a report as a line a check: status, id and the first line of the message.
func summary(t *testing.T, report string) string {
	t.Helper()
	var r struct {
		Checks []struct{ ID, Status, Message string }
	}
	if err := json.Unmarshal([]byte(report), &r); err != nil {
		t.Fatalf("%v:\n%s", err, report)
	}
	var b strings.Builder
	for _, c := range r.Checks {
		message, _, _ := strings.Cut(c.Message, "\n")
		line := fmt.Sprintf("%-7s %-24s %s", c.Status, c.ID, random.ReplaceAllString(message, "…"))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

func TestSimulateSendsOneMessageToTheseServers(t *testing.T) {
	for name, bot := range bots {
		t.Run(name, func(t *testing.T) {
			url := bot.start(t)
			for mode, flags := range modes {
				args := []string{"simulate", "--send", "text", "--set", "Content=你好"}
				out, code := replygen(t, slices.Concat(args, flags, []string{url})...)
				if code != 0 || !strings.Contains(out, "<Content><![CDATA[你好]]></Content>") {
					t.Errorf("%s: exit status %d, %s", mode, code, out)
				}
			}
		})
	}
}
