module github.com/replygen/replygen/internal/test/markdown

go 1.24.0

replace github.com/replygen/replygen => ../../..

require github.com/replygen/replygen v0.0.0

require (
	github.com/yuin/goldmark v1.8.7
	gopkg.in/yaml.v3 v3.0.1 // indirect
)
