package gomodel

import "github.com/replygen/replygen/spec/diag"

// The codes of this package's diagnostics.
const (
	codePackage   diag.Code = "go-package"
	codeName      diag.Code = "go-name"
	codeCollision diag.Code = "go-collision"
)
