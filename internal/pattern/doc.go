// Package pattern turns an RE2 expression into a deterministic automaton, so
// that a generated validator can match a value without package regexp.
//
//	a, err := pattern.Compile(`[a-z]+@[a-z]+`)
//	a.Match("kf2001@account") // true
//	a.Example()               // "a@a", true
//
// A pattern matches a whole value: `^(?:pattern)$`, whether or not it has
// anchors of its own. What looks at a value's surroundings (\b, \B, multi-line
// ^ and $) is an error, and so is a pattern whose automaton would be too large
// to generate code from.
//
// Patterns with the same meaning have the same automaton, to the number of
// each state.
//
// Start reading at [Compile]: it names the steps in their order, and each has
// a file of its own: alphabet.go, subset.go, minimize.go, number.go.
package pattern
