-- Remembers a room's state as its host, and forgets the orders that are in it.
-- KEYS[1] host; KEYS[2] state; KEYS[3] stream of orders
-- ARGV[1] who says so; ARGV[2] state; ARGV[3] time to live in ms; ARGV[4] the newest order that was handled
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('XTRIM', KEYS[3], 'MINID', ARGV[4])
return 1
