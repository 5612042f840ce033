package gomodel

import "testing"

func TestParameter(t *testing.T) {
	taken := map[string]bool{}
	for _, c := range []struct{ name, want string }{
		{"MediaID", "mediaID"}, {"URL", "url"}, {"HQMusicURL", "hqMusicURL"}, {"ToUserName", "toUserName"},
		{"Type", "typeValue"}, {"Len", "lenValue"}, {"Strconv", "strconvValue"}, {"Time", "timeValue"},
		{"Content", "content"}, {"Content", "contentValue"}, {"Content", "contentValue2"}, {"ID", "id"}, {"A", "a"},
	} {
		if got := ParameterName(c.name, taken); got != c.want {
			t.Errorf("parameter(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
