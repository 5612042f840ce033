// Package output puts generated files on disk, or says how the disk differs
// from them.
//
// [Write] leaves a file alone if its bytes are right, so that modification
// times and with them the build cache stay; it never overwrites or removes a
// file that is not known to be ours (see [Owned]). A file that is not needed any
// more becomes a stub, which the next run removes. [Check] writes nothing and
// reports what is missing, stale or changed, with unified diffs. Both start
// with the same comparison: plan.go is the place to begin reading.
package output
