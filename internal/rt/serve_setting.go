package rt

import (
	"cmp"
	"errors"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// fault is an error with its reason.
type fault struct {
	what, reason error
}

// Error returns what is wrong, and the reason.
func (f *fault) Error() string {
	return f.what.Error() + ": " + f.reason.Error()
}

// Unwrap returns both.
func (f *fault) Unwrap() []error {
	return []error{f.what, f.reason}
}

// settingError is what is wrong with a setting of a Config, nil for nothing. Some settings are secrets,
// so it does not quote their values.
func settingError(name string, reason error) error {
	if reason == nil {
		return nil
	}
	return &fault{errors.New(name), reason}
}

// checkVisible returns an error for a value with white space or invisible characters, as they come
// along from a file, a web page or a terminal. No platform has them in a token, an id or a key.
func checkVisible(value string) error {
	if !utf8.ValidString(value) {
		return errors.New("it is not valid UTF-8")
	}
	for i, r := range value {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) {
			return errors.New(strconv.QuoteRuneToASCII(r) + " at byte " + strconv.Itoa(i) + " cannot be right")
		}
	}
	return nil
}

// checkTokens returns an error for a token that no platform can have.
func checkTokens(current, previous string) error {
	if current == "" {
		return settingError("Token", errors.New("it is empty"))
	}
	return cmp.Or(settingError("Token", checkVisible(current)), settingError("PreviousToken", checkVisible(previous)))
}
