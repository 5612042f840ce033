package rt

import (
	"errors"
	"strings"
	"testing"
)

// What comes along from a file, a page or a terminal, in each setting that is compared or signed with.
func TestSettingsThatCannotBeRightAreNamed(t *testing.T) {
	const value = "wx5823bf96d3bd56c7"
	settings := map[string]func(v string) error{
		"Token":         func(v string) error { return checkTokens(v, "") },
		"PreviousToken": func(v string) error { return checkTokens("a", v) },
		"AppID": func(v string) error {
			_, err := newMessageKeys("AppID", v, nil, "", "")
			return err
		},
		"EncodingAESKey": func(v string) error {
			_, err := newMessageKeys("AppID", "wx1", nil, v, "")
			return err
		},
		"PreviousEncodingAESKey": func(v string) error {
			_, err := newMessageKeys("AppID", "wx1", nil, "", v)
			return err
		},
	}
	for name, check := range settings {
		right := value
		isKey := strings.HasSuffix(name, "Key")
		if isKey {
			right = wecomSampleKey
		}
		if err := check(right); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, c := range []string{" ", "\t", "\n", "\r", "\r\n", "\x00", "\x7f", "\u0085", "\u00a0", "\u3000", "\u2028", "\ufeff", "\u200b", "\u200e", "\u00ad", "\xff"} {
			for where, wrong := range map[string]string{"before": c + right, "behind": right + c, "inside": right[:3] + c + right[3:], "inside a key's length": right[:3] + c + right[3+len(c):]} {
				err := check(wrong)
				if err == nil {
					t.Errorf("%s with %q %s is accepted", name, c, where)
					continue
				}
				if !strings.HasPrefix(err.Error(), name+": ") || !strings.Contains(err.Error(), "cannot be right") && !strings.Contains(err.Error(), "UTF-8") {
					t.Errorf("%s with %q %s: %v", name, c, where, err)
				}
				if isKey != errors.Is(err, ErrAESKey) || strings.Contains(err.Error(), right[4:10]) {
					t.Errorf("%s with %q %s: %v", name, c, where, err)
				}
			}
		}
	}
}

func TestReceiverMustBeThereWithAKey(t *testing.T) {
	for _, c := range []struct {
		name, receiver, current, previous string
		ok                                bool
	}{
		{"AppID", "", "", "", true},
		{"AppID", "", wecomSampleKey, "", false},
		{"AppID", "", "", wecomSampleKey, false},
		{"AppID", "wx1", wecomSampleKey, "", true},
		{"", "", wecomSampleKey, "", true},
	} {
		keys, err := newMessageKeys(c.name, c.receiver, nil, c.current, c.previous)
		if (err == nil) != c.ok || err != nil && (keys != nil || !strings.HasPrefix(err.Error(), "AppID: ")) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
