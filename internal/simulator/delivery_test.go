package simulator

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/replygen/replygen/internal/platform"
)

func TestPlaceOfAFaultIsCountedAsJavaScriptDoes(t *testing.T) {
	const before = "<xml><MsgType>text</MsgType><Content>" + testToken + "你好😀</Content>"
	s := simulate(t, "wechat", platform.Settings{}, Options{}, answering(200, before+"<Colour>red</Colour></xml>"))
	answer := s.send(t, `{"name": "text"}`).last().Answer
	units := utf16.Encode([]rune(answer.XML))
	for _, f := range answer.Faults {
		if f.At >= 0 && string(utf16.Decode(units[f.At:f.At+4])) == "<Col" {
			return
		}
	}
	t.Errorf("no fault is at Colour in %s: %+v", answer.XML, answer.Faults)
}

func TestLongTextIsCutBetweenTwoCharacters(t *testing.T) {
	body := "a" + strings.Repeat("好", maxText/2)
	s := simulate(t, "wechat", platform.Settings{}, Options{}, answering(200, body))
	got, cut := strings.CutSuffix(s.send(t, `{"name": "text"}`).last().Response.Body, "…")
	if !cut || !strings.HasPrefix(body, got) || len(got) < maxText-3 {
		t.Errorf("%d bytes, the last ones %q", len(got), got[max(0, len(got)-9):])
	}
}
