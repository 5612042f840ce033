package epaas

//go:generate go run ../../cmd/replygen generate --spec epaas
