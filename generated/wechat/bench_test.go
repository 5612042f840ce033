package wechat_test

import (
	"encoding/xml"
	"io"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
)

var sink []byte

func BenchmarkAppendXML(b *testing.B) {
	for name, r := range replies() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			buf := make([]byte, 0, 8<<10)
			for b.Loop() {
				sink = r.AppendXML(buf[:0])
			}
		})
	}
}

func BenchmarkWriteTo(b *testing.B) {
	for name, r := range replies() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = r.WriteTo(io.Discard)
			}
		})
	}
}

func BenchmarkValidate(b *testing.B) {
	for name, r := range replies() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = r.Validate()
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _ = wechat.NewTextReply("oABC", "gh_123", "你好").Build()
	}
}

func BenchmarkParseReply(b *testing.B) {
	for name, r := range replies() {
		in := r.AppendXML(nil)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = wechat.ParseReply(in)
			}
		})
	}
}

// BenchmarkEncodingXML is the rival that everyone has at hand.
func BenchmarkEncodingXML(b *testing.B) {
	type cdata struct {
		Text string `xml:",cdata"`
	}
	type text struct {
		XMLName      xml.Name `xml:"xml"`
		ToUserName   cdata
		FromUserName cdata
		CreateTime   int64
		MsgType      cdata
		Content      cdata
	}
	r := text{ToUserName: cdata{"oABC"}, FromUserName: cdata{"gh_123"}, CreateTime: 1700000000, MsgType: cdata{"text"},
		Content: cdata{"你好"}}
	b.ReportAllocs()
	for b.Loop() {
		sink, _ = xml.Marshal(r)
	}
}
