package docs

import (
	"fmt"
	"strings"
)

func delivery(w *writer) {
	d := w.platform.Delivery
	if d == nil {
		return
	}
	w.heading(2, w.deliveryTitle)
	acks := mapped(d.Acks, func(ack string) string {
		if ack == "" {
			return w.emptyAck
		}
		return code(ack)
	})
	respond := strings.Join(acks, w.comma)
	if len(acks) > 1 {
		respond = fmt.Sprintf(w.preferred, respond)
	}
	items := []string{
		fmt.Sprintf(w.deadline, d.Deadline.String()),
		fmt.Sprintf(w.attempts, d.Attempts),
		fmt.Sprintf(w.acks, respond),
	}
	if len(d.DedupeMessage) > 0 {
		items = append(items, fmt.Sprintf(w.dedupeMessage, w.codes(d.DedupeMessage)))
	}
	if len(d.DedupeEvent) > 0 {
		items = append(items, fmt.Sprintf(w.dedupeEvent, w.codes(d.DedupeEvent)))
	}
	w.list(items)
	w.about(d.Evidence)
}

func security(w *writer) {
	s := w.platform.Security
	if s == nil {
		return
	}
	w.heading(2, w.securityTitle)
	modes := mapped(s.Modes, func(m string) string { return fmt.Sprintf(w.modeName, w.modes[m], code(m)) })
	items := []string{fmt.Sprintf(w.securityModes, strings.Join(modes, w.comma))}
	switch {
	case s.Receiver != "":
		items = append(items, fmt.Sprintf(w.receiver, code(s.Receiver)))
	case s.Encrypts():
		items = append(items, w.noReceiver)
	}
	w.list(items)
	w.about(s.Evidence)
}
