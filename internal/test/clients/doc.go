// Package clients tests the handlers of generated packages with what others have written for the same platforms: the
// libraries wechat-crypto, @wecom/crypto and wechat-encrypt of npm, and the Go module github.com/silenceper/wechat/v2.
// They sign and encrypt what is posted over HTTP, and read what comes back. It is a module of its own, so that none of
// them becomes a requirement of replygen.
//
// The tests need node and npm, which gets the libraries in the versions of testdata/package-lock.json. Without these
// programs they are skipped, but fail where the environment variable CI is "true".
package clients
