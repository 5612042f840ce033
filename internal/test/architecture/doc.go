// Package architecture tests what the compiler does not: the direction of imports between rooms and the size of rooms.
package architecture
