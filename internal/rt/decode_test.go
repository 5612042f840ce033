package rt

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const textSample = `<xml>

<ToUserName><![CDATA[toUser]]></ToUserName>

<FromUserName><![CDATA[fromUser]]></FromUserName>

<CreateTime>12345678</CreateTime>

<MsgType><![CDATA[text]]></MsgType>

<Content><![CDATA[你好]]></Content>

</xml>
`

const newsSample = `<xml>
<ToUserName><![CDATA[toUser]]></ToUserName>
<FromUserName><![CDATA[fromUser]]></FromUserName>
<CreateTime>12345678</CreateTime>
<MsgType><![CDATA[news]]></MsgType>
<ArticleCount>2</ArticleCount>
<Articles>
<item>
<Title><![CDATA[title1]]></Title> 
<Url><![CDATA[url]]></Url>
</item>
<item>
<Title><![CDATA[title]]></Title>
<Url><![CDATA[url]]></Url>
</item>
</Articles>
</xml>
`

// imageSample is of one line, with blanks where others break lines.
const imageSample = `<xml> <ToUserName><![CDATA[toUser]]></ToUserName> <FromUserName><![CDATA[fromUser]]></FromUserName> <CreateTime>12345678</CreateTime> <MsgType><![CDATA[image]]></MsgType> <Image> <MediaId><![CDATA[media_id]]></MediaId> </Image> </xml>`

// sampleReply is decoded the way that generated code decodes replies.
type sampleReply struct {
	kind, to, from, content, media string
	created, count                 int64
	titles                         []string
}

func (r *sampleReply) decode(xml []byte) error {
	d, v := newDecoder(xml), violations(nil)
	d.root("xml")
	r.kind, _ = d.find("MsgType")
	var seen [1]uint64
	for name, ok := d.next(); ok; name, ok = d.next() {
		switch name {
		case "ToUserName":
			d.once(seen[:], 0, name, &v)
			r.to = d.text()
		case "FromUserName":
			d.once(seen[:], 1, name, &v)
			r.from = d.text()
		case "CreateTime":
			d.once(seen[:], 2, name, &v)
			r.created = d.integer(name, &v)
		case "MsgType":
			d.once(seen[:], 3, name, &v)
			d.skip()
		case "Content":
			d.once(seen[:], 4, name, &v)
			r.content = d.text()
		case "Image":
			for range d.each("MediaId") {
				r.media = d.text()
			}
		case "ArticleCount":
			r.count = d.integer(name, &v)
		case "Articles":
			for range d.each("item") {
				for range d.each("Title") {
					r.titles = append(r.titles, d.text())
				}
			}
		default:
			d.unknown(name, &v)
		}
	}
	if err := d.end(); err != nil {
		return err
	}
	return v.err()
}

// each yields at each child of that name and skips the others.
func (d *decoder) each(name string) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; ; i++ {
			child, ok := d.next()
			switch {
			case !ok:
				return
			case child != name:
				d.skip()
			default:
				yield(i)
			}
		}
	}
}

func TestSamplesAreRead(t *testing.T) {
	for _, tt := range []struct {
		xml  string
		want sampleReply
	}{
		{textSample, sampleReply{kind: "text", content: "你好"}},
		{imageSample, sampleReply{kind: "image", media: "media_id"}},
		{newsSample, sampleReply{kind: "news", count: 2, titles: []string{"title1", "title"}}},
	} {
		tt.want.to, tt.want.from, tt.want.created = "toUser", "fromUser", 12345678
		var got sampleReply
		if err := got.decode([]byte(tt.xml)); err != nil {
			t.Errorf("%s: %v", tt.want.kind, err)
		}
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(sampleReply{})); diff != "" {
			t.Errorf("%s: %s", tt.want.kind, diff)
		}
	}
}

func TestPlainValuesCostOneCopyOfTheDocument(t *testing.T) {
	long := strings.Replace(textSample, "你好", strings.Repeat("你好,[world] ", 500), 1)
	for _, sample := range []string{textSample, imageSample, long} {
		xml := []byte(sample)
		allocs := testing.AllocsPerRun(100, func() {
			var r sampleReply
			if err := r.decode(xml); err != nil {
				t.Error(err)
			}
		})
		if allocs != 1 {
			t.Errorf("%v allocations", allocs)
		}
	}
}

