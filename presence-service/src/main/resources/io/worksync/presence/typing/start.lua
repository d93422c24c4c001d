-- Somebody types, or still does.
--
-- KEYS  1 typing, by when it ends  2 when it was told last  3 ends that are being told  4 the user's recent starts
-- ARGV  1 who and where  2 ttl ms  3 told again after ms  4 the most at once  5 the most starts  6 within ms
-- Returns {1 to tell, 0 told lately, -1 too many; ends at ms}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ends = now + ARGV[2]
local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not known then
  if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then
    return {-1, string.format('%.0f', ends)}
  end
  if redis.call('INCR', KEYS[4]) == 1 then
    redis.call('PEXPIRE', KEYS[4], ARGV[6])
  end
  if tonumber(redis.call('GET', KEYS[4])) > tonumber(ARGV[5]) then
    return {-1, string.format('%.0f', ends)}
  end
end
redis.call('ZADD', KEYS[1], ends, ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
local told = redis.call('ZSCORE', KEYS[2], ARGV[1])
if told and now - tonumber(told) < tonumber(ARGV[3]) then
  return {0, string.format('%.0f', ends)}
end
redis.call('ZADD', KEYS[2], now, ARGV[1])
return {1, string.format('%.0f', ends)}
