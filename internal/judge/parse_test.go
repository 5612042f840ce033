package judge

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	opening = "<To>me</To><At>12</At><Type>card</Type><Version><![CDATA[v]]]]><![CDATA[>1]]></Version>"
	closing = "<Name>ab</Name><Level>3</Level><Sizes><size>1</size><size>2</size></Sizes>"
)

func TestParseReadsBackWhatXMLWrites(t *testing.T) {
	p := load(t, allKinds)
	r := with(t, sampleOf(t, p, "card"),
		"To", "a]]>\n", "Name", "a\r<", "Mode", "a", "Home", "a://b", "Rank", "-4", "Trans.Note", "n", "Trans.Weight", "7", "Trans.Inner.Since", "8", "Trans.Inner.Words.word[0]", "",
		"Card.Kind", "vote", "Card.Mode", "2", "Jump[0].Title", "t", "Jump[1]", "", "Forms.form[0].Kind", "x", "Forms.form[0].X", "中")
	back, violations, err := Parse(p, []byte(r.XML()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.XML(), back.XML()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(r.Violations(), violations); diff != "" {
		t.Error(diff)
	}
}

func TestParseFindsWhatIsWrongWithTheDocument(t *testing.T) {
	p := load(t, allKinds)
	for _, tt := range []struct {
		name, document string
		want           []string
	}{
		{"fine", opening + closing, nil},
		{"any order", closing + opening, nil},
		{"without its type", strings.Replace(opening, "<Type>card</Type>", "", 1) + closing, []string{"Type required"}},
		{"of no known type", strings.Replace(opening, "card", "Card", 1) + closing, []string{"Type enum"}},
		{"unknown element", "<X><To>y</To>z</X>" + opening + closing, []string{"X unknown_element"}},
		{"unknown element in an object", opening + "<Trans><Note>n</Note><Weight>1</Weight><X/></Trans>" + closing, []string{"Trans.X unknown_element", "Trans.Inner.Since required"}},
		{"number missing in an object", opening + "<Trans><Note>n</Note><Inner><Since>1</Since></Inner></Trans>" + closing, []string{"Trans.Inner.Depth required", "Trans.Weight required"}},
		{"unknown element in a list", opening + closing[:len(closing)-8] + "<x/></Sizes>", []string{"Sizes.x unknown_element"}},
		{"twice, the last one counts", opening + "<At>9</At>" + closing, []string{"At duplicate_element", "At min"}},
		{"type twice", opening + "<Type>other</Type>" + closing, []string{"Type duplicate_element"}},
		{"another constant", strings.Replace(opening, "<Version>", "<Version>x", 1) + closing, []string{"Version const"}},
		{"no constant", opening[:strings.Index(opening, "<Version>")] + closing, []string{"Version required"}},
		{"no number", strings.Replace(opening+closing, "<Level>3</Level>", "", 1), []string{"Level required"}},
		{"no time", strings.Replace(opening+closing, "<At>12</At>", "", 1), []string{"At required"}},
		{"a time that is none", strings.Replace(opening+closing, "12", "12.0", 1), []string{"At type"}},
		{"numbers in CDATA and in space", strings.Replace(opening+closing, "12", "<![CDATA[ \n12]]> ", 1), nil},
		{"optional number that is none", opening + "<Rank></Rank>" + closing, []string{"Rank type"}},
		{"float of no kind", opening + "<Scale>NaN</Scale>" + closing, []string{"Scale type"}},
		{"float that overflows", opening + "<Scale>1e999</Scale>" + closing, []string{"Scale type"}},
		{"hexadecimal float", opening + "<Scale>0x1p0</Scale>" + closing, []string{"Scale type"}},
		{"bool of no kind", opening + "<Mute>1</Mute>" + closing, []string{"Mute type"}},
		{"item of no kind", opening + strings.Replace(closing, "<size>2<", "<size>x<", 1), []string{"Sizes.size[1] type"}},
		{"wrong count", opening + "<JumpCount>2</JumpCount><Jump><Title>t</Title><Page>p</Page></Jump>" + closing, []string{"JumpCount count"}},
		{"no count", opening + "<Jump><Title>t</Title><Page>p</Page></Jump>" + closing, []string{"JumpCount required"}},
		{"count of nothing", opening + "<JumpCount>0</JumpCount>" + closing, nil},
		{"count that is none", opening + "<JumpCount>x</JumpCount>" + closing, []string{"JumpCount type"}},
		{"union without its tag", opening + "<Card><Text>x</Text></Card>" + closing, []string{"Card.Kind required"}},
		{"union of no form", opening + "<Card><Kind>x</Kind></Card>" + closing, []string{"Card.Kind enum"}},
		{"element of another form", opening + "<Card><Ask>x</Ask><Kind>notice</Kind><Kind/></Card>" + closing, []string{"Card.Ask unknown_element", "Card.Kind duplicate_element", "Card.Text required"}},
		{"number missing in an item's form", opening + "<Card><Kind>vote</Kind></Card>" + closing, []string{"Card.Mode required"}},
		{"object that holds nothing", opening + "<Trans></Trans>" + closing, []string{"Trans.Weight required", "Trans.Note required", "Trans.Inner.Since required"}},
		{"object of zeros", opening + "<Trans><Weight>0</Weight><Inner><Depth>0</Depth></Inner></Trans>" + closing, []string{"Trans.Note required", "Trans.Inner.Since required"}},
		{"object in which nothing is required", opening + "<Free></Free>" + closing, nil},
		{"list whose item is malformed is still too long", opening + closing[:len(closing)-8] + "<size>x</size><size>1</size><size>1</size></Sizes>", []string{"Sizes.size[2] type", "Sizes max_items"}},
		{"item that has no form", opening + "<Forms><form/></Forms>" + closing, []string{"Forms.form[0].Kind required"}},
		{"unknown element hides nothing", opening + "<Trans><Weight>1</Weight><Inner><Depth>1</Depth><Since>1</Since></Inner><Note><![CDATA[]]></Note><Note/></Trans>" + closing, []string{"Trans.Note duplicate_element", "Trans.Note required"}},
		{"rules follow", opening + "<Mode>x</Mode><Y/>" + closing, []string{"Y unknown_element", "Mode enum", "Mode requires"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, violations, err := Parse(p, []byte("<msg>"+tt.document+"</msg>"))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, rulesOf(violations)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseRefusesWhatIsNoSuchDocument(t *testing.T) {
	p := load(t, allKinds)
	all := opening + closing
	for name, document := range map[string]string{
		"empty":                "",
		"text":                 "success",
		"another root":         "<xml>" + all + "</xml>",
		"two roots":            "<msg>" + all + "</msg><msg/>",
		"text behind":          "<msg>" + all + "</msg>x",
		"cut off":              "<msg>" + all,
		"crossed tags":         "<msg>" + all + "<X></msg></X>",
		"DOCTYPE":              "<!DOCTYPE msg><msg>" + all + "</msg>",
		"entity":               "<msg>" + all + "<Mode>&nbsp;</Mode></msg>",
		"no UTF-8":             "<msg>" + all + "<Mode>\xff</Mode></msg>",
		"no character":         "<msg>" + all + "<Mode>&#1;</Mode></msg>",
		"another encoding":     `<?xml version="1.0" encoding="GBK"?><msg>` + all + "</msg>",
		"late declaration":     `<msg><?xml version="1.0"?>` + all + "</msg>",
		"text between":         "<msg>" + all + "x</msg>",
		"other white space":    "<msg>" + all + "\u2003</msg>",
		"CDATA between":        "<msg>" + all + "<![CDATA[]]></msg>",
		"text in a list":       "<msg>" + strings.Replace(all, "<Sizes>", "<Sizes>x", 1) + "</msg>",
		"element in a text":    "<msg>" + all + "<Mode><b/>a</Mode></msg>",
		"element in a number":  "<msg>" + all + "<Rank>1<b/></Rank></msg>",
		"too deep":             "<msg>" + all + strings.Repeat("<a>", 64) + strings.Repeat("</a>", 64) + "</msg>",
		"attribute twice":      `<msg>` + all + `<X a="1" a="2"/></msg>`,
		"attribute unquoted":   `<msg a=1>` + all + `</msg>`,
		"prefix is not ours":   "<a:msg>" + all + "</a:msg>",
		"]]> outside of CDATA": "<msg>" + all + "<Mode>]]></Mode></msg>",
	} {
		if r, violations, err := Parse(p, []byte(document)); err == nil {
			t.Errorf("%s: %v %v", name, r, violations)
		}
	}
}

func TestParseNeedsNoTypeWhereThereIsOneReply(t *testing.T) {
	p := load(t, "replygen: 1\nplatform: {id: x}\nheader: {fields: [{name: To, type: string, required: true}]}\nreplies: [{type: text, fields: [{name: Content, type: string}]}]\n")
	r, violations, err := Parse(p, []byte("<xml><Content>c</Content></xml>"))
	if err != nil || r == nil || r.Type() != "text" || len(violations) != 1 {
		t.Error(r, violations, err)
	}
}

func TestParseTakesWhatXMLAllowsAroundElements(t *testing.T) {
	for _, declaration := range []string{"1.0\" encoding=\"utf-8", "1.0\" encoding=\"utf8", "1.1\" encoding=\"UTF8"} {
		document := "\uFEFF<?xml version=\"" + declaration + "\"?>\n<!-- a --><msg xmlns=\"u\" a='1'>\n" + opening + "<!-- b --><?pi x?>\n" + closing + "\n</msg>\n<!-- c -->\n"
		_, violations, err := Parse(load(t, allKinds), []byte(document))
		if err != nil || violations != nil {
			t.Error(violations, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	p := load(f, allKinds)
	f.Add("<msg>" + opening + closing + "</msg>")
	f.Add("<msg>" + opening + "<Card><Kind>vote</Kind><Mode>1</Mode></Card><JumpCount>1</JumpCount><Jump><Title>&lt;</Title></Jump><Forms><form><Kind>x</Kind></form></Forms><Mute>true</Mute><Scale>1e-7</Scale>" + closing + "</msg>")
	f.Fuzz(func(t *testing.T, document string) {
		r, violations, err := Parse(p, []byte(document))
		if err != nil || r == nil {
			if violations == nil && err == nil {
				t.Fatal("neither a reply nor a reason")
			}
			return
		}
		// What was read is written as a document that reads the same.
		once := r.XML()
		back, again, err := Parse(p, []byte(once))
		if err != nil {
			t.Fatalf("%s: %v", once, err)
		}
		if strings.Contains(once, "\r") {
			t.Fatalf("%q holds a carriage return", once)
		}
		if back.XML() != once {
			t.Fatalf("%s became %s", once, back.XML())
		}
		if values := r.Violations(); len(violations) == len(values) && !sameRules(values, again) {
			t.Fatalf("%v became %v", values, again)
		}
	})
}

// sameRules compares violations apart from the types of union items: an item
// without a form is written as an element that lacks its tag.
func sameRules(a, b []Violation) bool {
	hasForm := func(v Violation) bool { return !strings.Contains(v.Field, "form[") }
	keep := func(list []Violation) []Violation {
		var out []Violation
		for _, v := range list {
			if hasForm(v) {
				out = append(out, v)
			}
		}
		return out
	}
	return slices.Equal(keep(a), keep(b))
}

func FuzzSet(f *testing.F) {
	p := load(f, allKinds)
	f.Add("Name", "x")
	f.Add("Jump[0].Title", "]]>")
	f.Add("Card.Kind", "vote")
	f.Add("Scale", "1e300")
	f.Fuzz(func(t *testing.T, path, value string) {
		r := sampleOf(t, p, "card")
		if r.Set(path, value) != nil {
			return
		}
		r.Violations()
		if _, _, err := Parse(p, []byte(r.XML())); err != nil {
			t.Fatalf("%s: %v", r.XML(), err)
		}
	})
}
