package generator_test

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf16"
)

// madeInputs are inputs that are too large to commit, or that an editor or a version control system would mend.
var madeInputs = sync.OnceValue(func() map[string]map[string][]byte {
	return map[string]map[string][]byte{
		"yaml/too-large":       {"spec.yaml": append([]byte(minimalSpec), bytes.Repeat([]byte("# filler of sixteen\n"), 10<<20/20)...)},
		"yaml/deep-flow":       {"spec.yaml": []byte("replygen: 1\nplatform: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "\n")},
		"yaml/deep-block":      {"spec.yaml": []byte("replygen: 1\nplatform:\n" + nestedBlock(200))},
		"yaml/not-utf8":        {"spec.yaml": []byte(strings.Replace(minimalSpec, "title: t", "title: 微信\xff\xfe", 1))},
		"yaml/gbk":             {"spec.yaml": []byte(strings.Replace(minimalSpec, "title: t", "title: \xce\xa2\xd0\xc5", 1))},
		"yaml/utf16":           {"spec.yaml": utf16WithBOM(minimalSpec)},
		"yaml/control":         {"spec.yaml": []byte(strings.Replace(minimalSpec, "title: t", "title: a\x01b", 1))},
		"yaml/nul":             {"spec.yaml": []byte(strings.Replace(minimalSpec, "title: t", "title: a\x00b", 1))},
		"yaml/bom":             {"spec.yaml": []byte("\uFEFF" + minimalSpec)},
		"yaml/bom-inside":      {"spec.yaml": []byte(strings.Replace(minimalSpec, "title: t", "title: a\uFEFFb", 1))},
		"yaml/crlf":            {"spec.yaml": []byte(strings.ReplaceAll(minimalSpec, "\n", "\r\n"))},
		"yaml/crlf-fault":      {"spec.yaml": []byte(strings.ReplaceAll(minimalSpec+"extra: 1\n", "\n", "\r\n"))},
		"yaml/cr-fault":        {"spec.yaml": []byte(strings.ReplaceAll(minimalSpec+"extra: 1\n", "\n", "\r"))},
		"text/line-separators": {"spec.yaml": []byte(strings.Replace(minimalSpec, "title: t", "title: \"a\u2028b\u2029c\u0085d\"", 1) + "extra: 1\n")},
		"text/raw-separators":  {"spec.yaml": []byte(strings.Replace(minimalSpec, "title: t", "title: \"//go:linkname a b\u2028//go:generate x\u2029+build ignore\"", 1))},
		"text/trailing-blanks": {"spec.yaml": []byte(strings.Replace(minimalSpec, "title: t", "title: t\n  doc: \"   \"\n  note: \"  a \\n  \\n b  \"", 1))},
		"names/very-long":      {"spec.yaml": []byte(strings.ReplaceAll(minimalSpec, "Content", "Content"+strings.Repeat("VeryLong", 1000)))},
		"text/very-long":       {"spec.yaml": []byte(strings.Replace(minimalSpec, "title: t", "title: "+strings.Repeat("微信公众平台", 2000), 1))},
	}
})

const minimalSpec = `replygen: 1
platform:
  id: minimal
  title: t
header:
  fields:
    - {name: MsgType, type: msg_type}
replies:
  - type: text
    fields:
      - {name: Content, type: string, required: true}
`

func nestedBlock(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i+1) + "a:\n")
	}
	b.WriteString(strings.Repeat(" ", depth+1) + "b\n")
	return b.String()
}

func utf16WithBOM(text string) []byte {
	out := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}
