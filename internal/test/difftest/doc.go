// Package difftest compares a generated package with internal/judge, the interpreter of specs, on random replies: as
// values, with characters too that XML cannot carry, and as documents, valid and invalid in every way that a spec makes
// possible. The two share no code, so a rule that either gets wrong shows as a difference.
//
//	pair, err := difftest.New(platform, wechat.ParseReply)
//	err = pair.Value(random)    // Validate and AppendXML of a struct
//	err = pair.Document(random) // ParseReply
//	pair.Missed()               // what no reply has violated so far
//
// Only tests import it. Its own tests compare every builtin platform and a spec of every kind and rule, and each
// ParseMessage with the messages of its spec and with encoding/xml.
//
// Start reading at pair.go. A reply starts as its document, the tree of element.go, which random.go makes. golang.go makes
// a struct of it, damage.go and spell.go change the document, and breakable.go lists the rules that a reply can violate.
package difftest
