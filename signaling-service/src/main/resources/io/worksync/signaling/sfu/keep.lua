-- Stays the host for another while, or with 0 is it no longer.
-- KEYS[1] host; ARGV[1] who says so; ARGV[2] for how long in ms
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
