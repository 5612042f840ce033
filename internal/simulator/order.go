package simulator

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/replygen/replygen/internal/platform"
)

// damages are what can be wrong with a delivery on purpose: what becomes of its requests, nil for nothing.
var damages = map[string]func(*platform.Account, *platform.Request){
	"": nil,
	// Signatures that are none.
	"signature": func(_ *platform.Account, r *platform.Request) {
		for _, name := range []string{"signature", "msg_signature"} {
			if r.Query.Has(name) {
				r.Query.Set(name, strings.Repeat("0", 40))
			}
		}
	},
	// Signed a day ago.
	"timestamp": func(a *platform.Account, r *platform.Request) { a.Redate(r, a.Now().Add(-24*time.Hour)) },
	// Half of the document, rightly signed.
	"cut": func(a *platform.Account, r *platform.Request) {
		*r = *a.NewRequestFor(r.Message, r.Plain[:len(r.Plain)/2], r.Mode)
	},
	dropped: nil,
}

// dropped is the damage of a delivery whose first response gets lost.
const dropped = "drop"

// Order asks for a delivery: a new message, or the message of an earlier delivery again.
type Order struct {
	// Name is that of an event, or the type of a message; "" with Again.
	Name string `json:"name"`
	// Again is the id of a delivery whose message is sent again, 0 for none.
	Again int `json:"again"`
	// Renew gives the message that is sent again another id and the time of now: it is a new one with the same content.
	// Otherwise it is the same, as in a retry.
	Renew bool `json:"renew"`
	// Set changes the spec's sample.
	Set []platform.Setting `json:"set"`
	// User is the id of the sender, "" for one that has sent nothing yet.
	User string `json:"user"`
	// Receiver is the receiver inside of the encrypted message, "" for that of the account.
	Receiver string `json:"receiver"`
	// Document replaces the message's XML, which may then be anything; "" keeps it.
	Document string `json:"document"`
	// Damage is one of damages.
	Damage string `json:"damage"`
}

// Send starts a delivery and returns its id. The error is for an order that cannot be carried out.
func (s *Simulator) Send(o Order) (int, error) {
	if _, ok := damages[o.Damage]; !ok {
		return 0, fmt.Errorf("damage %q is unknown", o.Damage)
	}
	compose := s.compose
	if o.Again != 0 {
		compose = s.repeat
	}
	m, document, err := compose(o)
	if err != nil {
		return 0, err
	}
	if o.Document != "" {
		document = o.Document
		if edited, err := m.Edited(document); err == nil {
			m = edited
		}
	}
	d := &Delivery{
		Name: cmp.Or(m.Event, m.Type), Again: o.Again, User: m.Sender(), Damage: o.Damage,
		Document: document, AcceptsReply: m.AcceptsReply, Attempts: []Attempt{}, message: m,
		Began: s.account.Now().UnixMilli(), Running: true,
	}
	s.change(&d.version, func() {
		s.lastID++
		d.ID = s.lastID
		s.deliveries = append(s.deliveries, d)
		s.deliveries = s.deliveries[max(0, len(s.deliveries)-kept):]
	})
	go s.deliver(d)
	return d.ID, nil
}

// compose makes the message of an order, with its document.
func (s *Simulator) compose(o Order) (*platform.Message, string, error) {
	switch {
	case o.Renew:
		return nil, "", errors.New("renew goes with again, the id of a delivery")
	case o.Name == "":
		return nil, "", errors.New("name is missing: that of a message or an event, or the id of a delivery to send again")
	}
	set := o.Set
	if addresses := s.account.Spec.Inbound.Addresses; addresses != nil && o.User != "" {
		set = append([]platform.Setting{{Path: addresses[1], Value: o.User}}, set...)
	}
	m, err := s.account.NewMessage(o.Name, set...)
	if err != nil {
		return nil, "", err
	}
	m.SealedFor = o.Receiver
	return m, m.XML(), nil
}

// repeat returns the message of an earlier delivery, with the document that was sent.
func (s *Simulator) repeat(o Order) (*platform.Message, string, error) {
	if o.Name != "" || o.User != "" || o.Receiver != "" || len(o.Set) > 0 {
		return nil, "", errors.New(
			"a message that is sent again stays as it is: only document, damage and renew go with again")
	}
	all := s.since(0).deliveries
	i := slices.IndexFunc(all, func(d Delivery) bool { return d.ID == o.Again })
	if i < 0 {
		return nil, "", fmt.Errorf("delivery %d is unknown or forgotten", o.Again)
	}
	if o.Renew {
		if m, err := s.account.Renewed(all[i].message, all[i].Document); err == nil { // what is not well-formed has no id
			return m, m.XML(), nil
		}
	}
	return all[i].message, all[i].Document, nil
}

// deliver sends the message until the platform would stop.
func (s *Simulator) deliver(d *Delivery) {
	next := func() *platform.Request {
		r := s.account.NewRequestFor(d.message, d.Document, s.account.Mode)
		if damage := damages[d.Damage]; damage != nil {
			damage(s.account, r)
		}
		s.change(&d.version, func() { d.Attempts = append(d.Attempts, s.attempt(r)) })
		return r
	}
	for x := range s.account.Exchanges(s.ctx, next) {
		if d.Damage == dropped && len(d.Attempts) == 1 {
			x.Drop()
		}
		s.change(&d.version, func() { s.complete(&d.Attempts[len(d.Attempts)-1], x) })
	}
	s.change(&d.version, func() { d.Running, d.Shown = false, shown(d) })
}
