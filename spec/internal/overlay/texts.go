package overlay

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/replygen/replygen/spec/diag"
	"github.com/replygen/replygen/spec/internal/code"
	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// overtakenTexts warns where an overlay changes a number and the element's doc, which the overlay leaves, states the old one.
func (a *Applier) overtakenTexts(name string) {
	for _, r := range a.Log[a.start:] {
		k := r.Shape.Key(r.Key)
		isNumber := k != nil && slices.Contains([]keys.Kind{keys.SizeKey, keys.NumberKey, keys.DurationKey}, k.Kind)
		if !isNumber || r.Old == nil || r.Verb != keys.VerbEdit || !k.Accepts(r.at) {
			continue
		}
		e, rest := a.Element().Descend(r.Path)
		doc := e.Node.Get("doc")
		if len(rest) > 0 || doc == nil || doc.By != nil && doc.By.Overlay == name {
			continue
		}
		if number := statedNumber(doc.Text, r.Old); number != "" {
			a.p.Add(diag.Diagnostic{Span: r.at.Span, Severity: diag.Warning, Code: code.OvertakenText, Hint: "set `doc` too",
				Message: fmt.Sprintf("the doc of %q still says %s", e.Name(), number),
				Notes:   []diag.Note{{Span: doc.Span, Message: "the text is here"}}})
		}
	}
}

// followingRoot warns where an overlay changes the root element of replies, and with it that of messages, for which the
// spec states none.
func (a *Applier) followingRoot() {
	if a.Root.Get("inbound").Get("root") != nil || a.Root.Get("messages") == nil && a.Root.Get("events") == nil {
		return
	}
	for _, r := range a.Log[a.start:] {
		if r.Key == "root" && slices.Equal(r.Path, []string{"header"}) && (r.Verb != keys.VerbEdit || r.Shape.Key(r.Key).Accepts(r.at)) {
			root := cmp.Or(a.Root.Get("header").Str("root"), keys.HeaderRoot)
			a.p.Add(diag.Diagnostic{Span: r.at.Span, Severity: diag.Warning, Code: code.OvertakenText,
				Message: fmt.Sprintf("the root element of messages becomes %q, too", root),
				Hint:    "add `edit: inbound` with `set: {root: " + root + "}`, or with the root that messages keep"})
		}
	}
}

// statedNumber returns how a text states a number, in digits or in Chinese, "" if it does not. Numbers below 2 are too common
// to mean the value.
func statedNumber(text string, value *tree.Node) string {
	digits := value.Text
	if d, err := time.ParseDuration(digits); err == nil {
		digits = strconv.Itoa(int(d / time.Second))
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 2 {
		return ""
	}
	if m := regexp.MustCompile(`(?:^|[^0-9.:/])(` + digits + `[ \p{Han}]?)(?:[^0-9.:]|$)`).FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1])
	}
	if n > 99 {
		return ""
	}
	// A counter tells a number from a part of a word.
	m := regexp.MustCompile(`(?:^|[^一二三四五六七八九十百第])((?:` + chineseNumber(n) + `)(?:分钟|[条秒次个项张篇字天种位]))`).FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return m[1]
}

// chineseNumber is a pattern of the number, from 2 to 99, in Chinese.
func chineseNumber(n int) string {
	digit := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n == 2:
		return "二|两"
	case n < 10:
		return digit[n]
	case n < 20:
		return "十" + digit[n-10]
	}
	return digit[n/10] + "十" + digit[n%10]
}
