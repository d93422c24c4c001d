-- Takes from what somebody may do within a window of time.
-- KEYS[1] counter; ARGV[1] how many; ARGV[2] how many at most; ARGV[3] window in ms
-- Answers 0 where they are taken, or else in how many ms there are some again.
local taken = tonumber(redis.call('GET', KEYS[1]) or '0')
if taken + ARGV[1] > tonumber(ARGV[2]) then
  return math.max(redis.call('PTTL', KEYS[1]), 1)
end
redis.call('INCRBY', KEYS[1], ARGV[1])
if taken == 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return 0
