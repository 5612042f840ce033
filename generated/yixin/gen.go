package yixin

//go:generate go run ../../cmd/replygen generate --spec yixin
