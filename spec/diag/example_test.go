package diag_test

import (
	"os"

	"github.com/replygen/replygen/spec/diag"
)

func Example() {
	const source = `  - {name: Contnet, doc: 文本消息内容, max_byte: 2048}`
	var found diag.List
	found.AddSource("campus.yaml", []byte(source))
	found.Add(diag.Diagnostic{
		Span:    diag.Span{File: "campus.yaml", Line: 1, Col: 34, Width: 8},
		Code:    "unknown-key",
		Message: `field "Contnet" has an unknown key "max_byte"`,
		Hint:    `did you mean "` + diag.Suggest("max_byte", []string{"max_bytes", "max_runes"}) + `"?`,
	})
	if err := found.Write(os.Stdout, diag.Text, false); err != nil {
		panic(err)
	}
	// Output:
	// campus.yaml:1:34: field "Contnet" has an unknown key "max_byte" [unknown-key]
	//     1 |   - {name: Contnet, doc: 文本消息内容, max_byte: 2048}
	//       |                                        ^~~~~~~~ did you mean "max_bytes"?
}
