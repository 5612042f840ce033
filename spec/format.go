package spec

import (
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/pattern"
)

// Format is a named form of a text.
type Format struct {
	Name string
	// Words say in English what such a text is.
	Words string
	// Matches reports whether a text has the form.
	Matches func(text string) bool
	// Valid are texts of the form, for samples and tests. Spoil makes texts of other forms from one that has it.
	Valid []string
	Spoil func(valid string) []string
}

var formats = []Format{
	{Name: "url", Words: "an absolute URL", Matches: pattern.IsURL,
		Valid: []string{"weixin://dl/business", "http://例子.中国:8080/路径?q=值#页"},
		Spoil: func(valid string) []string {
			_, rest, _ := strings.Cut(valid, "://")
			return []string{rest, strings.Replace(valid, "//", "/", 1), "https://", valid + " b"}
		}},
}

// FindFormat returns the format of a name, nil when there is none.
func FindFormat(name string) *Format {
	for i := range formats {
		if formats[i].Name == name {
			return &formats[i]
		}
	}
	return nil
}

// Formats returns the named forms that a text can have.
func Formats() []Format { return slices.Clone(formats) }
