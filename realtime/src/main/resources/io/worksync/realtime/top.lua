-- The top of a topic's stream; a topic that Redis does not know of gets its epoch here, so that the first
-- publication after this is seen to follow.
--
-- KEYS  1 meta  2 stream
-- ARGV  1 fresh epoch  2 meta ttl ms
-- Returns {epoch, offset, last sequence or -1}.
local meta = redis.call('HMGET', KEYS[1], 'e', 'o', 's')
if meta[1] then
  return {meta[1], tonumber(meta[2]), tonumber(meta[3] or '-1')}
end
redis.call('HSET', KEYS[1], 'e', ARGV[1], 'o', 0)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('DEL', KEYS[2])
return {ARGV[1], 0, -1}
