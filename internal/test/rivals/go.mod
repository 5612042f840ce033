module github.com/replygen/replygen/internal/test/rivals

go 1.24.0

replace github.com/replygen/replygen => ../../..

require (
	github.com/replygen/replygen v0.0.0
	github.com/valyala/bytebufferpool v1.0.0
	github.com/valyala/quicktemplate v1.8.0
)

tool github.com/valyala/quicktemplate/qtc
