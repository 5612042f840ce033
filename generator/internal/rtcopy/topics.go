package rtcopy

import "strings"

// topics are the files that the run-time code is copied into. A source file belongs to the first topic that has a
// prefix of its name. The names are a promise: a package that gets them anew shows a diff of what changed, and no more.
var topics = []struct {
	name     string
	prefixes []string
}{
	{"rt_xml.gen.go", []string{"append", "scan", "stream", "written"}},
	{"rt_rules.gen.go", []string{"format", "optional", "pattern", "truncate", "violation"}},
	{"rt_decode.gen.go", []string{"decode", "receipt"}},
	{"rt_crypto.gen.go", []string{"crypt", "envelope", "signature"}},
	{"rt_serve.gen.go", []string{"serve"}},
	{"rt_store.gen.go", []string{"store"}},
	{"rt_rules.gen_test.go", []string{"rules_test"}},
}

// topicOf is the name of the file that gets a source file's declarations, "" if it has no topic.
func topicOf(source string) string {
	for _, t := range topics {
		for _, prefix := range t.prefixes {
			if strings.HasPrefix(source, prefix) {
				return t.name
			}
		}
	}
	return ""
}
