package rt

import "embed"

// Sources is the source text of this package, for the generator to copy.
//
//go:embed *.go
var Sources embed.FS
