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
	// Generate expects that CheckWith finds nothing wrong with it.
	With []string
	// Without names what the package lacks, of Parts: what depends on it is left out as well. Generate expects that
	// CheckWithout finds nothing wrong with it.
	Without []string
}

// Parts are the names that Options.Without may hold.
func Parts() []string { return slices.Clone(gomodel.Parts) }

// CheckWithout says whether a package can lack all that Options.Without names.
func (o Options) CheckWithout() error {
	for _, name := range o.Without {
		if !slices.Contains(Parts(), name) {
			return fmt.Errorf("%q is no part that can be left out: choose from %s", name, strings.Join(Parts(), ", "))
		}
	}
	return nil
}

// Extras are the names that Options.With may hold.
func Extras() []string { return rtcopy.ExtraNames() }

// CheckWith reports whether a platform's package can have all that Options.With asks for.
func (o Options) CheckWith(p *spec.Platform) error {
	for _, name := range o.With {
		if !slices.Contains(Extras(), name) {
			return fmt.Errorf("%q is nothing that a package can have: choose from %s", name, strings.Join(Extras(), ", "))
		}
	}
	if len(o.With) > 0 && !gomodel.Serves(p, o.Without) {
		return fmt.Errorf("%s: the package has no handler: %s states no messages and events, or no delivery, or --without leaves it out", o.With[0], p.ID)
	}
	return nil
}
