// Package golden holds what a program made to the files of a folder: the golden files of a test.
//
// [Folder.Compare] is the only entry. It is strict in both directions: an output without a file, and a file that
// nothing made, are differences just as other bytes are.
package golden
