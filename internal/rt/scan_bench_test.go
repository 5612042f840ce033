package rt

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// benchTexts returns different texts of n bytes, so that the branch predictor
// cannot learn one by heart: 256 short ones, as many long ones as stay in the
// cache.
func benchTexts(kind string, n int) []string {
	source := map[string]string{
		"ascii":   strings.Repeat("Reply to gh_0123456789ab: see https://example.com/path?x=1&y=2 or call back; ", 60),
		"chinese": strings.Repeat("当用户发送消息给公众号时\uFF0C开发者可以返回特定结构\uFF0C来对该消息进行响应\u3002严格来说\uFF0C这是一次回复\uFF01", 40),
		"word":    strings.Repeat("https://mp.example.com/s?__biz=MzA5NTk0==&mid=26501#rd_o6_bmjrPTlm6_2sgVt7hMZOPfL2M-", 40),
		"mixed":   strings.Repeat(mixedText(), 2),
	}[kind]
	texts := make([]string, 256)
	if n > 100 {
		texts = texts[:64]
	}
	for i := range texts {
		at := i * 7919 % (len(source) - n)
		for !utf8.RuneStart(source[at]) {
			at--
		}
		if kind == "chinese" {
			n -= n % 3
		}
		texts[i] = filled(source[at:], n)
	}
	return texts
}

func BenchmarkScan(b *testing.B) {
	dst := make([]byte, 4096)
	var sum int
	for _, kind := range []string{"ascii", "chinese", "mixed"} {
		for _, n := range []int{6, 60, 600, 2048} {
			texts := benchTexts(kind, n)
			run := func(name string, f func(string) int) {
				b.Run(fmt.Sprintf("%s/%d/%s", kind, n, name), func(b *testing.B) {
					b.SetBytes(int64(n))
					for i := 0; i < b.N; i++ {
						sum += f(texts[i%len(texts)])
					}
				})
			}
			run("scan", func(s string) int { return scan(s, true) })
			run("ValidString", func(s string) int {
				if utf8.ValidString(s) {
					return 1
				}
				return 0
			})
			run("copy", func(s string) int { return copy(dst, s) })
		}
	}
	if sum == 0 {
		b.Error("nothing scanned")
	}
}

func BenchmarkAppend(b *testing.B) {
	turns := make([]string, 64)
	for i := range turns {
		kind := []string{"ascii", "chinese", "mixed"}[i%3]
		turns[i] = benchTexts(kind, 3*(2+i*31%65))[i]
	}
	dst := make([]byte, 0, 64<<10)
	for _, c := range []struct {
		name  string
		texts []string
	}{
		{"short", []string{"你好"}},
		{"chinese200", benchTexts("chinese", 600)},
		{"ascii2K", benchTexts("ascii", 2048)},
		{"chinese2K", benchTexts("chinese", 2048)},
		{"turns64", turns},
		{"id15", benchTexts("word", 15)},
		{"id28", benchTexts("word", 28)},
		{"id64", benchTexts("word", 64)},
		{"link95", benchTexts("word", 95)},
		{"link140", benchTexts("word", 140)},
		{"chinese60", benchTexts("chinese", 60)},
		{"mixed60", benchTexts("mixed", 60)},
		{"mixed120", benchTexts("mixed", 120)},
		{"dirty", []string{"代码 a[b[0]]>1 与 \x01 不行"}},
		{"dirty2K", []string{strings.Repeat("a]]>\xFF回", 256)}},
	} {
		for _, writer := range []string{"CDATA", "Text", "stream"} {
			b.Run(c.name+"/"+writer, func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; i < b.N; i++ {
					s := c.texts[i%len(c.texts)]
					switch writer {
					case "CDATA":
						appendCDATA(dst, s)
					case "Text":
						appendText(dst, s)
					default:
						w := newStream(io.Discard)
						w.cdata(s)
						w.close()
					}
				}
			})
		}
	}
}
