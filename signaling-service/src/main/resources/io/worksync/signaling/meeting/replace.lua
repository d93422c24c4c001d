-- Replaces a meeting's live state if nobody changed it since it was read.
-- KEYS[1] hash with version and state
-- ARGV[1] version that was read, 0 for none; ARGV[2] new state; ARGV[3] time to live in ms
local version = redis.call('HGET', KEYS[1], 'version') or '0'
if version ~= ARGV[1] then
  return 0
end
redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('HSET', KEYS[1], 'state', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
