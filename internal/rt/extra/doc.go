// Package extra holds run-time code that depends on more than the standard
// library: a generated package has it only when it is asked for, by --with.
//
// The files are constrained to "ignore", so that this module does not require
// what they import. Each is compiled and tested in a module of its own that holds
// a copy: redis_store.go in internal/test/redisstore.
package extra

import "embed"

// Sources is the text of the files, for the generator to copy.
//
//go:embed redis_store.go
var Sources embed.FS
