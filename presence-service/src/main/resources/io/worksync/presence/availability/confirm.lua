-- An announcement is out; whatever changed meanwhile is looked at next.
--
-- KEYS  1 the user  2 due users
-- ARGV  1 user  2 version
if redis.call('HGET', KEYS[1], 'version') == ARGV[2] then
  redis.call('HSET', KEYS[1], 'confirmed', ARGV[2])
  redis.call('HDEL', KEYS[1], 'claimUntil')
  redis.call('ZADD', KEYS[2], 'LT', 0, ARGV[1])
end
return 1
