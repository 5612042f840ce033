// Package generator turns a resolved platform into the files of a Go package.
//
// [Generate] is the entry; [Check] finds the same problems and makes no files. Both are pure: they read the
// [spec.Platform], the options and the run-time code that is embedded in this program, and return all files or all
// problems.
//
// Start reading at generate.go, which lists the emitters in the order of the output. The rooms below, from the top:
//
//   - internal/emit: one emitter for each kind of file that depends on the spec
//   - internal/gomodel: the platform as Go sees it, with every name decided, which all emitters read
//   - internal/rtcopy: the run-time code, copied as far as the emitted files reach it
//   - internal/gofile: one file under construction, from its header to the breaking of its lines
package generator
