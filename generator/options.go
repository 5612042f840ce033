package generator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/generator/internal/rtcopy"
	"github.com/replygen/replygen/spec"
)

// Options are what a caller decides about a package beside its platform.
type Options struct {
	// Package is the name of the package; the platform's id when empty.
	Package string
	// With names what the package has beyond what it needs, of Extras; it may import more than the standard library.
	With []string
	// Without names what the package lacks, of Parts: what depends on it is left out as well.
	Without []string
}

// Parts returns the names that Options.Without may have.
func Parts() []string { return slices.Clone(gomodel.Parts) }

// Extras returns the names that Options.With may have.
func Extras() []string { return rtcopy.ExtraNames() }

// Validate returns an error if a platform's package cannot have what With asks for, or cannot lack what Without names.
// Generate returns the same error.
func (o Options) Validate(p *spec.Platform) error {
	for _, name := range o.Without {
		if !slices.Contains(gomodel.Parts, name) {
			return fmt.Errorf("without %q is no part that can be left out: choose from %s", name, strings.Join(Parts(), ", "))
		}
	}
	for _, name := range o.With {
		if !slices.Contains(Extras(), name) {
			return fmt.Errorf("with %q is nothing that a package can have: choose from %s", name, strings.Join(Extras(), ", "))
		}
	}
	if len(o.With) > 0 && !gomodel.Serves(p, o.Without) {
		return fmt.Errorf("with %s: the package has no handler: %s states no messages and events, or no delivery, or --without leaves it out", o.With[0], p.ID)
	}
	return nil
}
