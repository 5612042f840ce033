package spec

import "github.com/replygen/replygen/spec/diag"

// The codes of this package's diagnostics. They are stable: tests and editors judge by them.
const (
	// What the DSL leaves out of YAML.
	codeSyntax       diag.Code = "yaml-syntax"
	codeEncoding     diag.Code = "yaml-encoding"
	codeSize         diag.Code = "yaml-size"
	codeDepth        diag.Code = "yaml-depth"
	codeDocuments    diag.Code = "yaml-documents"
	codeAnchor       diag.Code = "yaml-anchor"
	codeNull         diag.Code = "yaml-null"
	codeTag          diag.Code = "yaml-tag"
	codeDuplicateKey diag.Code = "yaml-duplicate-key"

	// The shape of a spec or overlay: what the JSON Schema can tell, too.
	codeVersion    diag.Code = "spec-version"
	codeUnknownKey diag.Code = "unknown-key"
	codeMissingKey diag.Code = "missing-key"
	codeKind       diag.Code = "value-kind"
	codeValue      diag.Code = "value"
	codeName       diag.Code = "name"
	codeRuleKind   diag.Code = "rule-kind"
	codeVerb       diag.Code = "overlay-verb"

	// What a spec says.
	codeDuplicateName diag.Code = "duplicate-name"
	codeUnknownType   diag.Code = "unknown-type"
	codeUnknownField  diag.Code = "unknown-field"
	codeRuleConflict  diag.Code = "rule-conflict"
	codePattern       diag.Code = "pattern"
	codeMsgType       diag.Code = "msg-type"
	codeAddresses     diag.Code = "addresses"
	codePresence      diag.Code = "presence"
	codeExample       diag.Code = "example"
	codeDelivery      diag.Code = "delivery"
	codeSecurity      diag.Code = "security"
	codeText          diag.Code = "text"

	// Overlays.
	codeExtends         diag.Code = "overlay-extends"
	codeCycle           diag.Code = "overlay-cycle"
	codePath            diag.Code = "overlay-path"
	codeTarget          diag.Code = "overlay-target"
	codeExists          diag.Code = "overlay-exists"
	codeDuplicateChange diag.Code = "overlay-duplicate"
	codeNoChange        diag.Code = "overlay-no-change"
	codeWas             diag.Code = "overlay-was"
	codePlace           diag.Code = "overlay-place"
	codeChildren        diag.Code = "overlay-children"
	codeDocsOnly        diag.Code = "overlay-docs-only"
	codeSpecNotFound    diag.Code = "spec-not-found"
	codeNotASpec        diag.Code = "spec-kind"
)
