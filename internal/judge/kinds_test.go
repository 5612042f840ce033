package judge

import "github.com/replygen/replygen/spec"

// set returns a value that a spec states.
func set[T any](v T) spec.Value[T] { return spec.Value[T]{V: v, Origin: &spec.Origin{}} }

// rule sets one rule of a kind of string.
type rule func(*spec.String)

func text(rules ...rule) *spec.String {
	k := &spec.String{CDATA: true}
	for _, r := range rules {
		r(k)
	}
	return k
}

func minBytes(n int) rule     { return func(k *spec.String) { k.Rules.Size[spec.MinBytes] = set(n) } }
func maxBytes(n int) rule     { return func(k *spec.String) { k.Rules.Size[spec.MaxBytes] = set(n) } }
func maxRunes(n int) rule     { return func(k *spec.String) { k.Rules.Size[spec.MaxRunes] = set(n) } }
func minRunes(n int) rule     { return func(k *spec.String) { k.Rules.Size[spec.MinRunes] = set(n) } }
func enum(v ...string) rule   { return func(k *spec.String) { k.Rules.Enum = set(v) } }
func match(expr string) rule  { return func(k *spec.String) { k.Rules.Pattern = set(expr) } }
func example(s string) rule   { return func(k *spec.String) { k.Matching = s } }
func format(form string) rule { return func(k *spec.String) { k.Rules.Format = set(form) } }
func integer(v ...int64) *spec.Int { // min and max
	return &spec.Int{Min: set(v[0]), Max: set(v[1])}
}
