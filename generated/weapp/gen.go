package weapp

//go:generate go run ../../cmd/replygen generate --spec weapp
