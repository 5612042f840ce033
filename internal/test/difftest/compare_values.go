package difftest

import (
	"math/rand/v2"
	"testing"
)

// Compare compares at least that many values and documents, and goes on, up to
// most, until each rule of the platform has been broken. It also fails when
// too few of them were right, or wrong, to say much.
func Compare(t testing.TB, p *Pair, random *rand.Rand, least, most int) {
	t.Helper()
	values, documents := []string{""}, []string{""}
	for n := 0; n < least || n < most && len(values)+len(documents) > 0; n++ {
		if n < least || len(values) > 0 {
			if err := p.Value(random); err != nil {
				t.Fatal(err)
			}
		}
		if n < least || len(documents) > 0 {
			if err := p.Document(random); err != nil {
				t.Fatal(err)
			}
		}
		if n%250 == 249 {
			values, documents = p.Missed()
		}
	}
	if len(values)+len(documents) > 0 {
		t.Errorf("never broken by values: %q, by documents: %q", values, documents)
	}
	for what, n := range map[string]Counts{"values": p.Values, "documents": p.Documents} {
		wrong := n.All - n.Valid - n.Refused
		if n.Valid < n.All/4 || wrong < n.All/8 || n.Refused > n.All/4 || n.Refused == 0 && what == "documents" {
			t.Errorf("%s do not say much: %+v", what, n)
		}
		t.Logf("%s: %+v", what, n)
	}
}
