// Command replygen generates a self-contained Go package from the spec of a
// messaging platform's passive replies.
//
// Go generate runs it as a tool of the module:
//
//	go get -tool github.com/replygen/replygen/cmd/replygen
//
//	//go:generate go tool replygen generate --spec overlay.yaml
//
// In CI, check reports whether the committed package is up to date. By hand:
//
//	replygen preview news --set 'Articles.item[0].Title=你好'
//
// "replygen help" lists the subcommands, "replygen help generate" the flags of
// one. The exit status is 0 without findings, 1 for findings or drift, 2 for
// wrong usage or a file that cannot be read or written. Results go to standard
// output, remarks to standard error.
//
// Start reading at main.go, which runs the subcommand; each has a file of its
// name. Generate and check share target.go, which generates the files, and
// package.go, which decides their directory and package.
package main
