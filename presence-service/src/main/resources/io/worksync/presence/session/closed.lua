-- A session was closed; it stays closed, whatever is announced of it later.
--
-- KEYS  1 the user's sessions  2 the user's closed sessions  3 the node's sessions  4 the user  5 due users
-- ARGV  1 session  2 user  3 how long a closed session is remembered, ms  4 the most of them  5 grace ms
-- Returns 1 when it was live.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[2], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - ARGV[3])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('SREM', KEYS[3], ARGV[2] .. ' ' .. ARGV[1])
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then
  return 0
end
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('HSET', KEYS[4], 'left', string.format('%.0f', now))
  redis.call('ZADD', KEYS[5], 'LT', now + ARGV[5], ARGV[2])
end
return 1
