//go:build ignore

package extra

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/redis/go-redis/v9"
)

// RedisStore is a Store for several processes that share a Redis server,
// version 5 or later. The server must not evict keys before they expire: its
// maxmemory-policy should be noeviction.
type RedisStore struct {
	client redis.Scripter
	prefix string
}

// NewRedisStore returns a store whose keys begin with a prefix, which must be
// another for each account. The client is a *redis.Client, or one for a cluster.
func NewRedisStore(client redis.Scripter, prefix string) *RedisStore {
	return &RedisStore{client, prefix}
}

// A message is a hash: n are its deliveries, first is when the first came, claim
// is what the latest Claim calls itself, for the client may send it twice. acked
// is there if the latest delivery is, done if the message is finished, answer if
// one is kept.

var redisClaim = redis.NewScript(`
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
if redis.call('HGET', KEYS[1], 'claim') ~= ARGV[2] then
	if redis.call('HINCRBY', KEYS[1], 'n', 1) == 1 then
		redis.call('HSET', KEYS[1], 'first', string.format('%.0f', now))
		redis.call('PEXPIRE', KEYS[1], ARGV[1])
	end
	redis.call('HSET', KEYS[1], 'claim', ARGV[2])
	redis.call('HDEL', KEYS[1], 'acked')
end
local m = redis.call('HMGET', KEYS[1], 'n', 'first', 'done', 'answer')
return {tonumber(m[1]), now - m[2], m[3] and 1 or 0, m[4] or ''}`)

var redisFinish = redis.NewScript(`
local m = redis.call('HMGET', KEYS[1], 'n', 'acked', 'done')
if not m[1] then
	return {0}
end
if not m[3] then
	redis.call('HSET', KEYS[1], 'done', '1')
	if not m[2] then
		redis.call('HSET', KEYS[1], 'answer', ARGV[1])
	end
	redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return {redis.call('HEXISTS', KEYS[1], 'answer')}`)

var redisAck = redis.NewScript(`
local m = redis.call('HMGET', KEYS[1], 'n', 'done', 'answer')
if m[1] == ARGV[1] then
	redis.call('HSET', KEYS[1], 'acked', '1')
end
return {m[2] and 1 or 0, m[3] or ''}`)

var redisLook = redis.NewScript(`
local m = redis.call('HMGET', KEYS[1], 'n', 'done', 'answer')
return {m[1] and not m[2] and 1 or 0, m[3] or ''}`)

// Claim notes a delivery of a message.
func (s *RedisStore) Claim(ctx context.Context, key string, ttl time.Duration) (Claim, error) {
	r, err := s.run(ctx, redisClaim, key, redisTTL(ttl), rand.Text())
	if err != nil {
		return Claim{}, err
	}
	// The server's clock may have been set back.
	age := max(0, time.Duration(r[1].(int64))*time.Millisecond)
	return Claim{Delivery: int(r[0].(int64)), Age: age, Done: r[2] == int64(1), Answer: []byte(r[3].(string))}, nil
}

// Finish ends the work on a message.
func (s *RedisStore) Finish(ctx context.Context, key string, answer []byte, ttl time.Duration) (kept bool, err error) {
	r, err := s.run(ctx, redisFinish, key, answer, redisTTL(ttl))
	return err == nil && r[0] == int64(1), err
}

// Ack says that a delivery is about to be acked.
func (s *RedisStore) Ack(ctx context.Context, key string, delivery int) (answer []byte, done bool, err error) {
	r, err := s.run(ctx, redisAck, key, delivery)
	if err != nil {
		return nil, false, err
	}
	return []byte(r[1].(string)), r[0] == int64(1), nil
}

// Wait returns the answer of a message as soon as it is finished. It looks again
// and again: few messages are waited for, and none of them needs a connection
// of its own so.
func (s *RedisStore) Wait(ctx context.Context, key string) (answer []byte, err error) {
	for pause := 10 * time.Millisecond; ; pause = min(2*pause, 100*time.Millisecond) {
		r, err := s.run(ctx, redisLook, key)
		if err != nil {
			return nil, err
		}
		if r[0] == int64(0) {
			return []byte(r[1].(string)), nil
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// run runs a script for a message. It returns when ctx ends, which a client waits
// for only if its ContextTimeoutEnabled is set.
func (s *RedisStore) run(ctx context.Context, script *redis.Script, key string, args ...any) ([]any, error) {
	type result struct {
		values []any
		err    error
	}
	results := make(chan result, 1)
	go func() {
		values, err := script.Run(ctx, s.client, []string{s.prefix + key}, args...).Slice()
		results <- result{values, err}
	}()
	select {
	case r := <-results:
		if r.err != nil && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return r.values, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// redisTTL is a ttl as Redis takes it, which deletes at once what is to live for none.
func redisTTL(ttl time.Duration) int64 {
	return max(1, ttl.Milliseconds())
}
