//go:build ignore

package extra

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// RedisStore is a Store for several processes that share a Redis server or a
// Redis Cluster, version 6.2 or later. Leases run by the server's clock; they lapse
// when that is set by more than their length.
//
// It keeps the promises of Store as long as Redis keeps what it has confirmed. Where
// Redis forgets, every message is still worked on before it is acked, but perhaps more
// than once, and a late reply may get lost, or go out in a response as well:
//
//   - A server that restarts empty has forgotten who works on what. Workers tell it
//     again when they renew their claims, within a second or so, and when they finish;
//     what is delivered before that is worked on again. With appendonly, a restart
//     forgets no more than appendfsync allows.
//   - A replica that takes over, in a Cluster or under Sentinel, may not have seen the
//     last writes, because replication is asynchronous. It is as if the server had
//     forgotten these.
//   - A server that reaches its maxmemory must not evict: its maxmemory-policy should
//     be noeviction. It refuses all deliveries then, as a server does that is down.
//     With another policy it forgets messages, also those in work.
//
// A message takes about half a kilobyte, and its answer, until its TTL has passed.
// The client may notice only a second later that a server is there again.
type RedisStore struct {
	client redis.Scripter
	prefix string
	// ahead is by how many milliseconds the server's clock is ahead of redisMillis, as of the
	// last response; asked is whether there has been one.
	ahead atomic.Int64
	asked atomic.Bool
}

// NewRedisStore returns a store whose keys begin with a prefix, which must be
// another for each account. The client is a *redis.Client, or one for a cluster.
func NewRedisStore(client redis.Scripter, prefix string) *RedisStore {
	return &RedisStore{client: client, prefix: prefix}
}

// redisMessage begins every script. The result begins with the server's clock, and
// is no more than that for a call that nobody waits for any longer: a server that
// has hung, or a network, may deliver the claim of a process long after that has given
// up, or died. m is the message, as it was. It is a hash:
//
//	first     when its first delivery came, in milliseconds
//	n         how many deliveries have been counted
//	tokens    those of the last 16 of them, each with a blank behind it
//	acked     there if the latest of them has been acked
//	holder    the token of the delivery that holds the claim, or has finished,
//	attempt   its number, empty if it has not been counted,
//	from      when it got the claim, in milliseconds,
//	lease     and for how many of them
//	outcome   of a finished message, what became of the answer: kept or acked
//	answer    there if it is kept
//
// Where a script changes more than the expiry, it begins with a HSET: when memory
// is short, Redis refuses that, but nothing that follows a first write.
const redisMessage = `
local key, token, ttl, lease = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local latest = tonumber(ARGV[4])
if latest > 0 and now > latest then
	return {now}
end

local m = {}
local reply = redis.call('HGETALL', key)
for i = 1, #reply, 2 do
	m[reply[i]] = reply[i + 1]
end
local known = m.n

local function set(field, value)
	m[field] = value
	redis.call('HSET', key, field, value)
end

local function remember()
	redis.call('PEXPIRE', key, ttl)
end

-- attempt returns the number of this delivery, or nil.
local function attempt()
	local at = string.find(m.tokens or '', token, 1, true)
	if at then
		return m.n - (#m.tokens - at - 16) / 17
	end
	return token == m.holder and tonumber(m.attempt) or nil
end

-- count makes this delivery the latest and returns its number.
local function count()
	if not known then
		set('first', string.format('%.0f', now))
	end
	set('n', (m.n or 0) + 1)
	set('tokens', string.sub((m.tokens or '') .. token .. ' ', -16 * 17))
	redis.call('HDEL', key, 'acked')
	return m.n
end

-- hold gives this delivery the claim.
local function hold()
	local n = attempt() or ''
	set('holder', token)
	set('attempt', n)
	set('from', string.format('%.0f', now))
	set('lease', lease)
end
`

var redisClaim = redis.NewScript(redisMessage + `
local waits = ARGV[5] == '1'
local n = attempt() or count()
local work = not m.outcome and (not m.holder or m.holder == token or math.abs(now - m.from) >= tonumber(m.lease))
if work then
	hold()
end
if work or not waits then
	remember()
end
return {now, n, now - m.first, work and 1 or 0, m.outcome and 1 or 0, m.answer or ''}`)

var redisRenew = redis.NewScript(redisMessage + `
if m.holder and m.holder ~= token then
	return {now, 0}
end
if not known then
	count()
end
hold()
remember()
return {now, 1}`)

