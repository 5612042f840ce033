package rivals

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// ErrNoLibxml reports that xmllint, libxml2's command, is not installed.
var ErrNoLibxml = errors.New("xmllint: not installed (Debian's package libxml2-utils has it)")

// FindLibxml returns ErrNoLibxml if there is no xmllint in the PATH.
func FindLibxml() error {
	if _, err := exec.LookPath("xmllint"); err != nil {
		return ErrNoLibxml
	}
	return nil
}

// ParseLibxml is libxml2 for Judge.
func ParseLibxml(doc []byte) (string, error) {
	cmd := exec.Command("xmllint", "--nonet", "--xpath", "string(/xml/Content)", "-")
	cmd.Stdin = bytes.NewReader(doc)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil || complaints.Len() > 0 {
		return "", fmt.Errorf("xmllint: %v: %s", err, complaints.String())
	}
	return strings.TrimSuffix(string(out), "\n"), nil
}
