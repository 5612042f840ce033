// Package rtcopy copies run-time code into a generated package.
//
// [Files] follows the references of the emitted files into internal/rt, declaration by declaration, and writes those
// that it reaches, a file a topic (topics.go). So nothing in a generated package is unused.
package rtcopy
