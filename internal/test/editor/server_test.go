package editor

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const root = "../../.."

// server is a running language server. Its documents are never edited: each text has a document of its own.
type server struct {
	t           *testing.T
	in          io.Writer
	mu          sync.Mutex
	requests    int
	documents   int
	results     map[int]chan json.RawMessage
	diagnostics map[string]chan []diagnostic
	ended       chan struct{}
}

// document is an open document, by its URI.
type document string

type message struct {
	Version string          `json:"jsonrpc"`
	ID      *int            `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  any             `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   json.RawMessage `json:"error,omitempty"`
}

// position is a place in a document, from 0.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type diagnostic struct {
	Range   struct{ Start, End position }
	Message string
}

func (d diagnostic) String() string {
	return fmt.Sprintf("%d:%d: %s", d.Range.Start.Line+1, d.Range.Start.Character+1, d.Message)
}

type completion struct {
	Label      string
	InsertText string
	Kind       int
	TextEdit   struct{ NewText string }
}

// servers is a directory for the language server and what it needs.
var servers string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "editor")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		servers = dir
		return m.Run()
	}())
}

// install fills the directory at the first call.
var install = sync.OnceValue(func() error {
	if err := os.CopyFS(servers, os.DirFS("testdata")); err != nil {
		return err
	}
	npm := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
	npm.Dir, npm.Stderr = servers, os.Stderr
	return npm.Run()
})

// start runs a language server until the test ends.
func start(t *testing.T) *server {
	t.Helper()
	if err := install(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	script := filepath.Join(servers, "node_modules", "yaml-language-server", "bin", "yaml-language-server")
	process := exec.CommandContext(t.Context(), "node", script, "--stdio")
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
	s := &server{
		t: t, in: in,
		results:     map[int]chan json.RawMessage{},
		diagnostics: map[string]chan []diagnostic{},
		ended:       make(chan struct{}),
	}
	go s.read(bufio.NewReader(out))
	t.Cleanup(func() {
		_ = in.Close()
		_ = process.Process.Kill()
		_ = process.Wait()
	})
	s.request(nil, "initialize", map[string]any{
		"processId": os.Getpid(), "rootUri": nil, "capabilities": map[string]any{},
	})
	s.send(message{Method: "initialized", Params: map[string]any{}})
	s.send(message{Method: "workspace/didChangeConfiguration", Params: map[string]any{"settings": map[string]any{
		"yaml": map[string]any{
			"validate": true, "hover": true, "completion": true,
			"schemaStore": map[string]any{"enable": false},
		},
	}}})
	return s
}

// read takes what the server sends until it ends.
func (s *server) read(out *bufio.Reader) {
	defer close(s.ended)
	for {
		var length int
		for {
			line, err := out.ReadString('\n')
			if err != nil {
				return
			}
			if line = strings.TrimSpace(line); line == "" {
				break
			}
			if value, ok := strings.CutPrefix(line, "Content-Length: "); ok {
				_, _ = fmt.Sscan(value, &length)
			}
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(out, body); err != nil {
			return
		}
		var m struct {
			message
			Params json.RawMessage `json:"params"`
		}
		if err := json.Unmarshal(body, &m); err != nil {
			panic(err)
		}
		switch {
		case m.Method == "textDocument/publishDiagnostics":
			var published struct {
				URI         string
				Diagnostics []diagnostic
			}
			if err := json.Unmarshal(m.Params, &published); err != nil {
				panic(err)
			}
			s.mu.Lock()
			to := s.diagnostics[published.URI]
			s.mu.Unlock()
			to <- published.Diagnostics
		case m.Method != "" && m.ID != nil: // a request of the server, which can do without an answer's value
			s.send(message{ID: m.ID, Result: json.RawMessage("null")})
		case m.ID != nil:
			s.mu.Lock()
			to := s.results[*m.ID]
			s.mu.Unlock()
			if m.Error != nil {
				panic(string(m.Error))
			}
			to <- m.Result
		}
	}
}

// await receives a value, unless the server ends before.
func await[T any](s *server, from chan T) (value T) {
	s.t.Helper()
	select {
	case value = <-from:
	case <-s.ended:
		s.t.Fatal("the server has ended")
	}
	return value
}

func (s *server) send(m message) {
	m.Version = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, _ = fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

func (s *server) request(result any, method string, params any) {
	s.t.Helper()
	s.mu.Lock()
	s.requests++
	id, answer := s.requests, make(chan json.RawMessage, 1)
	s.results[id] = answer
	s.mu.Unlock()
	s.send(message{ID: &id, Method: method, Params: params})
	text := await(s, answer)
	if result == nil {
		return
	}
	if err := json.Unmarshal(text, result); err != nil {
		s.t.Fatalf("%s: %v: %s", method, err, text)
	}
}

// open opens a text as a new document, which names the schema.
func (s *server) open(text string) document {
	s.t.Helper()
	schema, err := filepath.Abs(root + "/spec/replygen.schema.json")
	if err != nil {
		s.t.Fatal(err)
	}
	s.mu.Lock()
	s.documents++
	uri := fmt.Sprintf("file://%s/%d.yaml", filepath.ToSlash(servers), s.documents)
	s.diagnostics[uri] = make(chan []diagnostic, 10)
	s.mu.Unlock()
	s.send(message{Method: "textDocument/didOpen", Params: map[string]any{"textDocument": map[string]any{
		"uri": uri, "languageId": "yaml", "version": 1,
		"text": "# yaml-language-server: $schema=file://" + filepath.ToSlash(schema) + "\n" + text,
	}}})
	return document(uri)
}

func (s *server) close(d document) {
	s.send(message{Method: "textDocument/didClose", Params: map[string]any{
		"textDocument": map[string]any{"uri": string(d)},
	}})
}

// at returns the parameters of a request about a place in the text of a document, below the line that names the schema.
func (d document) at(p position) map[string]any {
	p.Line++
	return map[string]any{"textDocument": map[string]any{"uri": string(d)}, "position": p}
}

// findings waits for what the server finds wrong with a document.
func (s *server) findings(d document) []diagnostic {
	s.mu.Lock()
	from := s.diagnostics[string(d)]
	s.mu.Unlock()
	out := await(s, from)
	for i := range out {
		out[i].Range.Start.Line--
		out[i].Range.End.Line--
	}
	return out
}

// complete returns what the server offers at the mark | in a text.
func (s *server) complete(text string) []completion {
	s.t.Helper()
	before, after, found := strings.Cut(text, "|")
	if !found {
		s.t.Fatalf("no mark in %q", text)
	}
	line := strings.Count(before, "\n")
	at := position{line, len([]rune(before[strings.LastIndex(before, "\n")+1:]))}
	d := s.open(before + after)
	defer s.close(d)
	var out struct{ Items []completion }
	s.request(&out, "textDocument/completion", d.at(at))
	return out.Items
}

// hover returns the words that the server shows of a place.
func (s *server) hover(d document, at position) string {
	s.t.Helper()
	var out struct{ Contents struct{ Value string } }
	s.request(&out, "textDocument/hover", d.at(at))
	return out.Contents.Value
}
