// Package markdown asks a Markdown reader what it makes of the pages of internal/docs: whatever the texts of a spec
// are, the page keeps its structure and shows them. It is a module of its own, so that the reader does not become a
// requirement of replygen.
package markdown
