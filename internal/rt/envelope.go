package rt

import "errors"

// envelope is what the platform posts around an encrypted message. Only
// encrypt is covered by the signature: the others help to choose a key, and
// prove nothing.
type envelope struct {
	encrypt    string
	toUserName string
	agentID    string // of an application of WeCom
	appID      string // of a third-party platform
}

// parseEnvelope reads an envelope, or a message of the compatible mode, which
// has the plain fields too. Without an Encrypt element, as in the plain mode,
// encrypt is empty. The error is ErrEnvelope; a *SyntaxError behind it has the
// place.
//
// Users type characters that XML does not have, and the platform passes them
// on in the plain fields; they do not keep the rest from being read.
func parseEnvelope(xml []byte) (envelope, error) {
	d := newDecoder(xml)
	e, err := d.envelope()
	if err == nil {
		return e, nil
	}
	if d.uncarriable() {
		d = newReplacingDecoder(d.s)
		if e, again := d.envelope(); again == nil {
			return e, nil
		}
	}
	return envelope{}, &cryptFault{ErrEnvelope, err}
}

func (d *decoder) envelope() (envelope, error) {
	var e envelope
	d.root("xml")
	for {
		name, ok := d.next()
		if !ok {
			break
		}
		switch name {
		case "Encrypt":
			if e.encrypt != "" {
				return envelope{}, errors.New("it has a second Encrypt")
			}
			e.encrypt = d.text()
		case "ToUserName":
			e.toUserName = d.text()
		case "AgentID":
			e.agentID = d.text()
		case "AppId":
			e.appID = d.text()
		default:
			d.skip()
		}
	}
	return e, d.end()
}
