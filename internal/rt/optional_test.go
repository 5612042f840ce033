package rt

import "testing"

func TestZeroIsSetAndTheZeroValueIsNot(t *testing.T) {
	if got := Int(0); got != (OptionalInt{Set: true}) {
		t.Errorf("Int(0) = %+v", got)
	}
	if got := Int(-7); got != (OptionalInt{Value: -7, Set: true}) {
		t.Errorf("Int(-7) = %+v", got)
	}
	if got := Float(1.5); got != (OptionalFloat{Value: 1.5, Set: true}) {
		t.Errorf("Float(1.5) = %+v", got)
	}
	if got := Bool(false); got != (OptionalBool{Set: true}) {
		t.Errorf("Bool(false) = %+v", got)
	}
	if got := Bool(true); got != (OptionalBool{Value: true, Set: true}) {
		t.Errorf("Bool(true) = %+v", got)
	}
}
