-- Forgets a node that holds no session any more.
--
-- KEYS  1 the node's sessions  2 nodes
-- ARGV  1 node
if redis.call('EXISTS', KEYS[1]) == 0 then
  return redis.call('SREM', KEYS[2], ARGV[1])
end
return 0
