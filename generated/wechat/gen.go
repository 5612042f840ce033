package wechat

//go:generate go run ../../cmd/replygen generate --spec wechat
