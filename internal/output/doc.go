// Package output writes generated files to disk, or reports how the disk differs
// from them.
//
// [Write] does not touch a file whose bytes are right, so that its modification
// time stays and the build cache is of use. It never overwrites or removes a
// file of others (see [Owns]). A file of ours that is no longer generated
// becomes a stub, which the next run removes. [Check] writes nothing and
// reports what is missing, stale or changed, with unified diffs.
//
// Start reading at plan.go, the comparison that both begin with.
package output