var redisFinish = redis.NewScript(redisMessage + `
if m.holder and m.holder ~= token then
	return {now, 'lost'}
end
if not known then
	count()
end
if not m.outcome then
	hold()
	set('outcome', m.acked and 'acked' or 'kept')
	if not m.acked then
		set('answer', ARGV[5])
	end
end
remember()
return {now, m.outcome}`)

// An answer that is there is given out even when memory is too short for writing.
var redisAck = redis.NewScript(redisMessage + `
local n = attempt() or count()
if not m.outcome and n == tonumber(m.n) then
	set('acked', '1')
end
if not known then
	remember()
end
return {now, m.outcome and 1 or 0, m.answer or ''}`)

// redisOutcomes are the outcomes as the scripts name them.
var redisOutcomes = map[any]Outcome{"kept": OutcomeKept, "acked": OutcomeAcked, "lost": OutcomeLost}

// Claim notes a delivery, and reports what is to be done.
func (s *RedisStore) Claim(ctx context.Context, d Delivery) (Claim, error) {
	return s.claim(ctx, d, 0)
}

// Wait returns what Claim would, as soon as the message is finished or the work is
// this delivery's to do. It asks again and again: few messages are waited for, and
// none of them needs a connection of its own so.
func (s *RedisStore) Wait(ctx context.Context, d Delivery) (Claim, error) {
	for pause := 10 * time.Millisecond; ; pause = min(2*pause, 100*time.Millisecond) {
		c, err := s.claim(ctx, d, 1)
		if err != nil || c.Work || c.Done {
			return c, err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return Claim{}, ctx.Err()
		}
	}
}

func (s *RedisStore) claim(ctx context.Context, d Delivery, waits int) (Claim, error) {
	r, err := s.run(ctx, redisClaim, d, waits)
	if err != nil {
		return Claim{}, err
	}
	return Claim{
		Attempt: int(r[0].(int64)),
		Age:     max(0, time.Duration(r[1].(int64))*time.Millisecond), // the clock may have been set back
		Work:    r[2] == int64(1),
		Done:    r[3] == int64(1),
		Answer:  []byte(r[4].(string)),
	}, nil
}

// Renew lets the claim hold for another lease.
func (s *RedisStore) Renew(ctx context.Context, d Delivery) (held bool, err error) {
	r, err := s.run(ctx, redisRenew, d, "")
	return err == nil && r[0] == int64(1), err
}

// Finish ends the work on a message.
func (s *RedisStore) Finish(ctx context.Context, d Delivery, answer []byte) (Outcome, error) {
	r, err := s.run(ctx, redisFinish, d, answer)
	if err != nil {
		return 0, err
	}
	return redisOutcomes[r[0]], nil
}

// Ack notes that a delivery is about to be acked.
func (s *RedisStore) Ack(ctx context.Context, d Delivery) (answer []byte, done bool, err error) {
	r, err := s.run(ctx, redisAck, d, "")
	if err != nil {
		return nil, false, err
	}
	return []byte(r[1].(string)), r[0] == int64(1), nil
}

// run runs a script for a delivery, and returns its result but for the clock. It
// returns when ctx ends, which a client waits for only if its ContextTimeoutEnabled
// is set.
func (s *RedisStore) run(ctx context.Context, script *redis.Script, d Delivery, arg any) ([]any, error) {
	type result struct {
		values []any
		err    error
	}
	results := make(chan result, 1)
	go func() {
		values, err := s.send(ctx, script, d, arg)
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

func (s *RedisStore) send(ctx context.Context, script *redis.Script, d Delivery, arg any) ([]any, error) {
	keys := []string{s.prefix + d.Key}
	// A token is text, because Lua's numbers have 53 bits.
	token := fmt.Sprintf("%016x", d.Token)
	for {
		var latest int64
		if end, ok := ctx.Deadline(); ok && s.asked.Load() {
			latest = redisMillis(end) + s.ahead.Load()
		}
		r, err := script.Run(ctx, s.client, keys,
			token, d.TTL.Milliseconds(), d.Lease.Milliseconds(), latest, arg).Slice()
		if err != nil {
			return nil, err
		}
		s.ahead.Store(r[0].(int64) - redisMillis(time.Now()))
		s.asked.Store(true)
		if len(r) > 1 {
			return r[1:], nil
		}
		// It was too late, or the clock has been set.
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
}

var redisClock = time.Now()

// redisMillis is a time by this process's clock, which nobody sets.
func redisMillis(t time.Time) int64 { return t.Sub(redisClock).Milliseconds() }
