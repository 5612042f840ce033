//go:build exhaustive

package wechat_test

func init() { paddings = append(paddings, 16383) }
