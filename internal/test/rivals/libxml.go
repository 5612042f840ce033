package rivals

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
)

// FindLibxml returns an error if xmllint, libxml2's command, is not installed. Debian's package libxml2-utils has it.
func FindLibxml() error {
	_, err := exec.LookPath("xmllint")
	return err
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
