package gofile

import (
	"go/format"
	"strings"
	"testing"
)

func TestCommentsAreWrapped(t *testing.T) {
	words, han := strings.Repeat("word ", 18), strings.Repeat("微信", 22)
	url := "https://example.com/" + strings.Repeat("path/", 30)
	for _, tt := range []struct{ name, text, want string }{
		{"fits", "// short\ncode // " + words + words + "\n", "// short\ncode // " + words + words + "\n"},
		{"at a blank", "// " + words + "and more\n", "// " + words + "and\n// more\n"},
		{"between Chinese characters", "// " + han + "公众平台\n", "// " + han + "公众\n// 平台\n"},
		{"not before what closes", "// " + han + "公众。平台\n", "// " + han + "公\n// 众。平台\n"},
		{"not behind what opens", "// " + han + "公（平台）\n", "// " + han + "公\n// （平台）\n"},
		{"between the scripts", "// " + han + "公众API\n", "// " + han + "公众\n// API\n"},
		{"an item of a list", "//   - " + words + "and more\n", "//   - " + words + "\n//     and more\n"},
		{"a text that looks like one", "// - " + words + "and more\n", "// - " + words + "\n// and more\n"},
		{"not into code", "// " + words + "and \tmore\n", "// " + words + "and\n// more\n"},
		{"not into a build constraint", "// " + words + "x +build ignore\n", "// " + words + "\n// x +build ignore\n"},
		{"a long token", "// See " + url + " there\n", "// See\n// " + url + "\n// there\n"},
		{"a code block", "//\t" + words + words + "\n", "//\t" + words + words + "\n"},
	} {
		want := strings.ReplaceAll(tt.want, " \n", "\n")
		if got := strings.ReplaceAll(string(wrapComments([]byte(tt.text))), " \n", "\n"); got != want {
			t.Errorf("%s:\n%s, not\n%s", tt.name, got, want)
		}
	}
}

