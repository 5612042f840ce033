package chain

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/replygen/replygen/spec/internal/keys"
	"github.com/replygen/replygen/spec/internal/tree"
)

// synonyms are other names of builtin platforms.
var synonyms = map[string]string{
	"weixin": "wechat", "wx": "wechat", "微信": "wechat",
	"mp": "offiaccount", "gongzhonghao": "offiaccount", "gzh": "offiaccount", "公众号": "offiaccount", "订阅号": "offiaccount", "服务号": "offiaccount", "officialaccount": "offiaccount",
	"subscription": "offiaccount", "wechatwork": "wecom", "企业微信机器人": "wecombot", "企业微信群机器人": "wecombot",
	"qywx": "wecom", "qiyeweixin": "wecom", "企业微信": "wecom", "qyweixin": "wecom", "workwechat": "wecom", "wework": "wecom", "wxwork": "wecom", "enterprisewechat": "wecom",
	"小程序": "miniprogram", "xiaochengxu": "miniprogram", "miniapp": "miniprogram", "wxapp": "miniprogram", "群机器人": "wecombot", "qqgongzhonghao": "qq", "易信": "yixin",
}

// builtinHint returns what to write in place of the name of a builtin platform that does not exist.
func (r Reader) builtinHint(name string) string {
	plain := strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(keys.ToHalfWidth(name)))
	plain = strings.TrimSuffix(plain[strings.LastIndex(plain, ":")+1:], ".yaml")
	meant := []string{plain, synonyms[plain]}
	for _, builtin := range r.Builtins {
		text, _ := r.ReadBuiltin(builtin) // it is there
		title := tree.Parse(builtin, text, &tree.Problems{}).Get("platform").Str("title")
		if name != "" && strings.Contains(title, name) {
			meant = append(meant, builtin)
		}
	}
	for _, m := range meant {
		if slices.Contains(r.Builtins, m) {
			return "write " + builtinPrefix + m
		}
	}
	return cmp.Or(tree.DidYouMean(name, r.Builtins),
		"a file is written with its ending: ./"+name+".yaml; builtin are "+strings.Join(r.Builtins, ", "))
}

// fileHint returns what to write in place of a file that does not exist.
func (r Reader) fileHint(file string) string {
	base := filepath.Base(file)
	name := strings.TrimSuffix(base, filepath.Ext(base))
	if slices.Contains(r.Builtins, name) {
		return "write " + builtinPrefix + name
	}
	var near []string
	if r.Near != nil {
		near = r.Near(filepath.Dir(file))
	}
	hasName := func(other string) bool { return strings.TrimSuffix(other, filepath.Ext(other)) == name }
	if i := slices.IndexFunc(near, hasName); i >= 0 {
		near = near[i : i+1]
	}
	return cmp.Or(tree.DidYouMean(base, near), "a path is relative to the file that names it; "+keys.BuiltinHint)
}
