package component

//go:generate go run ../../cmd/replygen generate --spec component
