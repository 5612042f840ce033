package offiaccount

//go:generate go run ../../cmd/replygen generate --spec offiaccount
