package schema

import "testing"

// What a path names decides what may stand in a change: an editor that knows offers the right keys.
func TestSchemaKnowsWhatAPathNames(t *testing.T) {
	s := compiled(t)
	for _, tt := range []struct {
		change string
		ok     bool
	}{
		{"{edit: replies.text, set: {title: x}}", true},
		{"{edit: replies.text, set: {max_bytes: 1}}", false},
		{"{edit: replies.text, set: {type: x}}", false},
		{"{edit: replies.text, set: {fields: []}}", false},
		{"{edit: replies.text, unset: [title]}", true},
		{"{edit: replies.text, unset: [deadline]}", false},
		{"{edit: header, set: {root: x}}", true},
		{"{edit: header, set: {title: x}}", false},
		{"{edit: header.To, set: {max_bytes: 1}}", true},
		{"{edit: header.To, set: {root: x}}", false},
		{"{edit: header.To, unset: [type]}", false},
		{"{add: replies.text.A, last: true, value: {type: int, min: 1}}", true},
		{"{add: replies.text.A, last: true, value: {min: 1}}", false},
		{"{add: replies.text.A, last: true, value: {type: int, max_bytes: 1}}", false},
		{"{add: replies.text.A.B, last: true, value: {type: int, min: 1}}", true},
		{"{add: replies.text.A.B, last: true, value: {type: int, max_bytes: 1}}", false},
		{"{add: replies.text.A.B, last: true, value: {deadline: 5s}}", false},
		{"{add: replies.text.rules.r, value: {one_of: [A, B]}}", true},
		{"{edit: replies.text.L.item, set: {name: row}}", true},
		{"{edit: replies.text.L.item, unset: [name]}", true},
		{"{edit: delivery, set: {deadline: 5s}, was: {deadline: 3s}}", true},
		{"{edit: delivery, set: {deadline: soon}}", false},
		{"{edit: delivery, set: {deadline: 5s}, was: {title: x}}", false},
		{"{edit: delivery, unset: [acks]}", false},
		{"{add: scalars.ID, value: {doc: x}}", true},
		{"{add: scalars.ID, value: {type: string}}", false},
		{"{edit: scalars.ID.doc, set: {doc: x}}", false},
		{"{edit: delivery.deadline, set: {doc: x}}", false},
		{"{edit: replies, set: {doc: x}}", false},
		{"{edit: 'replies.*', set: {doc: x}}", false},
		{"{remove: platform}", false},
		{"{remove: messages, because: x}", true},
		{"{remove: events, was: {}}", true},
		{"{remove: events, was: {title: x}}", false},
		{"{remove: replies}", true},
		{"{remove: scalars}", false},
		{"{edit: messages, unset: [title]}", false},
		{"{replace: events, value: {}}", false},
		{"{move: header.To, last: true}", true},
		{"{move: header.To}", false},
		{"{move: header.To, last: false}", false},
		{"{move: header.To, first: true, after: A}", false},
		{"{move: delivery, last: true}", false},
	} {
		d, err := Read([]byte("replygen: 1\noverlay: x\nextends: builtin:wechat\nchanges:\n  - " + tt.change + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		if faults := d.Faults(s); (len(faults) == 0) != tt.ok {
			t.Errorf("%s: %v", tt.change, faults)
		}
	}
}

func TestSchemaHoldsListsAndRulesToTheirForm(t *testing.T) {
	s := compiled(t)
	for _, tt := range []struct {
		reply string
		ok    bool
	}{
		{"fields: [{name: A, type: string, enum: [a, b]}]", true},
		{"fields: [{name: A, type: string, enum: [a, a]}]", false},
		{"fields: [{name: A, type: string, enum: []}]", false},
		{"rules: [{name: r, one_of: [A, B]}]", true},
		{"rules: [{name: r, one_of: [A, A]}]", false},
		{"rules: [{name: r, one_of: [A, B], at_least_one_of: [A, B]}]", false},
		{"rules: [{name: r, field: A, one_of: [A, B]}]", false},
		{"rules: [{name: r, field: A, required_when: {field: B, in: [1]}}]", true},
		{"rules: [{name: r, field: A, required_when: {field: B}}]", false},
		{"fields: [{name: A, type: OpenID, max_bytes: 3}]", true},
		{"fields: [{name: A, type: OpenID, min: 3}]", false},
		{"fields: [{name: A, type: list, flat: true, item: {type: string}}]", true},
		{"fields: [{name: A, type: list, flat: true, item: {name: a, type: string}}]", false},
		{"fields: [{name: A, type: list, item: {fields: []}}]", false},
		{"fields: [{name: A, type: list, item: {name: a, type: string, fields: []}}]", false},
	} {
		d, err := Read([]byte("replygen: 1\nplatform: {id: x}\nheader: {}\nreplies:\n  - {type: a, " + tt.reply + "}\n"))
		if err != nil {
			t.Fatal(err)
		}
		if faults := d.Faults(s); (len(faults) == 0) != tt.ok {
			t.Errorf("%s: %v", tt.reply, faults)
		}
	}
}
