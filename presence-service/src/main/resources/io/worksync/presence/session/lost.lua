-- Takes a session of a dead node away, unless it was announced again since the node was seen dead. It is
-- not remembered as closed: the node may come back and announce it.
--
-- KEYS  1 the user's sessions  2 the node's sessions  3 the user  4 due users
-- ARGV  1 session  2 user  3 node  4 announced before, ms  5 grace ms
-- Returns 1 when the node holds it no more.
local held = redis.call('HGET', KEYS[1], ARGV[1])
if held then
  local space = string.find(held, ' ', 1, true)
  local here = string.sub(held, space + 1) == ARGV[3]
  if here and tonumber(string.sub(held, 1, space - 1)) >= tonumber(ARGV[4]) then
    return 0
  end
  if here then
    redis.call('HDEL', KEYS[1], ARGV[1])
    if redis.call('EXISTS', KEYS[1]) == 0 then
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      redis.call('HSET', KEYS[3], 'left', string.format('%.0f', now))
      redis.call('ZADD', KEYS[4], 'LT', now + ARGV[5], ARGV[2])
    end
  end
end
redis.call('SREM', KEYS[2], ARGV[2] .. ' ' .. ARGV[1])
return 1
