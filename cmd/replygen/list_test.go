package main

import (
	"strings"
	"testing"

	"github.com/replygen/replygen/spec"
)

func TestListNamesEveryBuiltinWithItsBaseAndWhatDiffers(t *testing.T) {
	r := replygen("list")
	r.want(t, exitFine, "中南e行公众平台: -video -music; ", "")
	lines := strings.Split(strings.TrimSuffix(r.out, "\n"), "\n")
	if len(lines) != len(spec.Builtins()) {
		t.Fatalf("%d lines:\n%s", len(lines), r.out)
	}
	for i, id := range spec.Builtins() {
		want := map[string][]string{
			"wechat":      {"wechat", "-", "微信公众平台:", "text"},
			"offiaccount": {"offiaccount", "wechat", "微信公众号:", "+transfer_customer_service"},
			"wecombot":    {"wecombot", "-", "企业微信群机器人:", "text", "markdown"},
		}[id]
		if got := strings.Fields(lines[i]); got[0] != id || len(got) < 4 || want != nil && strings.Join(got[:len(want)], " ") != strings.Join(want, " ") {
			t.Errorf("%s is listed as %q", id, lines[i])
		}
	}
}
