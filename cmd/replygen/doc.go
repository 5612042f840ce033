// Command replygen turns the spec of a messaging platform's passive replies
// into a self-contained Go package.
//
// It is used from go generate, as a tool of the module:
//
//	go get -tool github.com/replygen/replygen/cmd/replygen
//
//	//go:generate go tool replygen generate --spec overlay.yaml
//
// in CI, where check says whether what is committed is what the spec makes, and
// by hand:
//
//	replygen preview news --set 'Articles.item[0].Title=你好'
//
// "replygen help" lists the subcommands, "replygen help generate" the flags of
// one. The exit status is 0 when all is fine, 1 for findings or drift, 2 for
// wrong usage or a file that cannot be read or written. Results go to standard
// output, remarks to standard error.
//
// For a reader of the code: main.go chooses the subcommand, each of which is a
// file of that name; target.go holds what generate and check have in common,
// package.go where they write and under which name.
package main
