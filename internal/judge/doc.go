// Package judge interprets specs, without any generated code: it makes, changes, writes, reads and judges a platform's
// replies, and single values.
//
//	r, err := judge.Sample(platform, "news") // the platform's own sample
//	err = r.Set("Articles.item[1].Title", "你好")
//	r.XML()        // what AppendXML of the generated type would write
//	r.Violations() // what Validate would find
//
// It serves the subcommands that show a platform before there is code for it, the generator, which takes from it the
// values of generated tests ([Value], [Edges]), and the differential tests, which compare it with generated code. So it
// shares nothing with that code: it takes encoding/xml and regexp where generated code has its own scanner, and knows
// neither internal/rt nor the generator.
//
// Of what the platform sends it makes samples only: [SampleMessage], [SampleEvent].
//
// Start reading at value.go, what a single value is worth, and at reply.go, the tree of values; each file beside it walks
// that tree for one purpose: sample.go, set.go, xml.go, check.go, parse.go. Whether an element is present at all is
// decided in presence.go.
package judge
