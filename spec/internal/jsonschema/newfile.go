package jsonschema

import (
	"slices"

	"github.com/replygen/replygen/spec/internal/keys"
)

// newFile offers both a base spec and an overlay where no key shows yet which of them a file is.
func (w *schemaWriter) newFile() jsonObject {
	decisive := slices.DeleteFunc(keys.Spec.KeyNames(), func(k string) bool { return keys.Overlay.Key(k) != nil })
	var offered jsonObject
	for _, k := range keys.OverlayKeys {
		offered = append(offered, jsonMember{k, w.keyOf(keys.Overlay, k)})
	}
	return jsonObject{
		{"if", anyRequired(decisive)},
		{"else", jsonObject{
			{"properties", offered},
			{"if", required(keys.Spec.Keys()[0].Name)},
			{"else", jsonObject{{"defaultSnippets", []any{
				jsonObject{{"label", "base spec"}, {"description", "a platform, stated whole"}, {"bodyText", baseSpec}},
				jsonObject{{"label", "overlay"}, {"description", "a platform that differs from another"}, {"bodyText", overlay}},
			}}}},
		}},
	}
}

// The snippets of a new file. The cursor goes to ${1:…} first.
const (
	baseSpec = `replygen: 1
platform: {id: ${1:campus}, title: ${2:校园平台}}
header:
  fields:
    - {name: ToUserName, type: string, required: true}
    - {name: FromUserName, type: string, required: true}
    - {name: CreateTime, type: unix_time, required: true}
    - {name: MsgType, type: msg_type}
replies:
  - type: text
    fields:
      - {name: Content, type: string, required: true, max_bytes: ${3:2048}}
`
	overlay = `replygen: 1
overlay: ${1:campus}
extends: ${2:builtin:wechat}
platform: {id: ${1:campus}, title: ${3:校园平台}}
changes:
  - edit: ${4:replies.text.Content}
    set: {${5:max_bytes: 600}}
    because: ${6:the gateway cuts longer texts}
`
)
