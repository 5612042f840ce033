package redisstore

import "github.com/replygen/replygen/generated/wechat"

// Store and what belongs to it are what the package beside which a RedisStore is generated declares.
type (
	Store    = wechat.Store
	Delivery = wechat.Delivery
	Claim    = wechat.Claim
	Outcome  = wechat.Outcome
)

// The outcomes likewise.
const (
	OutcomeKept  = wechat.OutcomeKept
	OutcomeAcked = wechat.OutcomeAcked
	OutcomeLost  = wechat.OutcomeLost
)

var _ Store = (*RedisStore)(nil)