func TestDecodedValuesOutliveTheInput(t *testing.T) {
	xml := []byte(textSample)
	var r sampleReply
	if err := r.decode(xml); err != nil {
		t.Fatal(err)
	}
	clear(xml)
	if r.content != "你好" {
		t.Errorf("content is %q", r.content)
	}
}

func TestFindLooksAheadWithoutMoving(t *testing.T) {
	d := newDecoder([]byte(`<xml><A><T>inner</T></A><B><![CDATA[<T>no</T>]]></B><E/><C>x&amp;</C ><T >1<![CDATA[2]]></T><T>3</T></xml>`))
	d.root("xml")
	if got, ok := d.find("T"); got != "12" || !ok {
		t.Errorf("find(T) = %q, %v", got, ok)
	}
	if got, ok := d.find("C"); got != "x&" || !ok {
		t.Errorf("find(C) = %q, %v", got, ok)
	}
	if got, ok := d.find("E"); got != "" || !ok {
		t.Errorf("find(E) = %q, %v", got, ok)
	}
	if got, ok := d.find("None"); got != "" || ok || d.err != nil {
		t.Errorf("find(None) = %q, %v, %v", got, ok, d.err)
	}
	if name, ok := d.next(); name != "A" || !ok {
		t.Fatalf("next() = %q, %v after find", name, ok)
	}
	if got, ok := d.find("T"); got != "inner" || !ok {
		t.Errorf("find(T) in A = %q, %v", got, ok)
	}
	d.skip()
	if name, _ := d.next(); name != "B" {
		t.Errorf("next() = %q", name)
	}
}

func TestFindInAnEmptyElementFindsNothing(t *testing.T) {
	d := newDecoder([]byte(`<xml><A/><T>1</T></xml>`))
	d.root("xml")
	d.next()
	if got, ok := d.find("T"); ok {
		t.Errorf("find(T) in <A/> = %q", got)
	}
	if got := d.text(); got != "" || d.err != nil {
		t.Errorf("text of <A/> = %q, %v", got, d.err)
	}
	if name, ok := d.next(); name != "T" || !ok {
		t.Errorf("next() = %q, %v", name, ok)
	}
}

func TestFindReportsWhatIsMalformed(t *testing.T) {
	for _, xml := range []string{
		`<xml><A>1</B><T>2</T></xml>`,
		`<xml><A>1</A><T>2`,
		`<xml><T>&nbsp;</T></xml>`,
		`<xml><A>1</A>`,
		`<xml><T><U/></T></xml>`,
	} {
		d := newDecoder([]byte(xml))
		d.root("xml")
		if got, ok := d.find("T"); ok || d.err == nil {
			t.Errorf("%s: find(T) = %q, %v, err %v", xml, got, ok, d.err)
		}
	}
}

