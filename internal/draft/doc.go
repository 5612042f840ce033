// Package draft starts the overlay of a platform of one's own.
//
// [Overlay] is the only entry: an overlay that changes nothing yet, with a commented example of each verb. The examples
// are made for the platform that is extended (examples.go), and held to it: without the comment marks they apply.
package draft
