package qq

//go:generate go run ../../cmd/replygen generate --spec qq
