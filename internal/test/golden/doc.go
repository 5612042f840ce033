// Package golden compares what a program made with the golden files of a folder.
//
// [Folder.Compare] is the only entry. It is strict in both directions: an output without a file, and a file that
// nothing made, are differences just as other bytes are.
package golden
