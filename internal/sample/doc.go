// Package sample makes values for the fields of a platform, from the rules of
// its spec alone: one that satisfies all of them ([Text], [Int], [Time],
// [Float]), and pairs on both sides of each rule ([Edges] and its like) for
// the table tests of generated packages.
//
// It judges values itself ([Broken]), by an interpretation of the rules that
// shares nothing with generated code but [spec.CompilePattern], so that the two
// can be held against each other.
//
// A value here is a present one. The empty string, and the Unix time 0, are
// how a generated struct says that a field is absent; neither is ever made.
//
// Start reading at broken.go: everything else asks it.
package sample
