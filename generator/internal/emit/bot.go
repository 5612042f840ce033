package emit

import (
	"bytes"
	"errors"
	"go/format"
	"path"
	"regexp"
	"strings"
	"text/template"

	"github.com/replygen/replygen/generator/internal/gomodel"
)

// Bot returns the source of a program that serves a platform with a package, which has this import path: it answers
// every text with the same text, or acks every message where the platform has no text to answer with.
func Bot(pkg *gomodel.Package, importPath string) ([]byte, error) {
	if !pkg.Serves() {
		return nil, errors.New(pkg.Spec.ID + " states no messages and events, or no delivery: there is nothing to serve")
	}
	receiver, alias := pkg.Receiver(), ""
	if path.Base(importPath) != pkg.Name {
		alias = pkg.Name
	}
	var b bytes.Buffer
	err := template.Must(template.New("bot").Parse(botProgram)).Execute(&b, map[string]any{
		"Import": importPath, "Alias": alias, "Package": pkg.Name, "Echo": echoOf(pkg), "Answers": pkg.Answers(),
		"Receiver": receiver, "ReceiverVariable": environmentName(receiver), "Encrypts": pkg.Spec.Security.Encrypts(),
	})
	if err != nil {
		return nil, err
	}
	return format.Source(b.Bytes())
}

// echo are the Go names with which a text answers a text.
type echo struct {
	On, Message, Content, Reply string
}

// echoOf returns nil where the platform sends no text, or takes no reply that is a text and nothing else.
func echoOf(p *gomodel.Package) *echo {
	for _, m := range p.Inbound.Messages {
		content := textIn(p, m.Fields)
		if m.Spec.Type != "text" || m.Spec.Event != "" || !m.Accepts || content == "" {
			continue
		}
		for _, r := range p.Replies {
			if r.Spec.Type == "text" && takesText(p, r) {
				return &echo{m.On, m.Name, content, "Reply" + r.Base}
			}
		}
	}
	return nil
}

// textIn is the path of the first text that is always there, "" if there is none.
func textIn(p *gomodel.Package, fields []*gomodel.Field) string {
	for _, g := range fields {
		switch {
		case !g.Required:
		case gomodel.FieldType(p, g) == "string":
			return g.GoName
		case g.Object != nil:
			if inner := textIn(p, g.Object.Fields); inner != "" {
				return g.GoName + "." + inner
			}
		}
	}
	return ""
}

// takesText reports whether the reply needs one text beside the message's addresses.
func takesText(p *gomodel.Package, r *gomodel.Reply) bool {
	texts := 0
	for _, v := range r.Params {
		switch {
		case p.Address(v) != "":
		case gomodel.FieldType(p, v.Field) == "string":
			texts++
		default:
			return false
		}
	}
	return texts == 1
}

var wordEnd = regexp.MustCompile(`(\P{Lu})(\p{Lu})`)

// environmentName is APP_ID for AppID.
func environmentName(goName string) string {
	return strings.ToUpper(wordEnd.ReplaceAllString(goName, "${1}_$2"))
}

const botProgram = `// This program {{if .Echo}}answers every text with the same text{{else}}acks every message{{end}}, on ADDR. The environment has TOKEN{{if .Receiver}}, {{.ReceiverVariable}}{{end}}{{if .Encrypts}} and ENCODING_AES_KEY{{end}}, as set on the platform.
package main

import (
	"cmp"
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	{{with .Alias}}{{.}} {{end}}{{printf "%q" .Import}}
)

func main() {
	var mux {{.Package}}.Mux
	{{- with .Echo}}
	mux.{{.On}}(func(_ context.Context, m *{{$.Package}}.{{.Message}}) ({{$.Package}}.Reply, error) {
		return m.{{.Reply}}(m.{{.Content}}).Build()
	})
	{{- else}}
	mux.OnOther(func(_ context.Context, m {{.Package}}.Message) {{if .Answers}}({{.Package}}.Reply, error){{else}}error{{end}} {
		log.Printf("%T of type %s", m, m.Header().MsgType)
		return nil{{if .Answers}}, nil{{end}}
	})
	{{- end}}
	handler, err := {{.Package}}.NewHandler({{.Package}}.Config{
		Token: os.Getenv("TOKEN"),
		{{- if .Receiver}}
		{{.Receiver}}: os.Getenv("{{.ReceiverVariable}}"),
		{{- end}}
		{{- if .Encrypts}}
		EncodingAESKey: os.Getenv("ENCODING_AES_KEY"),
		{{- end}}
	}, &mux)
	if err != nil {
		log.Fatal(err)
	}

	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	listener, err := net.Listen("tcp", cmp.Or(os.Getenv("ADDR"), ":8080"))
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("listening on %s", listener.Addr())
	server := &http.Server{Handler: handler, ReadHeaderTimeout: {{.Package}}.Deadline}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		log.Fatal(err)
	case <-interrupted.Done():
		stop() // a second signal ends the program at once
	}

	// No more messages are accepted, and those that arrived are answered.
	ctx, cancel := context.WithTimeout(context.Background(), {{.Package}}.Attempts*{{.Package}}.Deadline)
	defer cancel()
	if err := errors.Join(server.Shutdown(ctx), handler.Shutdown(ctx)); err != nil {
		log.Fatal(err)
	}
}
`
