// Package gomodel is a platform as Go sees it: structs, fields, builders and messages with every name decided.
//
// [Lower] makes the model (model.go) of a spec's platform, and reports names that clash or are no Go names. The other
// files are what emitters ask about the model: the Go types of fields, when a field is present, rules in English.
package gomodel
