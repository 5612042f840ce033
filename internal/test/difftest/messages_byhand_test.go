package difftest

import (
	"encoding/xml"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/internal/judge"
)

// byHand reads a message by encoding/xml, which takes the last of repeated elements unless it is shown the first only.
func byHand[X interface{ message() wechat.Message }](document []byte) (wechat.Message, error) {
	var x X
	err := xml.NewTokenDecoder(&firsts{Decoder: judge.NewXMLDecoder(document), seen: []map[string]bool{{}}}).Decode(&x)
	return x.message(), err
}

// firsts reads a document without the elements that repeat others.
type firsts struct {
	*xml.Decoder
	seen []map[string]bool
}

func (f *firsts) Token() (xml.Token, error) {
	for {
		token, err := f.Decoder.Token()
		switch e := token.(type) {
		case xml.StartElement:
			name := e.Name.Local
			if name == "MsgID" {
				name = "MsgId"
			}
			if f.seen[len(f.seen)-1][name] && name != "item" {
				if err := f.Skip(); err != nil {
					return nil, err
				}
				continue
			}
			f.seen[len(f.seen)-1][name] = true
			f.seen = append(f.seen, map[string]bool{})
		case xml.EndElement:
			f.seen = f.seen[:len(f.seen)-1]
		}
		return token, err
	}
}
