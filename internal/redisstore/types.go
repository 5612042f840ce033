package redisstore

import "github.com/replygen/replygen/generated/wechat"

// Store is what the package beside which a RedisStore is generated declares.
type Store = wechat.Store

// Claim likewise.
type Claim = wechat.Claim

var _ Store = (*RedisStore)(nil)
