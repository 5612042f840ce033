// Package redisstore is where the RedisStore that "replygen generate --with redis" adds to a package is compiled and
// tested: against a redis-server, and with two handlers that share it. It is a module of its own, so that go-redis does
// not become a requirement of replygen.
//
// redis_store.gen.go is what the generator writes, from internal/rt/extra/redis_store.go, and laws_test.go is
// internal/rt/store_laws_test.go; "go test -run Copies -update" takes a change of those over.
package redisstore
