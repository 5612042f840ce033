package simulator

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/replygen/replygen/internal/platform"
)

// Damage is what is wrong with a delivery on purpose.
type Damage string

// The damages.
const (
	Undamaged     Damage = ""
	BadSignature  Damage = "signature" // signatures that are none
	OldTimestamp  Damage = "timestamp" // signed a day ago
	CutBody       Damage = "cut"       // half of the document, rightly signed
	DroppedAnswer Damage = "drop"      // the first response gets lost
)

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
	Damage   Damage `json:"damage"`
}

// Send starts a delivery and returns its id. The error is for an order that cannot be carried out.
func (s *Simulator) Send(o Order) (int, error) {
	damages := []Damage{Undamaged, BadSignature, OldTimestamp, CutBody, DroppedAnswer}
	if !slices.Contains(damages, o.Damage) {
		return 0, fmt.Errorf("damage %q is unknown", o.Damage)
	}
	d := &delivery{}
	var err error
	if o.Again != 0 {
		err = s.repeat(d, o)
	} else {
		err = s.compose(d, o)
	}
	if err != nil {
		return 0, err
	}
	if o.Document != "" {
		d.Document = o.Document
		if edited, err := d.message.Edited(o.Document); err == nil {
			d.message = edited
		}
	}
	d.User, d.Damage, d.Running, d.Began = d.message.Sender(), o.Damage, true, s.account.Now().UnixMilli()
	d.Attempts = []Attempt{}
	id := s.add(d)
	go s.deliver(d)
	return id, nil
}

func (s *Simulator) compose(d *delivery, o Order) (err error) {
	if o.Renew {
		return errors.New("renew goes with again, the id of a delivery")
	}
	if o.Name == "" {
		return errors.New("name is missing: that of a message or an event, or the id of a delivery to send again")
	}
	set := slices.Clone(o.Set)
	if addresses := s.account.Spec.Inbound.Addresses; addresses != nil && o.User != "" {
		set = slices.Insert(set, 0, platform.Setting{Path: addresses[1], Value: o.User})
	}
	d.message, err = s.account.NewMessage(o.Name, set...)
	if err != nil {
		return err
	}
	d.message.SealedFor = o.Receiver
	d.Name, d.AcceptsReply, d.Document = o.Name, d.message.AcceptsReply, d.message.XML()
	return nil
}

func (s *Simulator) repeat(d *delivery, o Order) error {
	if o.Name != "" || o.User != "" || o.Receiver != "" || len(o.Set) > 0 {
		return errors.New("a message that is sent again stays as it is: only document, damage and renew go with again")
	}
	earlier := s.find(o.Again)
	if earlier == nil {
		return fmt.Errorf("delivery %d is unknown or forgotten", o.Again)
	}
	// These do not change after the delivery has begun.
	d.Name, d.AcceptsReply, d.Document = earlier.Name, earlier.AcceptsReply, earlier.Document
	d.Again, d.message = o.Again, earlier.message
	if !o.Renew {
		return nil
	}
	if renewed, err := s.account.Renewed(d.message, d.Document); err == nil { // what is not well-formed has no id
		d.message, d.Document = renewed, renewed.XML()
	}
	return nil
}

// deliver sends the message until the platform would stop.
func (s *Simulator) deliver(d *delivery) {
	next := func() *platform.Request {
		r := s.request(d)
		s.update(d, func(d *Delivery) { d.Attempts = append(d.Attempts, s.attempt(r)) })
		return r
	}
	for x := range s.account.Exchanges(s.ctx, next) {
		if d.Damage == DroppedAnswer && len(d.Attempts) == 1 {
			x.Drop()
		}
		s.update(d, func(d *Delivery) { s.complete(&d.Attempts[len(d.Attempts)-1], x) })
	}
	s.update(d, func(d *Delivery) { d.Running, d.Shown = false, shown(d) })
}

// request returns the next request of a delivery, with its damage.
func (s *Simulator) request(d *delivery) *platform.Request {
	document := d.Document
	if d.Damage == CutBody {
		document = document[:len(document)/2]
	}
	r := s.account.NewRequestFor(d.message, document, s.account.Mode)
	switch d.Damage {
	case BadSignature:
		for _, name := range []string{"signature", "msg_signature"} {
			if r.Query.Has(name) {
				r.Query.Set(name, strings.Repeat("0", 40))
			}
		}
	case OldTimestamp:
		s.account.Redate(r, s.account.Now().Add(-24*time.Hour))
	case Undamaged, CutBody, DroppedAnswer: // signed as others are
	}
	return r
}
