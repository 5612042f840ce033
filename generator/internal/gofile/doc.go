// Package gofile is one Go file under construction.
//
// Declarations are text, most of it made by [Code], which notes the packages that it names. [File] wraps jennifer's file,
// which imports these: it owns the header, keeps text of a spec inside comments and string literals, and formats.
// Comments are wrapped before formatting (layout.go), long lines of code are broken after it (layout_code.go).
package gofile
