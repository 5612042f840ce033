// Package docs writes a platform's reference page as Markdown: per reply a table of its elements, the XML sample, the
// rules across elements and the examples; the same of what the platform sends; the header, the named strings, delivery and security; and for an overlay what
// differs from its base, and why.
//
// [Page] is the only entry. Start reading at page.go, the list of sections; each section is a file. What is said in words
// stands in words.go with its two languages; how text from a spec becomes harmless Markdown in markdown.go.
package docs
