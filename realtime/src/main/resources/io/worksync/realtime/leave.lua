-- Takes a client out of a topic. Whose lease others have seen end is not announced again.
--
-- KEYS  1 leases  2 infos (see join.lua)
-- ARGV  1 client  2 pub/sub channel or ''
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then
  return 0
end
local info = redis.call('HGET', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
if info and ARGV[2] ~= '' then
  redis.call('SPUBLISH', ARGV[2], ' 0 - l - ' .. info .. '\n')
end
return 1
