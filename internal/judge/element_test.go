package judge

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

func TestDocumentIsWrittenAsItWasRead(t *testing.T) {
	const document = "<xml><A><![CDATA[a]]b]]]]><![CDATA[>c]]></A><B>&lt;1</B><L><item><T>x</T></item><item><T/></item></L></xml>"
	root, err := ParseDocument(document)
	if err != nil {
		t.Fatal(err)
	}
	if got := root.XML(); got != strings.Replace(document, "<T/>", "<T></T>", 1) {
		t.Error(got)
	}
	for path, want := range map[string]string{"A": "a]]b]]>c", "B": "<1", "L.item[0].T": "x", "L.item[1].T": ""} {
		if e := root.Find(path); e == nil || e.Text != want || !strings.HasPrefix(document[e.At:], "<"+e.Name) {
			t.Errorf("%s: %+v", path, e)
		}
	}
	for _, path := range []string{"C", "L.item[2]", "A.B"} {
		if e := root.Find(path); e != nil {
			t.Errorf("%s: %+v", path, e)
		}
	}
	root.Find("B").SetText("]]>")
	if again, err := ParseDocument(root.IndentedXML()); err != nil || again.Find("B").Text != "]]>" || len(again.Children) != 3 {
		t.Errorf("%v\n%s", err, root.IndentedXML())
	}
}

func TestWhatIsNotOneDocumentIsAnError(t *testing.T) {
	for document, trailing := range map[string]bool{
		"":                false,
		"text":            false,
		"<xml>":           false,
		"<xml><a></xml>":  false,
		"<xml>]]></xml>":  false,
		"<xml>\x02</xml>": false,
		"<?xml version='1.0' encoding='GBK'?><xml></xml>": false,
		"<xml></xml>success":                              true,
		"<xml></xml><xml></xml>":                          true,
		"<xml></xml></xml>":                               true,
	} {
		_, err := ParseDocument(document)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || syntax.Trailing != trailing || syntax.At > len(document) {
			t.Errorf("%q: %v", document, err)
		}
	}
	for _, document := range []string{"\uFEFF<xml></xml>", "<?xml version='1.0' encoding='UTF-8'?>\n<xml></xml>\n<!-- end -->", "\uFEFF<?xml version='1.1' encoding='utf8'?><xml></xml>"} {
		if _, err := ParseDocument(document); err != nil {
			t.Errorf("%q: %v", document, err)
		}
	}
}

func TestSyntaxErrorPointsAtTheCharacterThatIsWrong(t *testing.T) {
	for _, document := range []string{
		"<xml>a]]|>b</xml>", "<xml>a|\x02b\x1d</xml>", "<xml><![CDATA[字|\uFFFEb]]></xml>",
		"<xml><a>|</xml>", "<xml></xml>|</a>",
	} {
		at := strings.Index(document, "|")
		_, err := ParseDocument(document[:at] + document[at+1:])
		if syntax := (*SyntaxError)(nil); !errors.As(err, &syntax) || syntax.At != at {
			t.Errorf("%q: %v", document, err)
		}
	}
}

// A server may read numbers by a pattern: a changed one is written as platforms write it.
func TestNumberStaysOneWithoutASection(t *testing.T) {
	e, err := ParseDocument("<xml><MsgId>12</MsgId><Content><![CDATA[12]]></Content></xml>")
	if err != nil {
		t.Fatal(err)
	}
	e.Child("MsgId").SetText("34")
	e.Child("Content").SetText("34")
	if got := e.XML(); got != "<xml><MsgId>34</MsgId><Content><![CDATA[34]]></Content></xml>" {
		t.Error(got)
	}
	if e.Child("MsgId").SetText("a"); !strings.Contains(e.XML(), "<MsgId><![CDATA[a]]></MsgId>") {
		t.Error(e.XML())
	}
}

// A server may answer with as many sections as it likes.
func TestTextOfManySectionsTakesMemoryInProportion(t *testing.T) {
	const sections = 50_000
	document := "<a>" + strings.Repeat("<![CDATA[x]]>", sections) + "</a>"
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	e, err := ParseDocument(document)
	runtime.ReadMemStats(&after)
	if err != nil || e.Text != strings.Repeat("x", sections) {
		t.Error(err, len(e.Text))
	}
	if spent := after.TotalAlloc - before.TotalAlloc; spent > 1000*sections {
		t.Errorf("%d bytes for %d sections", spent, sections)
	}
}

// A reply may have a million elements that no platform knows, each a violation with a place.
func TestFirstChildIsFoundWithoutTheOthers(t *testing.T) {
	root, err := ParseDocument("<xml>" + strings.Repeat("<a/>", 100_000) + "</xml>")
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(1, func() { root.Find("a") }); n > 4 {
		t.Errorf("%v allocations for the first of many children", n)
	}
}
