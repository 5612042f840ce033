package redisstore

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
)

// bot is a process that runs runBot.
type bot struct {
	url     string
	process *exec.Cmd
	in      io.WriteCloser
	log     bytes.Buffer
	read    chan struct{} // closed when its output has been read

	mu     sync.Mutex
	events []event
}

func startBot(t *testing.T, c botConfig) *bot {
	t.Helper()
	config, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	b := &bot{process: exec.Command(binary), read: make(chan struct{})}
	b.process.Env = append(os.Environ(), botVariable+"="+string(config))
	b.process.Stderr = &b.log
	if b.in, err = b.process.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := b.process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.process.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(b.read)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var e event
			if json.Unmarshal(lines.Bytes(), &e) == nil {
				b.mu.Lock()
				b.events = append(b.events, e)
				b.mu.Unlock()
			}
		}
	}()
	t.Cleanup(func() {
		b.kill()
		if t.Failed() {
			t.Logf("bot %d:\n%s", b.process.Process.Pid, &b.log)
		}
	})
	b.await(t, "listening")
	b.url = b.at("listening")[0].Text
	return b
}

// at are the events of a stage so far.
func (b *bot) at(stage string) []event {
	b.mu.Lock()
	defer b.mu.Unlock()
	var found []event
	for _, e := range b.events {
		if e.Stage == stage {
			found = append(found, e)
		}
	}
	return found
}

// await waits until a stage has been reached.
func (b *bot) await(t *testing.T, stage string) {
	t.Helper()
	until(t, "a bot reaches "+stage, func() bool { return len(b.at(stage)) > 0 })
}

// resume lets the bot go on from the stage where it pauses.
func (b *bot) resume() { _, _ = io.WriteString(b.in, "\n") }

// hang stops the process, until wake, as a host does that swaps, or moves a virtual machine.
func (b *bot) hang() { _ = b.process.Process.Signal(syscall.SIGSTOP) }
func (b *bot) wake() { _ = b.process.Process.Signal(syscall.SIGCONT) }

// kill ends the process as kill -9 does.
func (b *bot) kill() {
	_ = b.process.Process.Kill()
	b.end()
}

// shutDown lets the process end what it has begun.
func (b *bot) shutDown() {
	_ = b.in.Close()
	b.end()
}

func (b *bot) end() {
	<-b.read
	_ = b.process.Wait()
}
