// Package docs writes a platform's reference page as Markdown.
//
// For each reply, message and event it writes a table of the elements, the rules across them, the examples and an XML
// sample. Sections on the header, named strings, delivery and security follow. The page of an overlay lists what it
// changes in its base, and why.
//
// [Page] is the only entry. Start reading at page.md, the template of all pages; page.go fills it in. words.go has the
// texts that a key of the spec chooses; all others stand where they are said, in both languages. markdown.go makes text
// from a spec harmless.
package docs
