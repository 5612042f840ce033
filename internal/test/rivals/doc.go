// Package rivals compares the generated writers with the other ways in which Go programs write a platform's XML. It is a
// module of its own, so that the rivals' requirements do not become replygen's.
//
// Start with [Shapes], what is written, and [Writers], what writes it. Two commands use them, both to be run from this
// directory:
//
//	go run ./cmd/compare    # measures everything, prints tables, writes table.md, chart-light.svg and chart-dark.svg
//	go run ./cmd/guard      # fails if the generated writers fell behind bounds.json; -record writes it anew
//
// For benchstat, `go test -run '^$' -bench . -count 10` names its benchmarks BenchmarkAppend/shape=…/writer=….
package rivals
