-- Somebody stopped typing; the end is told, and told again should whoever does so die.
--
-- KEYS  1 typing, by when it ends  2 when it was told last  3 ends that are being told
-- ARGV  1 who and where  2 told again after ms
-- Returns 1 when it is to be told.
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then
  return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZADD', KEYS[3], now + ARGV[2], ARGV[1])
return 1
