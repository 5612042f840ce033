package interpret

import (
	"strconv"

	"github.com/replygen/replygen/internal/sample"
	"github.com/replygen/replygen/spec"
)

// plausible makes a value that the rules of a field let pass. It returns false
// where none is known.
func plausible(f *spec.Field) (string, bool) {
	switch k := f.Kind.(type) {
	case *spec.String:
		return sample.Text(f.Name, k)
	case *spec.Int:
		n, ok := sample.Int(k)
		return strconv.FormatInt(n, 10), ok
	case *spec.UnixTime:
		n, ok := sample.Time(k)
		return strconv.FormatInt(n, 10), ok
	case *spec.Float:
		v, ok := sample.Float(k)
		return floatText(v), ok
	case *spec.Bool:
		return "true", true
	}
	return "", false
}
