package probe

import (
	"testing"

	"github.com/replygen/replygen/spec"
)

func TestTextThatIsLeftOutOfAMessageIsNotSet(t *testing.T) {
	text := &spec.Field{Name: "Content", Kind: &spec.String{}}
	if path := textPath([]*spec.Field{text}, ""); path != "" {
		t.Errorf("the text is %s, which no message has", path)
	}
	event := &spec.Message{Event: "CLICK"}
	event.Fields = []*spec.Field{text}
	if name := differs(event); name != "" {
		t.Errorf("events differ in %s, which none has", name)
	}
}
