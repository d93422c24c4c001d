-- Renews leases that have not ended, and clears away those that have, whosever they were.
--
-- KEYS  1 leases  2 infos (see join.lua)
-- ARGV  1 ttl ms  2 pub/sub channel or ''  3.. clients
-- Returns the clients whose lease had ended.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local ttl = tonumber(ARGV[1])
local lost = {}
for i = 3, #ARGV do
  local lease = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if lease and tonumber(lease) > now then
    redis.call('ZADD', KEYS[1], now + ttl, ARGV[i])
  else
    lost[#lost + 1] = ARGV[i]
  end
end
for _, client in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 500)) do
  local info = redis.call('HGET', KEYS[2], client)
  redis.call('ZREM', KEYS[1], client)
  redis.call('HDEL', KEYS[2], client)
  if info and ARGV[2] ~= '' then
    redis.call('SPUBLISH', ARGV[2], ' 0 - l - ' .. info .. '\n')
  end
end
redis.call('PEXPIRE', KEYS[1], 2 * ttl)
redis.call('PEXPIRE', KEYS[2], 2 * ttl)
return lost
