package rivals

import (
	"encoding/xml"
	"strings"

	"github.com/replygen/replygen/generated/wechat"
)

// Fate is what becomes of a text between a writer and a parser.
type Fate string

// The fates.
const (
	Kept     Fate = "kept"
	Replaced Fate = "U+FFFD"
	LineFeed Fate = "becomes LF"
	// Broken is that of the whole document, which the parser refuses.
	Broken Fate = "broken"
	// Changed is any other.
	Changed Fate = "changed"
)

// Hostile is a text that not every writer gets through.
type Hostile struct {
	// Name is for people.
	Name string
	Text string
}

// Hostiles returns the texts, each of one kind.
func Hostiles() []Hostile {
	return []Hostile{
		{"`]]>`", "]]>"},
		{"`]]]]>>`", "]]]]>>"},
		{"`<a>&`", "<a>&"},
		{"U+0001", "\x01"},
		{"NUL", "\x00"},
		{"U+FFFE", "\uFFFE"},
		{"invalid UTF-8 (FF)", "\xFF"},
		{"surrogate (ED A0 80)", "\xED\xA0\x80"},
		{"CR", "\r"},
	}
}

// Write returns w's output for a text reply whose content is the text, between other characters.
func (h Hostile) Write(w Writer) []byte {
	return w.New([]wechat.Reply{&wechat.TextReply{
		ToUserName: "oABC", FromUserName: "gh_123", CreateTime: createTime, Content: h.content(),
	}})(0)
}

func (h Hostile) content() string { return "前" + h.Text + "后" }

// Judge reads doc with a parser, which returns the element Content of the element xml or the error that is wrong with it.
func (h Hostile) Judge(doc []byte, parse func([]byte) (string, error)) Fate {
	read, err := parse(doc)
	switch {
	case err != nil:
		return Broken
	case read == h.content():
		return Kept
	case read == strings.ReplaceAll(h.content(), "\r", "\n"):
		return LineFeed
	case read != "前后" && strings.ReplaceAll(read, "\uFFFD", "") == "前后":
		return Replaced
	}
	return Changed
}

// ParseEncodingXML is encoding/xml for Judge.
func ParseEncodingXML(doc []byte) (string, error) {
	var read struct {
		XMLName xml.Name `xml:"xml"`
		Content string
	}
	err := xml.Unmarshal(doc, &read)
	return read.Content, err
}