func TestNumbersAndTruthValues(t *testing.T) {
	value := func(text string) *decoder {
		d := newDecoder([]byte("<v>" + text + "</v>"))
		d.root("v")
		return &d
	}
	violated := func(v violations, detail string) bool {
		return cmp.Equal(v, violations{{Field: "V", Rule: "type", Detail: detail}})
	}
	for text, want := range map[string]int64{
		"0": 0, "12345678": 12345678, "-1": -1, " \t\r\n7 \n": 7, "<![CDATA[8]]>": 8, "1&#50;": 12,
		"9223372036854775807": math.MaxInt64, "-9223372036854775808": math.MinInt64,
	} {
		d, v := value(text), violations(nil)
		if got := d.integer("V", &v); got != want || d.end() != nil || v != nil {
			t.Errorf("integer %q = %d, %v", text, got, v)
		}
	}
	for _, text := range []string{"", " ", "1.0", "1e3", "0x1", "1_0", "1 2", "9223372036854775808", "１", "\u00a01"} {
		d, v := value(text), violations(nil)
		if got := d.integer("V", &v); got != 0 || d.end() != nil || !violated(v, "integer") {
			t.Errorf("integer %q = %d, %v", text, got, v)
		}
	}
	for text, want := range map[string]float64{"0": 0, "23.137466": 23.137466, " -1.5e-3\n": -1.5e-3, "1E2": 100} {
		d, v := value(text), violations(nil)
		if got := d.floating("V", &v); got != want || d.end() != nil || v != nil {
			t.Errorf("float %q = %v, %v", text, got, v)
		}
	}
	for _, text := range []string{"", "x", "NaN", "Inf", "-inf", "+Infinity", "0x1p-2", "1_0", "1e999", "1,5"} {
		d, v := value(text), violations(nil)
		if got := d.floating("V", &v); got != 0 || d.end() != nil || !violated(v, "number") {
			t.Errorf("float %q = %v, %v", text, got, v)
		}
	}
	for text, want := range map[string]bool{"true": true, " false ": false} {
		d, v := value(text), violations(nil)
		if got := d.boolean("V", &v); got != want || d.end() != nil || v != nil {
			t.Errorf("boolean %q = %v, %v", text, got, v)
		}
	}
	for _, text := range []string{"", "1", "True", "yes"} {
		d, v := value(text), violations(nil)
		if got := d.boolean("V", &v); got || d.end() != nil || !violated(v, "true or false") {
			t.Errorf("boolean %q = %v, %v", text, got, v)
		}
	}
}

func TestUnknownAndRepeatedElementsAreViolations(t *testing.T) {
	var r sampleReply
	err := r.decode([]byte(`<xml><New><a>1</a></New><Content>1</Content><Content>2</Content><Old/></xml>`))
	var invalid *ValidationError
	if !errors.As(err, &invalid) {
		t.Fatalf("decode: %v", err)
	}
	want := []Violation{
		{Field: "New", Rule: "unknown_element"},
		{Field: "Content", Rule: "duplicate_element"},
		{Field: "Old", Rule: "unknown_element"},
	}
	if diff := cmp.Diff(want, invalid.Violations); diff != "" {
		t.Error(diff)
	}
}

func TestOnceKeepsBitsBeyondOneWordApart(t *testing.T) {
	d, v := newDecoder(nil), violations(nil)
	var seen [2]uint64
	for _, bit := range []int{0, 63, 64, 127} {
		d.once(seen[:], bit, "first", &v)
	}
	d.once(seen[:], 64, "again", &v)
	want := violations{{Field: "again", Rule: "duplicate_element"}}
	if diff := cmp.Diff(want, v); diff != "" {
		t.Error(diff)
	}
}

func TestAfterAnErrorNothingIsRead(t *testing.T) {
	d := newDecoder([]byte(`<xml><A>&x;</A><B>2</B></xml>`))
	d.root("xml")
	d.next()
	d.text()
	first := d.err
	if first == nil {
		t.Fatal("an unknown entity is no error")
	}
	name, ok := d.next()
	text, found := d.find("B")
	if name != "" || ok || text != "" || found || d.text() != "" || d.root("xml") {
		t.Error("something was read after the error")
	}
	d.skip()
	var v violations
	d.unknown("A", &v)
	if d.integer("A", &v) != 0 || d.floating("A", &v) != 0 || d.boolean("A", &v) || len(v) > 0 {
		t.Error("a value was read, or judged, after the error")
	}
	if err := d.end(); err != first {
		t.Errorf("end() = %v", err)
	}
}

func TestReadingOnAfterTheEndIsHarmless(t *testing.T) {
	d := newDecoder([]byte(`<xml/>`))
	d.root("xml")
	if _, ok := d.next(); ok {
		t.Error("<xml/> has a child")
	}
	if _, ok := d.next(); ok || d.text() != "" {
		t.Error("something follows the root")
	}
	d.skip()
	if err := d.end(); err != nil {
		t.Error(err)
	}
}

func TestElementLeftOpenIsAnError(t *testing.T) {
	for _, xml := range []string{`<xml><A/></xml>`, `<xml><A>`, `<xml><A> <!-- c -->`} {
		d := newDecoder([]byte(xml))
		d.root("xml")
		d.next()
		if d.end() == nil {
			t.Errorf("%s: end() takes a walk that stopped half way", xml)
		}
	}
}
