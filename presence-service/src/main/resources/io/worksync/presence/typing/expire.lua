-- Whose typing was not renewed, and whose end was not told by whoever should have.
--
-- KEYS  1 typing, by when it ends  2 when it was told last  3 ends that are being told
-- ARGV  1 told again after ms  2 the most
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local stamp = string.format('%.0f', now)
local ended = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', stamp, 'LIMIT', 0, ARGV[2])
for _, member in ipairs(ended) do
  redis.call('ZREM', KEYS[1], member)
  redis.call('ZREM', KEYS[2], member)
  redis.call('ZADD', KEYS[3], now, member)
end
local untold = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', stamp, 'LIMIT', 0, ARGV[2])
for _, member in ipairs(untold) do
  redis.call('ZADD', KEYS[3], now + ARGV[1], member)
end
return untold
