module github.com/replygen/replygen/internal/test/redisstore

go 1.24.0

replace github.com/replygen/replygen => ../../..

require (
	github.com/redis/go-redis/v9 v9.17.2
	github.com/replygen/replygen v0.0.0
)

require (
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/dave/jennifer v1.7.1 // indirect
	github.com/dgryski/go-rendezvous v0.0.0-20200823014737-9f7001d12a5f // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)
