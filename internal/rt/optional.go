package rt

// OptionalInt is an optional number: absent unless Set. The zero value is an absent one, so that 0
// can be said apart from nothing:
//
//	reply.Duration = Int(0)        // <Duration>0</Duration>
//	reply.Duration = OptionalInt{} // no element
type OptionalInt struct {
	Value int64
	Set   bool
}

// Int returns an OptionalInt that is set to v.
func Int(v int64) OptionalInt {
	return OptionalInt{Value: v, Set: true}
}

// OptionalFloat is an optional number: absent unless Set. The zero value is an absent one, so that
// 0 can be said apart from nothing:
//
//	reply.Scale = Float(0)        // <Scale>0</Scale>
//	reply.Scale = OptionalFloat{} // no element
type OptionalFloat struct {
	Value float64
	Set   bool
}

// Float returns an OptionalFloat that is set to v.
func Float(v float64) OptionalFloat {
	return OptionalFloat{Value: v, Set: true}
}

// OptionalBool is an optional truth value: absent unless Set. The zero value is an absent one, so
// that false can be said apart from nothing:
//
//	reply.Silent = Bool(false)    // <Silent>false</Silent>
//	reply.Silent = OptionalBool{} // no element
type OptionalBool struct {
	Value bool
	Set   bool
}

// Bool returns an OptionalBool that is set to v.
func Bool(v bool) OptionalBool {
	return OptionalBool{Value: v, Set: true}
}
