module github.com/replygen/replygen/internal/test/schema

go 1.24.0

replace github.com/replygen/replygen => ../../..

require (
	github.com/replygen/replygen v0.0.0
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	golang.org/x/text v0.14.0 // indirect
	gopkg.in/yaml.v3 v3.0.1
)

require github.com/joshdk/go-junit v1.0.0
