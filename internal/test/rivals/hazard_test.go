package rivals

import (
	"errors"
	"slices"
	"testing"
)

func TestGeneratedWriterNeverBreaks(t *testing.T) {
	for _, h := range Hostiles() {
		doc := h.Write(Writers()[0])
		fate := h.Judge(doc, ParseEncodingXML)
		if !slices.Contains([]Fate{Kept, Replaced, LineFeed}, fate) {
			t.Errorf("%s: %s: %q", h.Name, fate, doc)
		}
		if FindLibxml() == nil {
			if other := h.Judge(doc, ParseLibxml); other != fate {
				t.Errorf("%s: %s, libxml2: %s: %q", h.Name, fate, other, doc)
			}
		}
	}
}

// The table would be worthless if its judges took everything.
func TestJudgesRefuseWhatIsBroken(t *testing.T) {
	judges := map[string]func([]byte) (string, error){"encoding/xml": ParseEncodingXML}
	if FindLibxml() == nil {
		judges["libxml2"] = ParseLibxml
	}
	for name, parse := range judges {
		for _, h := range Hostiles() {
			doc := []byte("<xml><Content><![CDATA[" + h.content() + "]]></Content></xml>")
			want := Broken
			switch h.Text {
			case "\r":
				want = LineFeed
			case "<a>&":
				want = Kept
			}
			if fate := h.Judge(doc, parse); fate != want {
				t.Errorf("%s: %s: %s, want %s", name, h.Name, fate, want)
			}
		}
	}
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		text, read string
		err        error
		want       Fate
	}{
		{"]]>", "前]]>后", nil, Kept},
		{"]]>", "前]]>后", errors.New("refused"), Broken},
		{"]]>", "前]]后", nil, Changed},
		{"]]>", "前后", nil, Changed},
		{"\r", "前\r后", nil, Kept},
		{"\r", "前\n后", nil, LineFeed},
		{"\xFF", "前\uFFFD后", nil, Replaced},
		{"\xED\xA0\x80", "前\uFFFD\uFFFD\uFFFD后", nil, Replaced},
		{"\xFF", "前后", nil, Changed},
		{"\xFF", "", nil, Changed},
	} {
		got := Hostile{Text: c.text}.Judge(nil, func([]byte) (string, error) { return c.read, c.err })
		if got != c.want {
			t.Errorf("%q read as %q, %v: %s, want %s", c.text, c.read, c.err, got, c.want)
		}
	}
}
