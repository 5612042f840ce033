// Package randomspec makes random platforms, and random overlays with what they lead to, for the tests of laws: what holds
// for every spec has to hold for these.
//
// A spec is a tree of its own here, [Map], and an overlay is applied by code that shares nothing with package spec: so
// the tests learn whether what spec makes of an overlay is what its author would expect. Start reading at [Spec] and
// [Overlay].
package randomspec
