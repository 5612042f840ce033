package simulator

import (
	"strconv"

	"github.com/replygen/replygen/internal/platform"
	"github.com/replygen/replygen/spec"
)

// Setup is what the page needs to know once.
type Setup struct {
	ID         string        `json:"id"`
	Title      string        `json:"title"`
	URL        string        `json:"url"`
	Mode       platform.Mode `json:"mode"`
	Lang       string        `json:"lang,omitempty"`
	LoadImages bool          `json:"load_images"`
	DeadlineMS int64         `json:"deadline_ms"`
	Attempts   int           `json:"attempts"`
	// HasUsers reports whether messages name their sender.
	HasUsers bool `json:"has_users"`
	// Receiver is the account's receiver inside of encrypted messages, and ReceiverName what the platform calls it; "" where
	// nothing is encrypted, or for nobody.
	Receiver     string `json:"receiver"`
	ReceiverName string `json:"receiver_name"`
	// Messages are the messages and then the events that the platform can send.
	Messages []Form `json:"messages"`
	// Replies are titles by the types of replies.
	Replies map[string]string `json:"replies"`
}

// Form is a message or an event to fill in.
type Form struct {
	// Name is what an Order names it by.
	Name         string  `json:"name"`
	Title        string  `json:"title"`
	Doc          string  `json:"doc,omitempty"`
	Event        bool    `json:"event"`
	AcceptsReply bool    `json:"accepts_reply"`
	Fields       []Input `json:"fields"`
}

// Input is an element to fill in. Kind decides which of the other fields it has.
type Input struct {
	// Name is the element's name, the last part of the path of a setting: Content, Info.Title, List.item[0], Flat[0].
	Name     string `json:"name"`
	Kind     string `json:"kind"` // text, int, float, bool, time, object, list or union
	Doc      string `json:"doc,omitempty"`
	Required bool   `json:"required"`
	// Value is the sample of a text, a number, a bool or a time.
	Value string `json:"value,omitempty"`
	// Values are all that a text or a number can be, nil for anything.
	Values []string `json:"values,omitempty"`
	// Fields are the children of an object.
	Fields []Input `json:"fields,omitempty"`
	// Item is what a list consists of; Flat reports whether its items have no element around them.
	Item *Input `json:"item,omitempty"`
	Flat bool   `json:"flat,omitempty"`
	// Tag is the child of a union that chooses one of the forms.
	Tag   string `json:"tag,omitempty"`
	Cases []Case `json:"cases,omitempty"`
}

// Case is a form of a union.
type Case struct {
	Value  string  `json:"value"` // of the tag
	Title  string  `json:"title,omitempty"`
	Fields []Input `json:"fields"`
}

// setup describes the account. The samples in it are those of a message that is composed now.
func (s *Simulator) setup() Setup {
	a := s.account
	out := Setup{
		ID: a.Spec.ID, Title: a.Spec.Title, URL: a.Redact(a.URL()), Mode: a.Mode, Lang: s.options.Lang,
		LoadImages: s.options.LoadImages, DeadlineMS: a.Deadline.Milliseconds(), Attempts: a.Attempts,
		HasUsers: a.Spec.Inbound.Addresses != nil, Messages: []Form{}, Replies: map[string]string{},
	}
	if a.Mode != platform.Plain {
		out.Receiver, out.ReceiverName = a.Receiver, a.Spec.Security.Receiver
	}
	for _, r := range a.Spec.Replies {
		out.Replies[r.Type] = r.Title
	}
	for _, m := range a.Spec.Sent() {
		sample, err := a.Compose(m)
		if err != nil {
			panic(err) // a spec always has a sample
		}
		out.Messages = append(out.Messages, Form{
			Name: m.Name(), Title: m.Title, Doc: m.Doc, Event: m.Event != "",
			AcceptsReply: sample.AcceptsReply, Fields: inputs(m.Fields, sample.Element),
		})
	}
	return out
}

// inputs describes the fields of an element that can be filled in, with the values that they have in a sample of it,
// which may be nil.
func inputs(fields []*spec.Field, parent *platform.Element) []Input {
	out := []Input{}
	for _, f := range fields {
		if in := inputOf(f, parent); in.Kind != "" {
			out = append(out, in)
		}
	}
	return out
}

// inputOf describes a field. Its kind is "" for one that the platform fills in.
func inputOf(f *spec.Field, parent *platform.Element) Input {
	in := Input{Name: f.Name, Doc: f.Doc, Required: f.Required}
	var sample *platform.Element
	if parent != nil {
		sample = parent.Child(f.Name)
	}
	if sample != nil {
		in.Value = sample.Text
	}
	switch k := f.Kind.(type) {
	case *spec.String:
		in.Kind, in.Values = "text", k.Rules.Enum.V
	case *spec.Int:
		in.Kind = "int"
		for _, n := range k.Enum.V {
			in.Values = append(in.Values, strconv.FormatInt(n, 10))
		}
	case *spec.Float:
		in.Kind = "float"
	case *spec.Bool:
		in.Kind, in.Values = "bool", []string{"true", "false"}
	case *spec.UnixTime:
		in.Kind = "time"
	case *spec.Object:
		in.Kind, in.Fields = "object", inputs(k.Fields, sample)
	case *spec.List:
		if k.Flat {
			sample = parent
		}
		if item := inputOf(k.Item, sample); item.Kind != "" {
			in.Kind, in.Flat, in.Item = "list", k.Flat, &item
		}
	case *spec.Union:
		in.Kind, in.Tag = "union", k.Tag
		for _, c := range k.Cases {
			in.Cases = append(in.Cases, Case{c.Value, c.Title, inputs(c.Fields, sample)})
		}
	case *spec.MsgType, *spec.Const, *spec.Count: // "": no input
	}
	return in
}
