package rivals

import (
	"bytes"
	"text/template"

	"github.com/replygen/replygen/generated/wechat"
)

// newTemplate executes a text/template into a buffer that is used again.
func newTemplate(replies []wechat.Reply) Op {
	var buf bytes.Buffer
	buf.Grow(room)
	t := templates.Lookup(string(replies[0].MsgType()))
	last := len(replies) - 1
	return func(i int) []byte {
		buf.Reset()
		if err := t.Execute(&buf, replies[i&last]); err != nil {
			panic(err)
		}
		return buf.Bytes()
	}
}

var templates = template.Must(template.New("").Parse(`
{{- define "header" -}}
<xml><ToUserName><![CDATA[{{.ToUserName}}]]></ToUserName><FromUserName><![CDATA[{{.FromUserName}}]]></FromUserName><CreateTime>{{.CreateTime}}</CreateTime>
{{- end}}

{{- define "text"}}{{template "header" .}}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{{.Content}}]]></Content></xml>{{end}}

{{- define "image"}}{{template "header" .}}<MsgType><![CDATA[image]]></MsgType><Image><MediaId><![CDATA[{{.Image.MediaID}}]]></MediaId></Image></xml>{{end}}

{{- define "voice"}}{{template "header" .}}<MsgType><![CDATA[voice]]></MsgType><Voice><MediaId><![CDATA[{{.Voice.MediaID}}]]></MediaId></Voice></xml>{{end}}

{{- define "video"}}{{template "header" .}}<MsgType><![CDATA[video]]></MsgType>{{with .Video -}}
<Video><MediaId><![CDATA[{{.MediaID}}]]></MediaId>
{{- with .Title}}<Title><![CDATA[{{.}}]]></Title>{{end}}
{{- with .Description}}<Description><![CDATA[{{.}}]]></Description>{{end}}</Video></xml>
{{- end}}{{end}}

{{- define "music"}}{{template "header" .}}<MsgType><![CDATA[music]]></MsgType>{{with .Music}}<Music>
{{- with .Title}}<Title><![CDATA[{{.}}]]></Title>{{end}}
{{- with .Description}}<Description><![CDATA[{{.}}]]></Description>{{end}}
{{- with .MusicURL}}<MusicUrl><![CDATA[{{.}}]]></MusicUrl>{{end}}
{{- with .HQMusicURL}}<HQMusicUrl><![CDATA[{{.}}]]></HQMusicUrl>{{end -}}
<ThumbMediaId><![CDATA[{{.ThumbMediaID}}]]></ThumbMediaId></Music></xml>
{{- end}}{{end}}

{{- define "news"}}{{template "header" .}}<MsgType><![CDATA[news]]></MsgType><ArticleCount>{{len .Articles}}</ArticleCount><Articles>
{{- range .Articles}}<item>
{{- with .Title}}<Title><![CDATA[{{.}}]]></Title>{{end}}
{{- with .Description}}<Description><![CDATA[{{.}}]]></Description>{{end}}
{{- with .PicURL}}<PicUrl><![CDATA[{{.}}]]></PicUrl>{{end}}
{{- with .URL}}<Url><![CDATA[{{.}}]]></Url>{{end}}</item>
{{- end}}</Articles></xml>
{{- end}}`))
