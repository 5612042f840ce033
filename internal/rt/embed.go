package rt

import "embed"

// Sources is the source text of this package, tests aside, for the generator to copy.
//
//go:embed decode.go decode_find.go decode_leaves.go decode_message.go decode_misc.go decode_name.go decode_reference.go decode_tag.go decode_text.go decode_value.go
//go:embed append.go append_escape.go append_words.go format.go optional.go scan.go scan_runs.go scan_states.go stream.go truncate.go violation.go written.go
//go:embed crypt_error.go crypt_key.go crypt_open.go crypt_seal.go crypt_serve.go envelope.go signature.go
//go:embed serve.go serve_check.go serve_context.go serve_finish.go serve_log.go serve_message.go serve_query.go serve_receive.go serve_respond.go serve_setting.go serve_store.go serve_task.go
//go:embed store.go store_entries.go store_entry.go store_memory.go
var Sources embed.FS

// TestSources is what the tests of generated packages are written in.
//
//go:embed rules_test.go
var TestSources embed.FS
