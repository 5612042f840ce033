package judge

import (
	"math"
	"os"
	"testing"

	"github.com/replygen/replygen/spec"
)

func TestTextSatisfiesTheRules(t *testing.T) {
	for _, tt := range []struct {
		kind *spec.String
		want string
	}{
		{text(), "Content"},
		{text(maxBytes(3)), "Con"},
		{text(maxRunes(4), maxBytes(2048)), "Cont"},
		{text(minRunes(10)), "ContentCon"},
		{text(minRunes(3), maxBytes(3)), "Con"},
		{text(enum("view", "click")), "view"},
		{text(enum("", "location", "ok"), maxBytes(3)), "ok"},
		{text(match(`\w+`), example("word")), "word"},
		{text(match(`\d{6}`), example("123456")), "123456"},
		{text(match(`\d*`), example("1"), minRunes(4)), "1111"},
		{text(match(`(?:ab)+`), example("abab"), minRunes(3), maxRunes(5)), "abab"},
		{text(match(`\p{Han}*`), example("汉"), maxBytes(3)), "汉"},
		{text(format("url")), "https://example.com/Content"},
		{text(format("url"), maxBytes(22)), "https://example.com/Co"},
		{text(format("url"), maxRunes(8)), "a://a"},
		{text(format("url"), minRunes(30)), "https://example.com/Contentaaa"},
		{text(format("url"), match(`.*\.jpg`), example("http://a/b.jpg")), "http://a/b.jpg"},
		{text(format("url"), match(`https?://mp\.weixin\.qq\.com/.*`), example("https://mp.weixin.qq.com/s")), "https://mp.weixin.qq.com/s"},
		{text(match(`.+@.+`), example("a@b"), minRunes(9), maxBytes(9)), "a@bbbbbbb"},
	} {
		got, ok := Value("Content", tt.kind)
		if !ok || len(Broken(tt.kind, got)) > 0 || tt.want != "" && got != tt.want {
			t.Errorf("%+v: %q, %v, want %q", tt.kind.Rules, got, ok, tt.want)
		}
	}
}

func TestNameIsCutBetweenCharacters(t *testing.T) {
	for n, want := range map[int]string{1: "a", 2: "a", 3: "内", 5: "内", 6: "内容", 7: "内容"} {
		if got, ok := Value("内容", text(maxBytes(n))); got != want || !ok {
			t.Errorf("max_bytes %d: %q", n, got)
		}
	}
}

func TestNoTextForContradictions(t *testing.T) {
	for _, k := range []*spec.String{
		text(minRunes(3), maxBytes(2)),
		text(minRunes(3), maxRunes(2)),
		text(maxBytes(0)),
		text(maxBytes(-1), maxRunes(-1)),
		text(enum("abc"), maxRunes(2)),
		text(enum("")),
		text(match(`a^b`)),
		text(match(`\x01`)),
		text(match(`\d{6}`), example("111111"), maxRunes(5)),
		text(format("url"), maxBytes(4)),
		text(minRunes(math.MaxInt)),
	} {
		if got, ok := Value("Content", k); ok {
			t.Errorf("%+v: %q", k.Rules, got)
		}
	}
}

func TestTextOfALoadedSpec(t *testing.T) {
	const source = `
replygen: 1
platform: {id: x, title: X}
scalars:
  - {name: Code, pattern: '[a-z]{2}\d', max_bytes: 3, example: ab1}
header:
  root: xml
  fields:
    - {name: MsgType, type: msg_type}
replies:
  - type: text
    fields:
      - {name: Code, type: Code, required: true}
      - {name: Note, type: string, max_bytes: 2}
      - {name: Level, type: int, min: 3, enum: [1, 5]}
`
	p, err := spec.Loader{ReadFile: func(name string) ([]byte, error) {
		if name != "x.yaml" {
			return nil, os.ErrNotExist
		}
		return []byte(source), nil
	}}.Load("x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	reply := p.Replies[0]
	for name, want := range map[string]string{"Code": "ab1", "Note": "No"} {
		if got, ok := Value(name, reply.Field(name).Kind); got != want || !ok {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
	}
	if v, ok := Value("Level", reply.Field("Level").Kind); v != "5" || !ok {
		t.Errorf("Level: %s, %v", v, ok)
	}
}

// What ships must have a value for each field.
func TestEveryTextOfTheShippedPlatforms(t *testing.T) {
	for _, ref := range []string{"builtin:wechat", "builtin:zhongnan"} {
		p, err := spec.Load(ref)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		var walk func(fields []*spec.Field)
		walk = func(fields []*spec.Field) {
			for _, f := range fields {
				switch k := f.Kind.(type) {
				case *spec.String:
					seen++
					if got, ok := Value(f.Name, k); !ok || len(Broken(k, got)) > 0 {
						t.Errorf("%s: %q, %v", f.Path, got, ok)
					}
				case *spec.Object:
					walk(k.Fields)
				case *spec.List:
					walk([]*spec.Field{k.Item})
				}
			}
		}
		walk(p.Header.Fields)
		for _, r := range p.Replies {
			walk(r.Fields)
		}
		if seen == 0 {
			t.Errorf("%s: no text", ref)
		}
	}
}
