package zhongnan

//go:generate go run ../../cmd/replygen generate --spec zhongnan
