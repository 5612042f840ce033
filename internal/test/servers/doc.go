// Package servers runs replygen probe and replygen simulate against bots that are written with other libraries: wechat
// and co-wechat of npm, and the Go module github.com/silenceper/wechat/v2. Each bot repeats the texts that it receives.
// The findings are compared with testdata/*.golden; go test -update writes them. It is a module of its own, so that no
// library becomes a requirement of replygen.
//
// The tests need node and npm, which gets the libraries in the versions of testdata/package-lock.json. Without these
// programs the bots of npm are skipped, but fail where the environment variable CI is "true".
//
// Start reading at servers_test.go.
package servers
