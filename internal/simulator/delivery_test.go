package simulator

import (
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
