package rt

import "embed"

// Sources is the source text of this package, tests aside, for the generator to copy.
//
//go:embed decode.go decode_attribute.go decode_find.go decode_message.go decode_misc.go decode_name.go decode_pieces.go decode_reference.go decode_tag.go decode_text.go decode_value.go
//go:embed append.go append_dirty.go append_int.go append_words.go format.go optional.go pattern.go scan.go scan_runs.go scan_states.go scan_words.go stream.go violation.go violations.go
//go:embed crypt_cause.go crypt_error.go crypt_inspect.go crypt_key.go crypt_open.go crypt_seal.go envelope.go envelope_reply.go signature.go
var Sources embed.FS

// TestSources is what the tests of generated packages are written in.
//
//go:embed rules_test.go
var TestSources embed.FS
