-- A session was opened, or announced again.
--
-- KEYS  1 the user's sessions  2 the user's closed sessions  3 the node's sessions  4 nodes  5 due users
-- ARGV  1 session  2 node  3 user  4 the most sessions of a user
-- Returns 1 when it is live, 0 when it was closed before or there are too many.
if redis.call('ZSCORE', KEYS[2], ARGV[1]) then
  return 0
end
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4]) then
  return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', now) .. ' ' .. ARGV[2])
redis.call('SADD', KEYS[3], ARGV[3] .. ' ' .. ARGV[1])
redis.call('SADD', KEYS[4], ARGV[2])
redis.call('ZADD', KEYS[5], 'LT', now, ARGV[3])
return 1
