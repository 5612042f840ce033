// Package difftest holds a generated package against internal/judge, on random
// replies: as values, which also hold what XML cannot carry, and as documents,
// right and wrong in every way that a spec makes possible. The two share no
// code, so a rule that either gets wrong shows as a difference.
//
//	pair, err := difftest.New(platform, wechat.ParseReply)
//	err = pair.Value(random)    // Validate and AppendXML of a struct
//	err = pair.Document(random) // ParseReply
//	pair.Missed()               // what no reply has broken so far
//
// Only tests import it. Its own hold every platform that ships to this, a spec of
// every kind and rule, and each ParseMessage to the messages that its spec
// states and to encoding/xml. Start reading at pair.go. A reply starts as the tree of
// value.go, which random.go fills and repair.go puts right; golang.go, reply.go
// and document.go are its three forms, damage.go and spell.go what happens to a
// document on the way, and breakable.go says what there is to be broken.
package difftest
