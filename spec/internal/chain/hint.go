package chain

import (
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
	if slices.Contains(r.Builtins, plain) {
		return "write " + builtinPrefix + plain
	}
	if of := synonyms[plain]; slices.Contains(r.Builtins, of) {
		return "write " + builtinPrefix + of
	}
	for _, builtin := range r.Builtins {
		if name != "" && strings.Contains(r.title(builtin), name) {
			return "write " + builtinPrefix + builtin
		}
	}
	if hint := tree.DidYouMean(name, r.Builtins); hint != "" {
		return hint
	}
	return "a file is written with its ending: ./" + name + ".yaml; builtin are " + strings.Join(r.Builtins, ", ")
}

// title is the title of a builtin platform.
func (r Reader) title(builtin string) string {
	text, err := r.ReadBuiltin(builtin)
	if err != nil {
		return ""
	}
	return tree.Parse(builtin, text, &tree.Problems{}).Get("platform").Str("title")
}

// fileHint returns what to write in place of a file that does not exist.
func (r Reader) fileHint(file string) string {
	base := filepath.Base(file)
	name := strings.TrimSuffix(base, filepath.Ext(base))
	if slices.Contains(r.Builtins, name) {
		return "write " + builtinPrefix + name
	}
	if r.Near != nil {
		for _, other := range r.Near(filepath.Dir(file)) {
			if strings.TrimSuffix(other, filepath.Ext(other)) == name {
				return tree.DidYouMean(base, []string{other})
			}
		}
		if hint := tree.DidYouMean(base, r.Near(filepath.Dir(file))); hint != "" {
			return hint
		}
	}
	return "a path is relative to the file that names it; " + keys.BuiltinHint
}
