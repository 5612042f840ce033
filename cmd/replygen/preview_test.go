package main

import (
	"errors"
	"io"
	"strings"
	"testing"
)

const textReply = "<xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[fromUser]]></FromUserName><CreateTime>12345678</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>\n"

func TestPreviewPrintsTheSampleAndItsViolations(t *testing.T) {
	for _, tt := range []struct {
		name     string
		args     []string
		code     int
		out, err string
	}{
		{"sample", []string{"text"}, exitFine, textReply, ""},
		{"changed", []string{"text", "--set", "Content=a=b"}, exitFine, "<Content><![CDATA[a=b]]></Content>", ""},
		{"flag first", []string{"--set", "Content=", "text"}, exitFindings, "<Content><![CDATA[]]></Content>", "Content: required"},
		{"flags around", []string{"--spec=zhongnan", "text", "--set", "Content=x", "--set=Content=y"}, exitFine, "<![CDATA[y]]>", ""},
		{"after --", []string{"--set", "Content=x", "--", "text"}, exitFine, "<![CDATA[x]]>", ""},
		{"placeholders are noted", []string{"news"}, exitFine, "<ArticleCount>2</ArticleCount>", "note: Articles.item[1].Url: format"},
		{"the same from the user is a violation", []string{"news", "--set", "Articles.item[1].Url=url"}, exitFindings, "<Url>", "\nnote: "},
		{"appended item", []string{"news", "--set", "Articles.item[2].Title=三"}, exitFine, "<ArticleCount>3</ArticleCount>", "note"},
		{"not of this platform", []string{"--spec", "zhongnan", "music"}, exitUsage, "", "news"},
		{"of a platform without replies", []string{"--spec", "weapp", "text"}, exitUsage, "", "weapp takes no reply"},
		{"terminal is not steered", []string{"text", "--set", "Content=\x1b[2J"}, exitFindings, "\uFFFD[2J", "Content: chars"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			replygen(append([]string{"preview"}, tt.args...)...).want(t, tt.code, tt.out, tt.err)
		})
	}
}

func TestVerifySaysWhetherThePlatformTakesIt(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		args     []string
		code     int
		out      string
	}{
		{"fine", textReply, nil, exitFine, "ok: text reply\n"},
		{"in another order", strings.Replace(textReply, "<CreateTime>12345678</CreateTime>", "", 1), nil, exitFindings, "CreateTime: required"},
		{"count", strings.NewReplacer("text", "news", "<Content><![CDATA[你好]]></Content>", "<Articles><item/></Articles><ArticleCount>2</ArticleCount>").Replace(textReply), nil, exitFindings, "ArticleCount: count"},
		{"not of this platform", strings.Replace(textReply, "text", "music", 1), []string{"--spec", "zhongnan"}, exitFindings, "MsgType: enum"},
		{"present, but nothing", strings.Replace(textReply, "12345678", "0", 1), nil, exitFindings, "CreateTime: required: an element that is empty or 0 counts as absent\n"},
		{"ignored", strings.Replace(textReply, "</xml>", "<AgentID>1</AgentID></xml>", 1), []string{"--spec", "wecom"}, exitFine, "AgentID: warning: "},
		{"ignored elsewhere", strings.Replace(textReply, "</xml>", "<AgentID>1</AgentID></xml>", 1), nil, exitFindings, "AgentID: unknown_element\n"},
		{"no reply", "succes", nil, exitFindings, "XML at byte 0"},
		{"an ack", "success", nil, exitFindings, "\"success\" is no reply, but an ack"},
		{"an ack of others", "success", []string{"--spec", "zhongnan"}, exitFindings, "XML at byte 0"},
		{"nothing", "", []string{"--spec", "wecomsuite"}, exitFindings, "XML at byte 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			environment(nil).run(tt.in, append([]string{"verify"}, tt.args...)...).want(t, tt.code, tt.out, "")
		})
	}
}

func TestVerifyBoundsItsInput(t *testing.T) {
	environment(nil).run(strings.Repeat(" ", maxReply)+"x", "verify").want(t, exitUsage, "", "8388608")
	environment(nil).run(textReply+strings.Repeat(" ", maxReply-len(textReply)), "verify").want(t, exitFine, "ok: ", "")
}

type brokenPipe struct{}

func (brokenPipe) Read([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestVerifyWithoutInputIsNoVerdict(t *testing.T) {
	if code := run([]string{"verify"}, brokenPipe{}, io.Discard, io.Discard, environment(nil).get); code != exitUsage {
		t.Error(code)
	}
}

func TestTextOfASpecDoesNotSteerTheTerminal(t *testing.T) {
	inDir(t, map[string]string{"hostile.yaml": `replygen: 1
platform: {id: hostile}
header: {fields: [{name: To, type: string, required: true}, {name: Type, type: msg_type}]}
replies:
  - type: text
    title: "\e]0;title\a \u202e"
    fields: [{name: Mode, type: string, enum: ["\e[2J"]}]
`})
	for _, args := range [][]string{{"preview"}, {"preview", "text", "--set", "Mode=x"}, {"vet", "hostile.yaml"}} {
		if args[0] == "preview" {
			args = append(args, "--spec", "hostile.yaml")
		}
		r := replygen(args...)
		if r.code == exitFine || strings.ContainsAny(r.out+r.err, "\x1b\a\u202e") {
			t.Errorf("%q: %d %q %q", args, r.code, r.out, r.err)
		}
	}
}
