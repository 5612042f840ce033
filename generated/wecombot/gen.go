package wecombot

//go:generate go run ../../cmd/replygen generate --spec wecombot
