package wecomsuite

//go:generate go run ../../cmd/replygen generate --spec wecomsuite
