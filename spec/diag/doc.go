// Package diag holds what is wrong with a file and shows it: the place, the
// source line, carets under the fault, a hint and secondary places.
//
//	overlays/campus.yaml:14:11: edit: reply "text" has no field "Contnet" [overlay-target]
//	   14 |   - edit: replies.text.Contnet
//	      |           ^~~~~~~~~~~~~~~~~~~~ did you mean "Content"?
//	spec/platforms/wechat.yaml:22:7: note: the fields of "text" are declared here
//
// It knows nothing of YAML or of specs. Start reading at [Diagnostic], then
// [List], which collects, and [List.Write], which renders.
//
// # How to write a message
//
//   - The thing at fault comes first: `reply "text" has no field "Contnet"`,
//     not `could not find field "Contnet"`.
//   - Short, lower case, one line, no full stop, no "failed to", no blame
//     ("invalid", "illegal", "you must") where a fact will do.
//   - Say what to write instead, in the hint: `did you mean "Content"?`,
//     `write max_bytes: 2048`. See [Suggest].
//   - Quote what the file says with %q; give numbers their unit: "2100 bytes,
//     at most 2048".
//   - The span is the smallest stretch that has to change: the value, not the
//     whole mapping.
//   - One diagnostic a mistake. What only follows from an earlier one is left
//     out. A second place that contributes is a [Note], not a second
//     diagnostic.
//   - A [Code] is a promise to scripts: once published, its meaning stays.
//
// # What a reader of the terminal is spared
//
// Sources are written by others. Control characters, invisible format
// characters (bidi controls, zero-width spaces, stray joiners) and invalid
// UTF-8 are shown as Go escapes in Text and GitHub, in source lines, messages
// and file names alike; JSON carries text as it is. Emoji sequences and
// combining marks stay as they are.
//
// Carets are placed by display width: two cells for East Asian wide and
// full-width characters and for an emoji sequence as a whole, one for
// everything else, the characters of ambiguous width among them (“”, …, ①).
package diag
