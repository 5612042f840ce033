package rt

import (
	"errors"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// settingError is what is wrong with a setting of a Config. Some settings are secrets, so it does
// not quote their values.
type settingError struct {
	name   string
	reason error
}

// Error returns the name of the setting and the reason.
func (e *settingError) Error() string {
	return e.name + ": " + e.reason.Error()
}

// Unwrap returns the reason.
func (e *settingError) Unwrap() error {
	return e.reason
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

// checkTokens returns a *settingError for a token that no platform can have.
func checkTokens(current, previous string) error {
	if current == "" {
		return &settingError{"Token", errors.New("it is empty")}
	}
	if err := checkVisible(current); err != nil {
		return &settingError{"Token", err}
	}
	if err := checkVisible(previous); err != nil {
		return &settingError{"PreviousToken", err}
	}
	return nil
}
