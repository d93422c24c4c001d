-- Takes meetings that are due to be looked at, so that no other instance looks at them for a while.
-- KEYS[1] sorted set of meetings by when they are due
-- ARGV[1] how many at most; ARGV[2] for how many ms they are taken
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
for _, meeting in ipairs(due) do
  redis.call('ZADD', KEYS[1], now + ARGV[2], meeting)
end
return due
