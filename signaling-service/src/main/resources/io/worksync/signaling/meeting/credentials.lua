-- Notes when a participant's TURN credentials end.
-- KEYS[1] hash of leases
-- ARGV[1] participant; ARGV[2] when; ARGV[3] when they ended before, where that must still hold
-- Answers 1 where it is noted, 0 where the participant is gone or somebody else was faster.
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
  return 0
end
if ARGV[3] ~= '' and redis.call('HGET', KEYS[1], 'ice:' .. ARGV[1]) ~= ARGV[3] then
  return 0
end
redis.call('HSET', KEYS[1], 'ice:' .. ARGV[1], ARGV[2])
return 1
