// Package judge interprets specs, without any generated code: it makes, changes, writes, reads and checks replies
// and single values.
//
//	r, err := judge.Sample(platform, "news") // the platform's own sample
//	err = r.Set("Articles.item[1].Title", "你好")
//	r.XML()        // what AppendXML of the generated type would write
//	r.Violations() // what Validate would find
//
// The subcommands use it that show a platform without generated code, the generator for the values of generated tests
// ([Value], [Edges]), and the differential tests, which compare it with generated code. So it shares nothing with that
// code: it uses encoding/xml and regexp where generated code has a scanner of its own, and imports neither internal/rt
// nor the generator.
//
// Of messages and events it makes samples only: [SampleMessage].
//
// Start reading at tree.go, the tree of values. Each of the other files walks that tree for one purpose: value.go
// writes it, sample.go, set.go, check.go, parse.go. presence.go decides whether an element is present and a rule across
// elements holds. An [Element] is an element of any document, which document.go reads.
package judge
