package judge

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/replygen/replygen/spec"
)

// assign gives a leaf the value that a text spells; always is set for a number
// that is always written.
func (l *leaf) assign(k spec.Kind, always bool, text string) error {
	if text == "" {
		zero := absent(k, always).(*leaf)
		if _, ok := k.(*spec.UnixTime); zero.set && !ok {
			return errors.New("the number is always written and cannot be empty")
		}
		*l = *zero
		return nil
	}
	canonical, err := canonicalText(k, text)
	if err != nil {
		return err
	}
	*l = leaf{text: canonical, set: true}
	return nil
}

// canonicalText is the one way in which the wire spells a value.
func canonicalText(k spec.Kind, text string) (string, error) {
	switch k.(type) {
	case *spec.Int, *spec.UnixTime:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return "", fmt.Errorf("%q is no whole number of 64 bits", text)
		}
		return strconv.FormatInt(n, 10), nil
	case *spec.Float:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || strings.ContainsAny(text, "xX_") {
			return "", fmt.Errorf("%q is no number of 64 bits", text)
		}
		return floatText(f), nil
	case *spec.Bool:
		if text != "true" && text != "false" {
			return "", fmt.Errorf("%q is neither true nor false", text)
		}
	case *spec.String, *spec.MsgType, *spec.Const, *spec.Count, *spec.Object, *spec.List, *spec.Union: // has one spelling
	}
	return text, nil
}

// floatText is the shortest decimal that reads back as f, without an exponent.
func floatText(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
