module github.com/replygen/replygen/internal/test/editor

go 1.24.0

replace github.com/replygen/replygen => ../../..

require (
	github.com/replygen/replygen v0.0.0
	gopkg.in/yaml.v3 v3.0.1
)
