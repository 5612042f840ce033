package wecom

//go:generate go run ../../cmd/replygen generate --spec wecom
