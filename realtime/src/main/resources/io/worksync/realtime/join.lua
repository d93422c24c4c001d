-- Puts a client into a topic for a while.
--
-- KEYS  1 leases (sorted set: client by the time in ms at which it ends)  2 infos (hash by client)
-- ARGV  1 client  2 its info  3 ttl ms  4 the pub/sub channel on which others are told ('' for not)
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local lease = redis.call('ZSCORE', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], 2 * tonumber(ARGV[3]))
redis.call('PEXPIRE', KEYS[2], 2 * tonumber(ARGV[3]))
if not lease and ARGV[4] ~= '' then
  redis.call('SPUBLISH', ARGV[4], ' 0 - j - ' .. ARGV[2] .. '\n')
end
return 1