func TestLongLinesAreBrokenWhereGofmtAllowsIt(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"parameters stand apart from the body",
			"func NewAVeryLongReplyName(toUserName OpenIDOfTheReceiver, fromUserName AccountIDOfTheSender, content string) TextReplyBuilder {\n\treturn x\n}",
			"func NewAVeryLongReplyName(\n\ttoUserName OpenIDOfTheReceiver, fromUserName AccountIDOfTheSender, content string,\n) TextReplyBuilder {\n\treturn x\n}"},
		{"at the last comma that fits",
			"var v = call(argument1, argument2, argument3, argument4, argument5, argument6, argument7, argument8, argument9, argument10, x)",
			"var v = call(argument1, argument2, argument3, argument4, argument5, argument6, argument7, argument8, argument9,\n\targument10, x)"},
		{"the outermost first",
			"var v = outer(argument1, argument2, argument3, argument4, argument5, inner(argument6, argument7, argument8, argument9, argument10))",
			"var v = outer(argument1, argument2, argument3, argument4, argument5,\n\tinner(argument6, argument7, argument8, argument9, argument10))"},
		{"a condition",
			"func f() {\n\tif aVeryLongCondition(argument1, argument2) && anotherVeryLongCondition(argument1, argument2) || aThirdOne(argument1, arg2) {\n\t\treturn\n\t}\n}",
			"func f() {\n\tif aVeryLongCondition(argument1, argument2) && anotherVeryLongCondition(argument1, argument2) ||\n\t\taThirdOne(argument1, arg2) {\n\t\treturn\n\t}\n}"},
		{"cases",
			"func f() {\n\tswitch s {\n\tcase " + strings.Repeat(`"value", `, 12) + "\"last\":\n\t}\n}",
			"func f() {\n\tswitch s {\n\tcase " + strings.Repeat(`"value", `, 11) + "\"value\",\n\t\t\"last\":\n\t}\n}"},
		{"a string, not inside an escape",
			"const s = \"" + strings.Repeat("a", 104) + `\u00e9\u00e9` + "\"",
			"const s = \"" + strings.Repeat("a", 104) + "\" +\n\t\"" + `\u00e9\u00e9"`},
		{"a string of Chinese text",
			"const s = \"" + strings.Repeat("微信", 30) + "\"",
			"const s = \"" + strings.Repeat("微信", 26) + "微\" +\n\t\"信微信微信微信\""},
		{"the only argument, in a line of its own",
			"var v = aFunctionWithAVeryLongNameThatNeedsHalfOfTheLineAlone(anArgumentWithAVeryLongNameThatNeedsTheOtherHalfOfTheSameLine)",
			"var v = aFunctionWithAVeryLongNameThatNeedsHalfOfTheLineAlone(\n\tanArgumentWithAVeryLongNameThatNeedsTheOtherHalfOfTheSameLine)"},
		{"a call of what a call returns",
			"var v = a(\n\t\"" + strings.Repeat("a", 107) + "\").method(1)",
			"var v = a(\n\t\"" + strings.Repeat("a", 107) + "\").\n\tmethod(1)"},
		{"what cannot be broken", "const " + strings.Repeat("long", 40) + " = 1",
			"const " + strings.Repeat("long", 40) + " = 1"},
		{"a word of a comment beside what can be broken",
			"// " + strings.Repeat("long", 40) + "\n\nvar a = 1\n\nvar b = \"" + strings.Repeat("b", 120) + "\"",
			"// " + strings.Repeat("long", 40) + "\n\nvar a = 1\n\nvar b = \"" + strings.Repeat("b", 108) + "\" +\n\t\"" + strings.Repeat("b", 12) + "\""},
		{"a quote that opens no raw string", "func f() {\n\ta := \"`\"\n\tb(\"" + strings.Repeat("b", 130) + "\")\n}",
			"func f() {\n\ta := \"`\"\n\tb(\"" + strings.Repeat("b", 110) + "\" +\n\t\t\"" + strings.Repeat("b", 20) + "\")\n}"},
		{"comments behind statements, which stay aligned",
			"func f() {\n\ta := 1   // one\n\tbcd := 2 // two\n\te(\"" + strings.Repeat("b", 120) + "\")\n}",
			"func f() {\n\ta := 1   // one\n\tbcd := 2 // two\n\te(\"" + strings.Repeat("b", 110) + "\" +\n\t\t\"" + strings.Repeat("b", 10) + "\")\n}"},
		{"a list that needs several lines", "func f() {\n\ta(" + strings.Repeat("argument1, ", 25) + "x)\n}",
			"func f() {\n\ta(" + strings.Repeat("argument1, ", 9) + "argument1,\n\t\t" + strings.Repeat("argument1, ", 9) + "argument1,\n\t\t" + strings.Repeat("argument1, ", 5) + "x)\n}"},
		{"a condition that needs several lines", "var v = " + strings.Repeat("argument1 || ", 25) + "x",
			"var v = " + strings.Repeat("argument1 || ", 7) + "argument1 ||\n\t" + strings.Repeat("argument1 || ", 8) + "argument1 ||\n\t" + strings.Repeat("argument1 || ", 8) + "x"},
		{"a string that needs several lines", "const s = \"" + strings.Repeat("a", 334) + "\"",
			"const s = \"" + strings.Repeat("a", 106) + "\" +\n\t\"" + strings.Repeat("a", 112) + "\" +\n\t\"" + strings.Repeat("a", 112) + "\" +\n\t\"aaaa\""},
		{"imports", "import _ \"" + strings.Repeat("long", 40) + "\"", "import _ \"" + strings.Repeat("long", 40) + "\""},
	} {
		in, want := "package p\n\n"+tt.text+"\n", "package p\n\n"+tt.want+"\n"
		got, err := breakLines("p.go", []byte(in))
		if err != nil || string(got) != want {
			t.Errorf("%s: %v\n%s, not\n%s", tt.name, err, got, want)
		}
		if formatted, err := format.Source(got); err != nil || string(formatted) != string(got) {
			t.Errorf("%s: gofmt: %v\n%s", tt.name, err, formatted)
		}
	}
}

// The documentation of a package stands above its clause, and may hold a long word.
func TestPackageClauseIsNoDeclaration(t *testing.T) {
	text := "// Package p is " + strings.Repeat("long", 40) + "\npackage p\n\nimport \"io\"\n\nvar _ io.Reader\n"
	if got, err := breakLines("p.go", []byte(text)); err != nil || string(got) != text {
		t.Errorf("%v\n%s", err, got)
	}
}

// A line that becomes many is not parsed again for each of them: twice the length takes twice the work.
func TestVeryLongLinesAreBrokenInOnePass(t *testing.T) {
	for name, text := range map[string]func(n int) string{
		"condition": func(n int) string { return "var v = " + strings.Repeat("argument || ", n) + "x" },
		"string":    func(n int) string { return `const s = "` + strings.Repeat("argument", n) + `"` },
		"list":      func(n int) string { return "var v = f(" + strings.Repeat("argument, ", n) + "x)" },
	} {
		allocations := func(n int) float64 {
			in := []byte("package p\n\n" + text(n) + "\n")
			return testing.AllocsPerRun(3, func() { _, _ = breakLines("p.go", in) })
		}
		if once, twice := allocations(400), allocations(800); twice > 3*once {
			t.Errorf("%s: %.0f allocations, and %.0f for twice the length", name, once, twice)
		}
	}
}
