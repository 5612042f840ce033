package spec_test

import (
	"fmt"
	"testing"
)

func TestIDOfAMessage(t *testing.T) {
	for name, c := range map[string]struct{ inbound, fields, want string }{
		"called MsgId":         {"", "{name: CardId, type: id}, {name: MsgId, type: id}, {name: MsgID, type: id}", "MsgId"},
		"called MsgID":         {"{name: Id, type: id}", "{name: MsgID, type: int}", "MsgID"},
		"also called MsgId":    {"", "{name: CardId, type: id}, {name: message_id, type: string, aliases: [MsgId]}", "message_id"},
		"of every message":     {"{name: MsgId, type: id}", "{name: CardId, type: id}", "MsgId"},
		"ids of other things":  {"{name: Chat, type: id}", "{name: Text, type: string}, {name: AppId, type: id}", "<nil>"},
		"none":                 {"{name: Chat, type: string}", "{name: Info, type: object, fields: [{name: MsgId, type: id, required: true}]}", "<nil>"},
		"MsgId that is no one": {"", "{name: MsgId, type: list, item: {name: id, type: id}}", "<nil>"},
	} {
		p := loadText(t, "replygen: 1\nplatform: {id: p}\nheader: {fields: [{name: MsgType, type: msg_type}]}\nreplies: [{type: text}]\n"+
			"inbound: {fields: ["+c.inbound+"]}\nmessages: [{type: text, fields: ["+c.fields+"]}]\n")
		got := "<nil>"
		if id := p.Messages[0].ID; id != nil {
			got = id.Name
		}
		if got != c.want {
			t.Errorf("%s: the id is %s, want %s", name, got, c.want)
		}
	}
}

// Sender, receiver, type and event stand in every key; the platform's elements count where a message has them.
func TestDedupeIsTheMessagesOwnOrWhatItHasOfThePlatforms(t *testing.T) {
	p := loadText(t, `replygen: 1
platform: {id: p}
header: {fields: [{name: ToUserName, type: id, required: true}, {name: FromUserName, type: id, required: true}, {name: CreateTime, type: unix_time, required: true}, {name: MsgType, type: msg_type}]}
replies: [{type: text}]
delivery: {deadline: 5s, attempts: 3, acks: [""], dedupe: {message: [MsgId], event: [FromUserName, CreateTime, Event, EventKey, Job.Id]}}
messages:
  - {type: text, fields: [{name: MsgId, type: id}]}
  - {type: image, fields: [{name: Id, type: id}]}
  - {type: link, dedupe: [ToUserName, MsgType, Url], fields: [{name: Url, type: string}, {name: MsgId, type: id}]}
events:
  - {event: click, fields: [{name: EventKey, type: string}]}
  - {event: done, fields: [{name: Job, type: object, required: true, fields: [{name: Id, type: id}]}]}
  - {event: other, fields: [{name: Job, type: object, required: true, fields: [{name: Name, type: string}]}]}
  - {event: own, dedupe: [Job.Id], fields: [{name: Job, type: object, required: true, fields: [{name: Id, type: id}]}]}
`)
	for i, want := range []string{"[MsgId]", "[]", "[Url]"} {
		if got := fmt.Sprint(p.Messages[i].Dedupe); got != want {
			t.Errorf("%s: %s, want %s", p.Messages[i].Type, got, want)
		}
	}
	for i, want := range []string{"[CreateTime EventKey]", "[CreateTime Job.Id]", "[CreateTime]", "[Job.Id]"} {
		if got := fmt.Sprint(p.Events[i].Dedupe); got != want {
			t.Errorf("%s: %s, want %s", p.Events[i].Event, got, want)
		}
	}
}
