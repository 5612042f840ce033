package gofile

import (
	"strings"
	"testing"
)

func TestCodeInsertsStatementsAndImportsWhatTheFormatNames(t *testing.T) {
	f := New("x.gen.go", "p", []string{"x.yaml"})
	f.Add(nil,
		Code("func %s() {\n\tprintln(%s, %q, time.Now().Unix())\n%s\n%s\n\tc()\n}", "f", "x.y",
			"\x01io.EOF 汉 \"",
			[]string{"a()", "b()"}, []string(nil)))
	if err := f.Render(); err != nil {
		t.Fatal(err)
	}
	want := "import \"time\"\n\nfunc f() {\n\tprintln(x.y, \"\\x01io.EOF 汉 \\\"\", time.Now().Unix())\n\ta()\n\tb()\n\tc()\n}\n"
	if _, got, _ := strings.Cut(string(f.Content), "package p\n\n"); got != want {
		t.Errorf("%s, not\n%s", got, want)
	}
}
