// Package samples compares the builtin platforms with the documents that public repositories hold as samples.
package samples
