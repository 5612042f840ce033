package rt

import "testing"

// The first element of a name counts, whichever of its spellings it has; others and unknown ones are passed over.
func TestLeavesAreReadOnce(t *testing.T) {
	var got struct {
		text, empty string
		id          trimmed
		n           int64
		ratio       float64
		open        bool
		optionalN   OptionalInt
		optionalF   OptionalFloat
		optionalB   OptionalBool
	}
	d := newMessageDecoder([]byte("<xml><Text><![CDATA[ a ]]></Text><other>x</other><id> 7 </id><Id>8</Id><N>1</N><Ratio>1.5</Ratio><Open>1</Open>" +
		"<ON>2</ON><OF>2.5</OF><OB>true</OB><Text>b</Text></xml>"))
	d.root("xml")
	d.leaves(leaf{"Empty", &got.empty}, leaf{"Text", &got.text}, leaf{"Id", &got.id}, leaf{"id", &got.id}, leaf{"N", &got.n}, leaf{"Ratio", &got.ratio},
		leaf{"Open", &got.open}, leaf{"ON", &got.optionalN}, leaf{"OF", &got.optionalF}, leaf{"OB", &got.optionalB})
	if got.text != " a " || got.empty != "" || got.id != "7" || got.n != 1 || got.ratio != 1.5 || !got.open ||
		got.optionalN != (OptionalInt{2, true}) || got.optionalF != (OptionalFloat{2.5, true}) || got.optionalB != (OptionalBool{true, true}) {
		t.Errorf("%+v", got)
	}
}
