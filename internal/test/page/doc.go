// Package page is where the page of the simulator is tested in a browser, Chromium: what a person sees and does there.
// It is a module of its own, so that chromedp does not become a requirement of replygen.
//
// A test plays a person: it types, clicks, and reads what is visible (browser_test.go); the bots are in bots_test.go.
// With REPLYGEN_SCREENSHOTS=DIR the tests write pictures of the page to a folder: look at them after a change of its
// look. So are those of internal/simulator/screenshots made:
//
//	REPLYGEN_SCREENSHOTS=../../simulator/screenshots go test -run CommittedPictures .
package page
