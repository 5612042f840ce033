// Package editor tests what an editor shows of the JSON Schema: it runs yaml-language-server, which
// most editors use for YAML, and asks it for completions, hovers and diagnostics.
//
// The tests need node and npm, which gets the server in the version of testdata/package-lock.json.
// Without these programs they are skipped, but fail where the environment variable CI is "true".
//
// Start reading at server_test.go.
package editor
