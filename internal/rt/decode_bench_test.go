package rt

import (
	"encoding/xml"
	"strings"
	"testing"
)

func BenchmarkDecode(b *testing.B) {
	for _, sample := range []struct{ name, xml string }{
		{"text", textSample},
		{"news", newsSample},
		{"2KiB", strings.Replace(textSample, "你好", strings.Repeat("这里是中文,有 Latin 与数字 2048。", 45), 1)},
	} {
		document := []byte(sample.xml)
		b.Run(sample.name+"/decoder", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var r sampleReply
				if err := r.decode(document); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(sample.name+"/encoding-xml", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var r struct {
					MsgType, ToUserName, FromUserName, Content string

					CreateTime, ArticleCount int64
					Titles                   []string `xml:"Articles>item>Title"`
				}
				if err := xml.Unmarshal(document, &r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
