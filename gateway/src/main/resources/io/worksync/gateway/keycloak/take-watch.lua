-- Takes a watch that nobody has, or goes on with one's own.
--
-- KEYS  1 watch
-- ARGV  1 node  2 ttl ms
-- Returns 1, or 0 while another node has it.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
