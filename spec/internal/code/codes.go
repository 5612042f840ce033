// Package code lists the codes of the diagnostics of a spec. They are stable: tests and editors rely on them.
package code

import "github.com/replygen/replygen/spec/diag"

// The codes, by what a diagnostic is about.
const (
	// What the DSL leaves out of YAML.
	Syntax       diag.Code = "yaml-syntax"
	Encoding     diag.Code = "yaml-encoding"
	Size         diag.Code = "yaml-size"
	Depth        diag.Code = "yaml-depth"
	Documents    diag.Code = "yaml-documents"
	Anchor       diag.Code = "yaml-anchor"
	Null         diag.Code = "yaml-null"
	Tag          diag.Code = "yaml-tag"
	DuplicateKey diag.Code = "yaml-duplicate-key"

	// The shape of a spec or overlay: what the JSON Schema can tell, too.
	Version    diag.Code = "spec-version"
	UnknownKey diag.Code = "unknown-key"
	MissingKey diag.Code = "missing-key"
	Kind       diag.Code = "value-kind"
	Value      diag.Code = "value"
	Name       diag.Code = "name"
	RuleKind   diag.Code = "rule-kind"
	Verb       diag.Code = "overlay-verb"

	More diag.Code = "more"

	// What a spec says.
	DuplicateName diag.Code = "duplicate-name"
	UnknownType   diag.Code = "unknown-type"
	UnknownField  diag.Code = "unknown-field"
	RuleConflict  diag.Code = "rule-conflict"
	Pattern       diag.Code = "pattern"
	MsgType       diag.Code = "msg-type"
	Addresses     diag.Code = "addresses"
	Presence      diag.Code = "presence"
	Example       diag.Code = "example"
	Delivery      diag.Code = "delivery"
	Security      diag.Code = "security"
	Text          diag.Code = "text"

	// Overlays.
	Extends         diag.Code = "overlay-extends"
	Cycle           diag.Code = "overlay-cycle"
	Path            diag.Code = "overlay-path"
	Target          diag.Code = "overlay-target"
	Exists          diag.Code = "overlay-exists"
	DuplicateChange diag.Code = "overlay-duplicate"
	OvertakenText   diag.Code = "overlay-overtaken"
	NoChange        diag.Code = "overlay-no-change"
	Was             diag.Code = "overlay-was"
	Place           diag.Code = "overlay-place"
	Children        diag.Code = "overlay-children"
	DocsOnly        diag.Code = "overlay-docs-only"
	SpecNotFound    diag.Code = "spec-not-found"
	NotASpec        diag.Code = "spec-kind"
)
