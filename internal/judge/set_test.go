package judge

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/spec"
)

// head is how each reply of allKinds starts.
const head = "<msg><To><![CDATA[me]]></To><At>12</At><Type><![CDATA[card]]></Type><Version><![CDATA[v]]]]><![CDATA[>1]]></Version>"

func TestValuesAreWrittenAsTheSpecSays(t *testing.T) {
	p := load(t, allKinds)
	const sizes = "<Sizes><size>0</size><size>0</size></Sizes>"
	for _, tt := range []struct {
		name string
		set  []string
		want string
	}{
		{"absent values", nil, "<Level>3</Level>"},
		{"text outside of CDATA", []string{"Name", "a<b>&\r\n\"'\x01\xff\xfe"}, "<Name>a&lt;b&gt;&amp;\n\"'\uFFFD\uFFFD\uFFFD</Name><Level>3</Level>"},
		{"text in CDATA", []string{"Mode", "<&]]>]]]>\x00"}, "<Mode><![CDATA[<&]]]]><![CDATA[>]]]]]><![CDATA[>\uFFFD]]></Mode><Level>3</Level>"},
		{"line ends in CDATA", []string{"Mode", "a\r\nb\rc\n\r"}, "<Mode><![CDATA[a\nb\nc\n\n]]></Mode><Level>3</Level>"},
		{"zero is a value", []string{"Rank", "0", "Scale", "-0.50", "Mute", "false", "Until", "0"}, "<Level>3</Level><Rank>0</Rank><Scale>-0.5</Scale><Mute><![CDATA[false]]></Mute><Until>0</Until>"},
		{"float without exponent", []string{"Scale", "1e21"}, "<Level>3</Level><Scale>1000000000000000000000</Scale>"},
		{"float that is no number", []string{"Scale", "-Inf"}, "<Level>3</Level><Scale>0</Scale>"},
		{"canonical numbers", []string{"Level", "+007"}, "<Level>7</Level>"},
		{"absent again", []string{"Rank", "4", "Mode", "a", "Rank", "", "Mode", ""}, "<Level>3</Level>"},
		{"object", []string{"Trans.Note", "n"}, "<Level>3</Level><Trans><Weight>0</Weight><Note><![CDATA[n]]></Note><Inner><Depth>0</Depth><Since>0</Since></Inner></Trans>"},
		{"object that a grandchild shows", []string{"Trans.Inner.Words.word[0]", "w"}, "<Level>3</Level><Trans><Weight>0</Weight><Note><![CDATA[]]></Note><Inner><Depth>0</Depth><Since>0</Since><Words><word><![CDATA[w]]></word></Words><WordCount>1</WordCount></Inner></Trans>"},
		{"object that a time shows", []string{"Trans.Inner.Since", "7"}, "<Level>3</Level><Trans><Weight>0</Weight><Note><![CDATA[]]></Note><Inner><Depth>0</Depth><Since>7</Since></Inner></Trans>"},
		{"object, cleared", []string{"Trans.Note", "n", "Trans", ""}, "<Level>3</Level>"},
		{"object that a required number shows", []string{"Trans.Weight", "-4"}, "<Level>3</Level><Trans><Weight>-4</Weight><Note><![CDATA[]]></Note><Inner><Depth>0</Depth><Since>0</Since></Inner></Trans>"},
		{"object that a number further down shows", []string{"Trans.Inner.Depth", "1"}, "<Level>3</Level><Trans><Weight>0</Weight><Note><![CDATA[]]></Note><Inner><Depth>1</Depth><Since>0</Since></Inner></Trans>"},
		{"required number that is 0 shows nothing", []string{"Trans.Weight", "0"}, "<Level>3</Level>"},
		{"union", []string{"Card.Kind", "notice", "Card.Text", "x"}, "<Level>3</Level><Card><Kind><![CDATA[notice]]></Kind><Text><![CDATA[x]]></Text></Card>"},
		{"another form starts anew", []string{"Card.Kind", "vote", "Card.Mode", "4", "Card.Kind", "notice", "Card.Kind", "vote"}, "<Level>3</Level><Card><Kind><![CDATA[vote]]></Kind><Mode>0</Mode></Card>"},
		{"no form", []string{"Card.Kind", "vote", "Card.Kind", ""}, "<Level>3</Level>"},
		{"flat list with its count", []string{"Jump[0].Title", "a", "Jump[1].Title", "b", "Jump[0].Page", "p"}, "<Level>3</Level><JumpCount>2</JumpCount><Jump><Title><![CDATA[a]]></Title><Page><![CDATA[p]]></Page></Jump><Jump><Title><![CDATA[b]]></Title></Jump>"},
		{"list, cleared", []string{"Jump[0].Title", "a", "Jump", ""}, "<Level>3</Level>"},
		{"item of absent values", []string{"Jump[0]", ""}, "<Level>3</Level><JumpCount>1</JumpCount><Jump><Title><![CDATA[]]></Title></Jump>"},
		{"union as an item", []string{"Forms.form[0].Kind", "x", "Forms.form[1]", ""}, "<Level>3</Level>" + sizes + "<Forms><form><Kind><![CDATA[x]]></Kind></form><form></form></Forms>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := with(t, sampleOf(t, p, "card"), append([]string{"Name", "", "Sizes.size[0]", "0", "Sizes.size[1]", "0"}, tt.set...)...)
			want := tt.want
			if !strings.Contains(want, sizes) {
				want += sizes
			}
			if diff := cmp.Diff(head+want+"</msg>", r.XML()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestListThatMustHoldIsWrittenEmpty(t *testing.T) {
	r := with(t, sampleOf(t, load(t, allKinds), "card"), "Name", "", "Sizes", "")
	if diff := cmp.Diff(head+"<Level>3</Level><Sizes></Sizes></msg>", r.XML()); diff != "" {
		t.Error(diff)
	}
}

func TestPathThatLeadsNowhereIsAnErrorAndChangesNothing(t *testing.T) {
	p := load(t, allKinds)
	for _, tt := range []struct{ path, value, want string }{
		{"", "x", ""},
		{"Nmae", "x", "Name"},
		{"Trans.note", "x", "Note"},
		{"Trans", "x", "Account"},
		{"Trans[0]", "x", "no list"},
		{"Name.X", "x", "Name"},
		{"Name[0]", "x", "no list"},
		{"Type", "card", "Type"},
		{"Version", "2", "Version"},
		{"JumpCount", "2", "Jump"},
		{"Jump", "x", "Jump[0]"},
		{"Jump[1].Title", "x", "Jump[0]"},
		{"Jump[0].Titel", "x", "Title"},
		{"Jump[-1]", "", "Jump[0]"},
		{"Jump[x]", "", "Jump[0]"},
		{"Jump[0", "", "Jump[0]"},
		{"Jump[99999999999999999999]", "", "Jump[0]"},
		{"Sizes[0]", "1", "Sizes.size[0]"},
		{"Sizes.size", "1", "Sizes.size[0]"},
		{"Sizes.sise[0]", "1", "size"},
		{"Sizes.size[2]", "x", "whole number"},
		{"Sizes.size[2]", "", "always"},
		{"Card.Text", "x", "Card.Kind"},
		{"Card.Kind", "notise", "notice"},
		{"Card", "x", "Card.Kind"},
		{"Card.Kind.X", "x", "Card.Kind"},
		{"Level", "", "always"},
		{"Level", "1.5", "whole number"},
		{"Level", "9223372036854775808", "64 bits"},
		{"Scale", "1e999", "64 bits"},
		{"Scale", "0x1p1", "no number"},
		{"Mute", "yes", "true"},
		{"Until", "now", "whole number"},
	} {
		r := sampleOf(t, p, "card")
		before := r.XML()
		err := r.Set(tt.path, tt.value)
		if err == nil {
			t.Errorf("%s=%s: no error", tt.path, tt.value)
			continue
		}
		if !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s=%s: %q does not name %q", tt.path, tt.value, err, tt.want)
		}
		if r.XML() != before {
			t.Errorf("%s=%s: changed the reply", tt.path, tt.value)
		}
	}
}

func TestAFormIsChosenWithItsOwnSample(t *testing.T) {
	r := sampleOf(t, load(t, `replygen: 1
platform: {id: x}
header: {fields: [{name: To, type: string, required: true}]}
replies:
  - type: card
    fields:
      - name: U
        type: union
        tag: K
        required: true
        cases:
          - {case: one, fields: [{name: A, type: string, example: a}]}
          - {case: two, fields: [{name: B, type: string, example: b}, {name: C, type: int, required: true}]}
          - {case: bare, fields: [{name: D, type: string, required: true}]}
`), "card")
	for _, tt := range []struct{ form, want string }{
		{"two", "<U><K><![CDATA[two]]></K><B><![CDATA[b]]></B><C>1</C></U>"},
		{"one", "<U><K><![CDATA[one]]></K><A><![CDATA[a]]></A></U>"},
		{"bare", "<U><K><![CDATA[bare]]></K><D><![CDATA[]]></D></U>"},
	} {
		if got := with(t, r, "U.K", tt.form).XML(); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s", tt.form, got)
		}
	}
	if got := with(t, r, "U.K", "one", "U.A", "z", "U.K", "one").XML(); !strings.Contains(got, "<![CDATA[z]]>") {
		t.Errorf("the form that is there already was chosen anew: %s", got)
	}
}

// What the platform cuts breaks no rule.
func TestWhatThePlatformCutsIsValid(t *testing.T) {
	p, err := spec.Load("wecom")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Sample(p, "text")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Set("Content", strings.Repeat("汉", 1000)); err != nil || len(r.Violations()) > 0 {
		t.Errorf("%v, %v", err, r.Violations())
	}
}
