// Package draft writes the first overlay for a new platform.
//
// [Overlay] is the only entry. The overlay changes nothing yet and has a commented example of each verb. The examples
// (examples.go) are chosen so that all of them apply to the extended platform once the comment marks are removed.
package draft
