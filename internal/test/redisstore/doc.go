// Package redisstore is where the RedisStore that "replygen generate --with redis" adds to a package is compiled and
// tested, against redis-servers: by the laws of a Store, and by what becomes of messages when a server goes away, or one
// of the processes that share it. It is a module of its own, so that go-redis does not become a requirement of replygen.
//
// The scenarios start redis-servers and bots as processes, play the platform, and log what came back: see it by
// "go test -v". A bot is this test's binary, started again (bot_process_test.go).
//
// redis_store.gen.go is what the generator writes, from internal/rt/extra/redis_store.go; laws_test.go and model_test.go
// are internal/rt/store_laws_test.go and store_model_test.go. "go test -run Copies -update" takes a change of those over.
package redisstore
