// Package interpret makes, changes, writes, reads and judges a platform's
// replies by looking at its spec, without any generated code:
//
//	r, err := interpret.Sample(platform, "news") // the platform's own sample
//	err = r.Set("Articles.item[1].Title", "你好")
//	r.XML()        // what AppendXML of the generated type would write
//	r.Violations() // what Validate would find
//
// It serves the subcommands that show a platform before there is code for it,
// and it is the oracle that generated code is tested against. So it shares
// nothing with that code: it takes encoding/xml and regexp where generated code
// has its own scanner and automata, and knows neither internal/rt nor the
// generator.
//
// Of what the platform sends it makes samples only: [SampleMessage], [SampleEvent].
//
// Start reading at reply.go, the tree of values; each file beside it walks that
// tree for one purpose: sample.go, set.go, xml.go, check.go, parse.go. Whether an
// element is there at all is decided in presence.go.
package interpret
