// Package probe tests a server against the contract of its platform: a catalogue of checks, each with an id that does
// not change, run one after the other through package platform.
//
//	report := probe.Run(ctx, account, probe.Options{})
//	report.Write(os.Stdout, "text", probe.Style{})
//
// Checks build on each other: one that needs another is skipped if that fails, so that a single defect is a single
// finding. A check never passes for want of an answer.
//
// Start reading at check.go, what a check is, and run.go, how it is run. The files catalogue_*.go hold the checks.
package probe
