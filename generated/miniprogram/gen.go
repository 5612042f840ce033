package miniprogram

//go:generate go run ../../cmd/replygen generate --spec miniprogram
