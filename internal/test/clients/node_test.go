package clients

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// libraries is a directory for clients.js and the libraries that it needs.
var libraries string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "clients")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		libraries = dir
		return m.Run()
	}())
}

// install fills the directory at the first call.
var install = sync.OnceValue(func() error {
	if err := os.CopyFS(libraries, os.DirFS("testdata")); err != nil {
		return err
	}
	npm := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
	npm.Dir, npm.Stderr = libraries, os.Stderr
	return npm.Run()
})

// node calls a library of npm, in a process of its own.
type node struct {
	t       *testing.T
	library string
	account account
	calls   *json.Encoder
	results *bufio.Reader
}

func nodeClient(library string) func(*testing.T, account) client {
	return func(t *testing.T, a account) client {
		t.Helper()
		if err := install(); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
		process := exec.CommandContext(t.Context(), "node", "--no-deprecation", filepath.Join(libraries, "clients.js"))
		process.Stderr = os.Stderr
		in, err := process.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := process.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = in.Close()
			_ = process.Wait()
		})
		return &node{t, library, a, json.NewEncoder(in), bufio.NewReader(out)}
	}
}

func (n *node) sign(timestamp, nonce, encrypt string) (signature string) {
	if encrypt == "" {
		n.call(&signature, "sign", timestamp, nonce)
	} else {
		n.call(&signature, "sign", timestamp, nonce, encrypt)
	}
	return signature
}

func (n *node) seal(text string) (encrypt string) {
	n.call(&encrypt, "seal", text)
	return encrypt
}

func (n *node) open(encrypt string) (text, receiver string) {
	var opened struct{ Message, ID string }
	n.call(&opened, "open", encrypt)
	return opened.Message, opened.ID
}

func (n *node) call(result any, function string, args ...string) {
	n.t.Helper()
	err := n.calls.Encode(map[string]any{"library": n.library, "account": n.account, "call": function, "args": args})
	if err != nil {
		n.t.Fatal(err)
	}
	line, err := n.results.ReadBytes('\n')
	if err != nil {
		n.t.Fatal(err)
	}
	if err := json.Unmarshal(line, result); err != nil {
		n.t.Fatal(err)
	}
}
